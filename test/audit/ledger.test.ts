import fs from 'node:fs';
import path from 'node:path';

import Database from 'better-sqlite3';
import { describe, expect, it, vi } from 'vitest';

import { entryHash, GENESIS, type LedgerRow } from '../../electron/core/audit/entry.ts';
import { parseHeadLine } from '../../electron/core/audit/heads.ts';
import {
  closed,
  file,
  open,
  opened,
  record,
  sessionId,
  START,
  temporaryFolder,
  testClock,
  value,
} from './data-folder.ts';
import { verify } from './outsider.ts';

const S = sessionId(1);

function rows(dataDir: string): LedgerRow[] {
  const db = new Database(path.join(dataDir, 'ledger.sqlite'), { readonly: true });
  try {
    return db.prepare<[], LedgerRow>('SELECT * FROM ledger ORDER BY seq').all();
  } finally {
    db.close();
  }
}
const headLines = (dataDir: string): string[] =>
  fs.readFileSync(path.join(dataDir, 'heads.log'), 'utf8').split('\n').slice(0, -1);

describe('a new ledger', () => {
  it('begins with an entry that names the app and the public key', () => {
    const dir = temporaryFolder();
    const ledger = value(open(dir));
    ledger.close();
    const [first] = rows(dir);
    expect(first).toMatchObject({ seq: 1, kind: 'ledger.created', session: null, prev: GENESIS });
    expect(JSON.parse(first!.body)).toEqual({
      app: 'sekisho test',
      key: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
  });

  it('keeps its files from other users', () => {
    const dir = temporaryFolder();
    value(open(dir)).close();
    const mode = (name: string): string => (fs.statSync(path.join(dir, name)).mode & 0o777).toString(8);
    expect([mode('ledger.sqlite'), mode('heads.log'), mode('keys'), mode('keys/ledger.pem')]).toEqual([
      '600',
      '600',
      '700',
      '600',
    ]);
  });
});

describe('append', () => {
  it('chains each entry to the one before it and gives the new head', () => {
    const dir = temporaryFolder();
    const ledger = value(open(dir));
    const head = value(ledger.append([opened(S), file(S, 1), file(S, 2)]));
    expect(ledger.head).toEqual(head);
    ledger.close();
    const all = rows(dir);
    expect(all.map((row) => row.seq)).toEqual([1, 2, 3, 4]);
    all.forEach((row, index) => {
      expect(row.prev).toBe(index === 0 ? GENESIS : all[index - 1]!.hash);
      expect(row.hash).toBe(entryHash(row));
    });
    expect(head).toEqual({ seq: 4, hash: all.at(-1)!.hash });
  });

  it('stamps UTC with milliseconds', () => {
    const dir = temporaryFolder();
    const ledger = value(open(dir, testClock(START + 7)));
    value(ledger.append([opened(S)]));
    ledger.close();
    expect(rows(dir).at(-1)!.at).toBe('2026-11-22T01:00:00.007Z');
  });

  it('signs the head of every batch', () => {
    const dir = temporaryFolder();
    const ledger = value(open(dir));
    const first = value(ledger.append([opened(S)]));
    const second = value(ledger.append([file(S, 1), file(S, 2)]));
    ledger.close();
    expect(
      headLines(dir)
        .map((line) => parseHeadLine(line)?.hash)
        .slice(1),
    ).toEqual([first.hash, second.hash]);
  });

  it('adds nothing for an empty batch', () => {
    const ledger = value(open(temporaryFolder()));
    const before = ledger.head;
    expect(value(ledger.append([]))).toEqual(before);
    ledger.close();
  });

  it('keeps nothing of a batch of which one draft fails', () => {
    const dir = temporaryFolder();
    const ledger = value(open(dir));
    const before = ledger.head;
    expect(() =>
      ledger.append([opened(S), { kind: 'file', session: S, body: { size: Number.NaN } }]),
    ).toThrow('NaN');
    expect(ledger.head).toEqual(before);
    record(ledger, S, 2);
    ledger.close();
    expect(rows(dir).map((row) => row.kind)).toEqual([
      'ledger.created',
      'session.opened',
      'file',
      'file',
      'session.closed',
    ]);
  });

  it('has its projections go on from what was kept when a batch fails half-way', async () => {
    const dir = temporaryFolder();
    const ledger = value(open(dir));
    value(ledger.append([opened(S), file(S, 1)]));
    const bad = { kind: 'file', session: S, body: { size: Number.NaN } };
    expect(() => ledger.append([file(S, 2), file(S, 3), bad])).toThrow('NaN');
    value(ledger.append([file(S, 2), closed(S, 2)]));
    ledger.close();
    expect(await verify(dir)).toMatchObject({ entries: 5, faults: [] });
  });

  it('spells out half a surrogate pair instead of losing it', () => {
    const dir = temporaryFolder();
    const ledger = value(open(dir));
    value(ledger.append([file(S, 1, { path: 'a\ud83db😀' })]));
    ledger.close();
    expect(JSON.parse(rows(dir).at(-1)!.body)).toMatchObject({ path: 'a[U+D83D]b😀' });
  });

  it('refuses to fork the chain when another writer has moved it', () => {
    const dir = temporaryFolder();
    const one = value(open(dir));
    const two = value(open(dir));
    value(one.append([opened(S)]));
    expect(two.append([opened(sessionId(2))])).toEqual({
      ok: false,
      error: { code: 'ledger-failed', params: { reason: 'chain-moved' } },
    });
    one.close();
    two.close();
    expect(rows(dir)).toHaveLength(2);
  });
});

describe('a clock that went backwards', () => {
  it('is itself the first entry of the batch', () => {
    const dir = temporaryFolder();
    const clock = testClock();
    const ledger = value(open(dir, clock));
    clock.at = START - 3_600_000;
    value(ledger.append([opened(S)]));
    value(ledger.append([file(S, 1)]));
    ledger.close();
    const added = rows(dir).slice(1);
    expect(added.map((row) => row.kind)).toEqual(['clock.backwards', 'session.opened', 'file']);
    expect(JSON.parse(added[0]!.body)).toEqual({
      previous: '2026-11-22T01:00:00.000Z',
      now: '2026-11-22T00:00:00.000Z',
    });
  });

  it('is noticed across a restart', () => {
    const dir = temporaryFolder();
    value(open(dir)).close();
    const ledger = value(open(dir, testClock(START - 1)));
    value(ledger.append([opened(S)]));
    ledger.close();
    expect(rows(dir)[1]!.kind).toBe('clock.backwards');
  });

  it('is not said of a clock that stands still', () => {
    const dir = temporaryFolder();
    const ledger = value(open(dir));
    value(ledger.append([opened(S)]));
    ledger.close();
    expect(rows(dir).map((row) => row.kind)).not.toContain('clock.backwards');
  });
});

describe('a head that could not be signed', () => {
  it('is signed at the next opening', () => {
    const dir = temporaryFolder();
    const ledger = value(open(dir));
    value(ledger.append([opened(S)]));
    const { head } = ledger;
    ledger.close();
    const log = path.join(dir, 'heads.log');
    fs.writeFileSync(log, `${headLines(dir)[0]!}\n`);
    value(open(dir)).close();
    expect(parseHeadLine(headLines(dir).at(-1)!)).toMatchObject({ hash: head.hash, seq: head.seq });
  });

  it('does not undo the entries, is signed before the next batch, and refuses that batch while it cannot be', () => {
    const dir = temporaryFolder();
    const ledger = value(open(dir));
    const full = vi.spyOn(fs, 'fsyncSync').mockImplementation(() => {
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    });
    const kept = value(ledger.append([opened(S)]));
    expect(ledger.append([file(S, 1)])).toEqual({
      ok: false,
      error: { code: 'ledger-failed', params: { reason: 'disk-full' } },
    });
    expect(headLines(dir)).toHaveLength(1);
    full.mockRestore();
    value(ledger.append([file(S, 1)]));
    ledger.close();
    expect(rows(dir).map((row) => row.kind)).toEqual(['ledger.created', 'session.opened', 'file']);
    expect(headLines(dir).map((line) => parseHeadLine(line)?.hash)).toContain(kept.hash);
  });

  it('may leave half a line behind, which the next opening removes', () => {
    const dir = temporaryFolder();
    value(open(dir)).close();
    const whole = fs.readFileSync(path.join(dir, 'heads.log'), 'utf8');
    fs.appendFileSync(path.join(dir, 'heads.log'), '{"at":"2026-11-2');
    value(open(dir)).close();
    expect(fs.readFileSync(path.join(dir, 'heads.log'), 'utf8')).toBe(whole);
    fs.appendFileSync(path.join(dir, 'heads.log'), '{"at":"2026-11-2');
    const ledger = value(open(dir));
    value(ledger.append([opened(S)]));
    ledger.close();
    expect(headLines(dir).map((line) => parseHeadLine(line)?.seq)).toEqual([1, 2]);
  });
});
