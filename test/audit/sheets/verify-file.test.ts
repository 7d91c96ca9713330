import fs from 'node:fs';
import path from 'node:path';

import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';

import { fileKeyStore } from '../../../electron/core/audit/keys.ts';
import { verifySheet } from '../../../electron/core/audit/sheets/verify-sheet.ts';
import type { SheetReport } from '../../../shared/model/sheet-check.ts';
import { SHEET_NAMES } from '../../../shared/model/sheets.ts';
import { open, record, sessionId, temporaryFolder, value } from '../data-folder.ts';
import { exported, read, sheet, startClinic, tell, wholeClinic, type Wish } from './clinic-ledger.ts';
import { pythonRows } from './python-csv.ts';

const against = (dir: string) => ({ dataDir: dir, keys: fileKeyStore(dir), app: 'sekisho test' });
const itself = async (file: string): Promise<SheetReport['itself']> =>
  value(await verifySheet(file, null)).itself;
const both = async (file: string, dir: string): Promise<SheetReport> =>
  value(await verifySheet(file, against(dir)));

/** The same file with other bytes; the copy is somebody else's name. */
function changed(file: string, change: (bytes: Buffer) => Buffer | string): string {
  const copy = path.join(path.dirname(file), 'changed.csv');
  fs.writeFileSync(copy, change(read(file)));
  return copy;
}
const edited = (file: string, from: string | RegExp, to: string): string =>
  changed(file, (bytes) => {
    const text = bytes.toString();
    const after = text.replace(from, to);
    expect(after).not.toBe(text);
    return after;
  });

describe.each(['utf8', 'cp932'] as const)('in %s', (encoding) => {
  it.each(SHEET_NAMES)(
    '%s agrees with itself and with the ledger, also when it has grown since',
    async (name) => {
      const { dir } = wholeClinic();
      const file = await sheet(dir, name, { encoding, choice: { fiscalYear: '2026' } });
      expect(await both(file, dir)).toMatchObject({
        itself: { state: 'intact', badRows: 0 },
        ledger: { state: 'agrees' },
      });
      const ledger = value(open(dir, { now: () => Date.parse('2026-11-23T00:00:00Z') }));
      record(ledger, sessionId(77), 3);
      const facts = {
        staff: 'tanaka',
        origin: null,
        sender: null,
        purpose: null,
        patientId: null,
        disposition: 'destroyed',
      };
      value(ledger.append([{ kind: 'session.facts', session: '0000000000a1', body: { facts, by: null } }]));
      ledger.close();
      expect((await both(file, dir)).ledger).toEqual({ state: 'agrees' });
    },
  );
});

it('a session that still runs at the export agrees when it has ended since', async () => {
  const clinic = startClinic();
  tell(clinic, {
    kind: 'session.opened',
    session: sessionId(1),
    body: { from: '/m', to: '/i', practice: false },
  });
  const files = [
    await sheet(clinic.dir, 'sessions'),
    await sheet(clinic.dir, 'files'),
    await sheet(clinic.dir, 'cover'),
  ];
  tell(
    clinic,
    {
      kind: 'file',
      session: sessionId(1),
      body: { n: 1, path: 'a', size: 1, verdict: 'clean', destination: 'x/a' },
    },
    {
      kind: 'session.closed',
      session: sessionId(1),
      body: { outcome: 'released', files: { total: 1, released: 1, blocked: 0 } },
    },
  );
  clinic.ledger.close();
  for (const file of files) expect((await both(file, clinic.dir)).ledger).toEqual({ state: 'agrees' });
});

it('a masked file agrees with its own ledger, and cannot be compared where the key is not', async () => {
  const { dir } = wholeClinic();
  const wish: Wish = { mask: ['names', 'patients'] };
  for (const name of ['sessions', 'files', 'operations'] as const) {
    const file = await sheet(dir, name, wish);
    expect((await both(file, dir)).ledger).toEqual({ state: 'agrees' });
    const elsewhere = temporaryFolder();
    const report = await verifySheet(file, { ...against(dir), keys: fileKeyStore(elsewhere) });
    expect(value(report).ledger).toEqual({ state: 'key-missing' });
  }
});

/** The same numbers at every run. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    // Numerical Recipes' linear congruence; the high bits are the random ones.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

it('notices each of 1,000 random single-byte changes, wherever they are', async () => {
  const { dir } = wholeClinic();
  const { result, folder } = await exported(dir, { sheets: SHEET_NAMES });
  const other = await exported(dir, { sheets: ['files'], encoding: 'cp932', language: 'en' });
  value(other.result);
  const files = [
    ...value(result).files.map(({ name }) => path.join(folder, name)),
    path.join(other.folder, 'C-files.csv'),
  ];
  const next = random(20261122);
  const unnoticed: string[] = [];
  for (let round = 0; round < 1000; round += 1) {
    const file = files[round % files.length]!;
    const bytes = read(file);
    const place = next(bytes.length);
    bytes[place] = (bytes[place]! + 1 + next(255)) % 256;
    if ((await itself(changed(file, () => bytes))).state === 'intact') unnoticed.push(`${file} ${place}`);
  }
  expect(unnoticed).toEqual([]);
}, 60_000);

describe('every byte counts:', () => {
  it.each([0, 1, 2])('byte %i of the byte order mark', async (place) => {
    const file = await sheet(wholeClinic().dir, 'reviews');
    const report = await itself(changed(file, (bytes) => ((bytes[place] = 0x20), bytes)));
    expect(report.state).not.toBe('intact');
  });

  it('each of the last line and of the headings', async () => {
    const file = await sheet(wholeClinic().dir, 'reviews');
    const bytes = read(file);
    const lastLine = bytes.lastIndexOf('\r\n', bytes.length - 3);
    const places = [...Array(bytes.length - lastLine).keys()].map((at) => lastLine + at);
    for (const place of [...places, ...Array(bytes.indexOf('\r\n') + 2).keys()]) {
      const broken = Buffer.from(bytes);
      broken[place] = broken[place]! ^ 0x20;
      expect([place, (await itself(changed(file, () => broken))).state]).not.toEqual([place, 'intact']);
    }
  });

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['something behind the end', (bytes) => Buffer.concat([bytes, Buffer.from('\r\n')])],
    ['a space behind the end', (bytes) => Buffer.concat([bytes, Buffer.from(' ')])],
    ['the end cut off', (bytes) => bytes.subarray(0, -1)],
    ['a row twice', (bytes) => Buffer.concat([bytes.subarray(0, bytes.indexOf('\r\n') + 2), bytes])],
    ['half of it', (bytes) => bytes.subarray(0, bytes.length / 2)],
    ['nothing', () => Buffer.alloc(0)],
  ])('%s', async (_, change) => {
    const file = await sheet(wholeClinic().dir, 'files');
    expect((await itself(changed(file, change))).state).not.toBe('intact');
  });
});

describe('what was changed is named:', () => {
  it('a cell, by its row; and against the ledger by its column', async () => {
    const { dir } = wholeClinic();
    const file = edited(await sheet(dir, 'files'), 'photo[U+202E]gnp.exe', 'photo.jpg');
    expect(await both(file, dir)).toMatchObject({
      itself: { state: 'changed', row: 6, badRows: 1, resaved: false },
      ledger: { state: 'differs', row: 6, column: 'パス', otherApp: false },
    });
  });

  it('a heading', async () => {
    const { dir } = wholeClinic();
    const file = edited(await sheet(dir, 'files'), '"判定"', '"結果"');
    expect(await both(file, dir)).toMatchObject({
      itself: { state: 'changed', row: 0 },
      ledger: { row: 0, column: '判定' },
    });
  });

  it('a row that is gone, and rows at the end that are gone', async () => {
    const { dir } = wholeClinic();
    const lines = (file: string): string[] =>
      read(file)
        .toString()
        .split(/(?<=\r\n)/);
    const file = await sheet(dir, 'files');
    const without = (...gone: number[]): string =>
      changed(
        file,
        (bytes) =>
          lines(file)
            .filter((_, at) => !gone.includes(at))
            .join('') || bytes,
      );
    expect(await both(without(3), dir)).toMatchObject({
      itself: { state: 'changed', row: 3 },
      ledger: { state: 'differs', row: 3 },
    });
    expect(await both(without(14, 15), dir)).toMatchObject({
      itself: { state: 'changed', badRows: 0 },
      ledger: { state: 'differs' },
    });
    const end = lines(file).length - 1;
    expect((await itself(without(end))).state).toBe('no-closing');
  });

  it('what the closing line says of the period', async () => {
    const { dir } = wholeClinic();
    const file = await sheet(dir, 'files', { choice: { year: '2026' } });
    expect((await itself(edited(file, '""name"":""2026""', '""name"":""2025""'))).state).toBe('changed');
  });

  it('the sum alone', async () => {
    const file = await sheet(wholeClinic().dir, 'files');
    const sum = read(file).subarray(-67, -66).toString();
    const report = await itself(
      changed(file, (bytes) => (bytes.write(sum === '0' ? '1' : '0', bytes.length - 67), bytes)),
    );
    expect(report).toMatchObject({ state: 'changed', badRows: 0, row: null, resaved: false });
  });
});

describe('a file made anew on purpose', () => {
  it('agrees with itself, and not with the ledger', async () => {
    const honest = startClinic();
    tell(honest, { kind: 'login.succeeded', body: { person: 'suzuki', role: 'staff', factors: [] } });
    honest.ledger.close();
    const forged = startClinic();
    tell(forged, { kind: 'login.succeeded', body: { person: 'tanaka', role: 'staff', factors: [] } });
    forged.ledger.close();
    const file = await sheet(forged.dir, 'operations');
    expect(await both(file, honest.dir)).toMatchObject({
      itself: { state: 'intact' },
      ledger: { state: 'other-ledger' },
    });
  });

  it('a ledger that does not reach so far is not the one', async () => {
    const { dir } = wholeClinic();
    const short = startClinic();
    short.ledger.close();
    expect((await both(await sheet(dir, 'files'), short.dir)).ledger).toEqual({ state: 'other-ledger' });
  });
});

describe('a file that another program saved again', () => {
  const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const written = (rows: string[][], separator: string, end: string): string =>
    rows
      .map((row) =>
        row
          .map((cell) =>
            separator === ',' ? quoted(cell) : cell.includes('"') ? `"${cell.replaceAll('"', '""')}"` : cell,
          )
          .join(separator),
      )
      .join(end) + end;

  it.each<[string, string, string]>([
    ['bare quotes and line feeds', ',', '\n'],
    ['bare quotes', ',', '\r\n'],
    ['tabs', '\t', '\r\n'],
  ])('with %s is told from one with other cells', async (_, separator, end) => {
    const { dir } = wholeClinic();
    for (const name of ['media', 'files', 'operations'] as const) {
      const file = await sheet(dir, name);
      const rows = pythonRows(file);
      const again = changed(file, () => written(rows, separator, end));
      expect(await both(again, dir)).toMatchObject({
        itself: { state: 'resaved', badRows: 0 },
        ledger: { state: 'agrees' },
      });
      rows[1]![0] = 'X';
      const other = changed(file, () => written(rows, separator, end));
      expect(await both(other, dir)).toMatchObject({
        itself: { state: 'changed', row: 1, resaved: true },
        ledger: { state: 'differs', row: 1 },
      });
    }
  });

  it('without byte order mark, or in the other encoding, is as well', async () => {
    const { dir } = wholeClinic();
    const file = await sheet(dir, 'media');
    expect(
      (
        await both(
          changed(file, (bytes) => bytes.subarray(3)),
          dir,
        )
      ).itself.state,
    ).toBe('resaved');
    const cp932 = changed(file, (bytes) => iconv.encode(bytes.toString('utf8').slice(1), 'cp932'));
    expect(await both(cp932, dir)).toMatchObject({
      itself: { state: 'resaved' },
      ledger: { state: 'agrees' },
    });
  });
});

it('a file that is not there, or none of ours, is said to be that', async () => {
  const dir = temporaryFolder();
  expect(await verifySheet(path.join(dir, 'no.csv'), null)).toMatchObject({
    ok: false,
    error: { code: 'not-found' },
  });
  const foreign = path.join(dir, 'foreign.csv');
  fs.writeFileSync(foreign, 'a,b\n1,2\n');
  expect(value(await verifySheet(foreign, null))).toMatchObject({
    itself: { state: 'no-closing' },
    origin: null,
    ledger: null,
  });
});
