/** Single changed bytes in the stored entries and in heads.log: none goes unnoticed. */

import fs from 'node:fs';
import path from 'node:path';

import { expect, it } from 'vitest';

import { fileKeyStore } from '../../electron/core/audit/keys.ts';
import { verifyLedger } from '../../electron/core/audit/verify.ts';
import { openStoreForReading } from '../../electron/core/store/open.ts';
import type { LedgerFault } from '../../shared/model/ledger.ts';
import {
  closed,
  file,
  open,
  opened,
  record,
  sessionId,
  temporaryFolder,
  value,
} from '../audit/data-folder.ts';

/** A ledger over several pages, one entry with a body of several pages of its own. */
function ledgerFolder(): string {
  const dir = temporaryFolder();
  const ledger = value(open(dir));
  record(ledger, sessionId(1), 20);
  const session = sessionId(2);
  value(
    ledger.append([
      opened(session, { device: { note: '長'.repeat(5000) } }),
      file(session, 1),
      closed(session, 1),
    ]),
  );
  ledger.close();
  return dir;
}

type Span = { readonly start: number; readonly end: number; readonly seq: number };

function varintAt(bytes: Buffer, at: number): [value: number, next: number] {
  let result = 0;
  for (let next = at; ; next += 1) {
    result = result * 128 + (bytes[next]! & 0x7f);
    if (bytes[next]! < 0x80) return [result, next + 1];
  }
}

/** Where the entries' cells lie in the file, found by SQLite's own account of the table's pages and not by the gate's reader. */
function liveSpans(dir: string, database: Buffer): Span[] {
  const store = value(openStoreForReading({ dataDir: dir }));
  const pages = store.db
    .prepare<[], { pageno: number; pagetype: string }>(
      `SELECT pageno, pagetype FROM dbstat WHERE name = 'ledger'`,
    )
    .all();
  const spans: Span[] = [];
  for (const { pageno, pagetype } of pages) {
    const page = (pageno - 1) * 4096;
    if (pagetype === 'overflow') spans.push({ start: page + 4, end: page + 1000, seq: 24 });
    if (pagetype !== 'leaf') continue;
    for (let cell = 0; cell < database.readUInt16BE(page + 3); cell += 1) {
      const start = page + database.readUInt16BE(page + 8 + 2 * cell);
      const [payload, afterPayload] = varintAt(database, start);
      const [seq, content] = varintAt(database, afterPayload);
      spans.push({ start, end: content + (payload <= 4061 ? payload : 400), seq });
    }
  }
  store.close();
  return spans;
}

async function faultsWith(
  dir: string,
  name: string,
  bytes: Buffer,
): Promise<readonly LedgerFault[] | 'refused'> {
  fs.writeFileSync(path.join(dir, name), bytes);
  const verified = await verifyLedger({ dataDir: dir, keys: fileKeyStore(dir) });
  return verified.ok ? verified.value.faults : 'refused';
}

function changed(bytes: Buffer, at: number, value: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = value;
  return copy;
}

const otherByte = (byte: number): number => (byte + 1 + Math.floor(Math.random() * 255)) % 256;

/** Every page that belongs to the table: leaves, inner pages and overflow, the bytes in use and those that hold nothing. */
function tablePages(dir: string): readonly number[] {
  const store = value(openStoreForReading({ dataDir: dir }));
  const pages = store.db.prepare<[], number>(`SELECT pageno FROM dbstat WHERE name = 'ledger'`).pluck().all();
  store.close();
  return pages;
}

it('200 random bytes of stored entries', async () => {
  const dir = ledgerFolder();
  const database = fs.readFileSync(path.join(dir, 'ledger.sqlite'));
  const spans = liveSpans(dir, database);
  expect(new Set(spans.map((span) => span.seq)).size).toBe(26);
  for (let round = 0; round < 200; round += 1) {
    const span = spans[Math.floor(Math.random() * spans.length)]!;
    const at = span.start + Math.floor(Math.random() * (span.end - span.start));
    const value = otherByte(database[at]!);
    const faults = await faultsWith(dir, 'ledger.sqlite', changed(database, at, value));
    expect(faults, `byte ${at} of entry ${span.seq} became ${value}`).not.toEqual([]);
  }
}, 180_000);

it("1,000 random bytes of the ledger's pages, those that hold nothing among them", async () => {
  const dir = ledgerFolder();
  const database = fs.readFileSync(path.join(dir, 'ledger.sqlite'));
  const pages = tablePages(dir);
  expect(await faultsWith(dir, 'ledger.sqlite', database)).toEqual([]);
  for (let round = 0; round < 1_000; round += 1) {
    const page = pages[Math.floor(Math.random() * pages.length)]!;
    const at = (page - 1) * 4096 + Math.floor(Math.random() * 4096);
    const value = otherByte(database[at]!);
    const faults = await faultsWith(dir, 'ledger.sqlite', changed(database, at, value));
    expect(faults, `byte ${at % 4096} of page ${page} became ${value}`).not.toEqual([]);
  }
}, 180_000);

it('a ledger over three levels of pages, with entries that fill pages of their own, is whole', async () => {
  const dir = temporaryFolder();
  const ledger = value(open(dir));
  for (let n = 1; n <= 90; n += 1) {
    const session = sessionId(n);
    const note = '長'.repeat((n * 517) % 9000);
    value(
      ledger.append([
        opened(session, { device: { note } }),
        ...Array.from({ length: 120 }, (_, at) => file(session, at)),
        closed(session, 120),
      ]),
    );
  }
  ledger.close();
  expect(tablePages(dir).length).toBeGreaterThan(1000);
  const verified = value(await verifyLedger({ dataDir: dir, keys: fileKeyStore(dir) }));
  expect(verified).toMatchObject({ ok: true, faults: [] });
}, 180_000);

it('every bit of the bytes that say how an entry is stored, and the entry is named', async () => {
  const dir = ledgerFolder();
  const database = fs.readFileSync(path.join(dir, 'ledger.sqlite'));
  const { start, seq } = liveSpans(dir, database).find((span) => span.seq === 1)!;
  // Length, number, header and the first letters of the time: the first entry has no session, a NULL.
  for (let at = start; at < start + 16; at += 1) {
    for (let bit = 0; bit < 8; bit += 1) {
      const faults = await faultsWith(
        dir,
        'ledger.sqlite',
        changed(database, at, database[at]! ^ (1 << bit)),
      );
      expect(faults, `bit ${bit} of byte ${at - start}`).not.toEqual([]);
      expect(faults === 'refused' ? undefined : faults[0]?.seq, `bit ${bit} of byte ${at - start}`).toBe(seq);
    }
  }
}, 180_000);

it('100 random bytes of heads.log', async () => {
  const dir = ledgerFolder();
  const log = fs.readFileSync(path.join(dir, 'heads.log'));
  for (let round = 0; round < 100; round += 1) {
    const at = round === 0 ? log.length - 1 : Math.floor(Math.random() * log.length);
    const value = otherByte(log[at]!);
    const faults = await faultsWith(dir, 'heads.log', changed(log, at, value));
    expect(faults, `byte ${at} became ${value}`).not.toEqual([]);
  }
}, 180_000);
