import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

import { describe, expect, it, onTestFinished } from 'vitest';

import { createClockWord } from '../../electron/core/evidence/clock-word.ts';
import { checkArchive } from '../../electron/core/keeping/archive-check.ts';
import { temporaryFolder, value } from '../audit/data-folder.ts';
import { needs } from '../missing-component.ts';
import { clockOf, code, join } from '../people/clinic.ts';
import { at, below, desks, office, sessions, type Office } from './records.ts';

const FISCAL_2026 = { year: 2026, calendar: 'fiscal' } as const;

/** Ten sessions on both sides of the end of fiscal 2026, seen from May 2027. */
async function years(): Promise<Office & { lastOfYear: number }> {
  const here = await office('2027-03-31T23:00:00');
  sessions(here.clinic, 1, 5);
  here.clinic.hand.now = at('2027-03-31T23:59:59.999');
  sessions(here.clinic, 6, 6);
  const lastOfYear = here.clinic.ledger.head.seq;
  here.clinic.hand.now = at('2027-04-01T00:00:00');
  sessions(here.clinic, 7, 9);
  here.clinic.hand.now = at('2027-05-01T10:00:00');
  return { ...here, lastOfYear };
}
const lines = (file: string): string[] =>
  gunzipSync(fs.readFileSync(file)).toString().split('\n').slice(0, -1);
const write = (file: string, all: readonly string[]): void =>
  fs.writeFileSync(file, gzipSync(all.map((line) => `${line}\n`).join('')));

describe('an archive', () => {
  it('holds a closed fiscal year to the millisecond and proves itself without the ledger', async () => {
    const { clinic, admin, archives, drive, lastOfYear } = await years();
    const made = value(await archives.make(admin, { ...FISCAL_2026, to: drive }));
    expect(made).toMatchObject({ from: 1, through: lastOfYear, to: '2027-03-31T15:00:00.000Z' });
    const file = path.join(drive, made.file);
    expect(made.file).toBe(`sekisho-archive-fiscal-2026-1-${lastOfYear}.jsonl.gz`);
    const report = value(await checkArchive(file, clinic.ledger.fingerprint));
    expect(report).toMatchObject({ entries: lastOfYear, fingerprint: clinic.ledger.fingerprint });
    expect(lines(file)).toHaveLength(lastOfYear + 2);
    expect(clinic.entries('archive.made').map((entry) => entry.body)).toMatchObject([
      { ...made, ...FISCAL_2026, by: { person: 'admin' } },
    ]);
    expect(clinic.entries('ledger.created')).toHaveLength(1);
  });

  it('is followed by the next one without a gap', async () => {
    const { clinic, admin, archives, drive, lastOfYear } = await years();
    value(await archives.make(admin, { ...FISCAL_2026, to: drive }));
    clinic.hand.now = at('2028-04-01T00:00:00');
    sessions(clinic, 10, 10);
    const next = value(await archives.make(admin, { year: 2027, calendar: 'fiscal', to: drive }));
    expect(next.from).toBe(lastOfYear + 1);
    const report = value(await checkArchive(path.join(drive, next.file), null));
    const first = value(clinic.reader.hashAt(lastOfYear));
    expect(report.header.prev).toBe(first);
  });

  it('can be checked with the tools that every system has', async (context) => {
    needs(context, 'jq', spawnSync('jq', ['--version']).status === 0);
    const { admin, archives, drive } = await years();
    const { file, sha256 } = value(await archives.make(admin, { ...FISCAL_2026, to: drive }));
    const shell = (script: string): string =>
      spawnSync('sh', ['-c', script, 'sh', path.join(drive, file)], { encoding: 'utf8' }).stdout.trim();
    expect(shell('sha256sum "$1" | cut -c1-64')).toBe(sha256);
    const seal = shell(`gunzip -c "$1" | tail -n 1 | jq -r .sha256`);
    expect(shell(`gunzip -c "$1" | head -n -1 | sha256sum | cut -c1-64`)).toBe(seal);
  });

  it.each<[string, (all: string[]) => string[], string]>([
    ['has an entry changed', (all) => edit(all, 3, (l) => l.replace('"kind":"', '"kind":"x')), 'entry'],
    ['has a spelling changed', (all) => edit(all, 3, (l) => l.replace('{"at"', '{ "at"')), 'entry'],
    ['lacks an entry', (all) => all.filter((_, i) => i !== 3), 'chain'],
    ['has two entries swapped', (all) => [...all.slice(0, 3), all[4]!, all[3]!, ...all.slice(5)], 'chain'],
    ['ends early', (all) => all.slice(0, 6), 'cut'],
    ['lacks its seal', (all) => all.slice(0, -1), 'cut'],
    ['has something behind its seal', (all) => [...all, '{}'], 'surplus'],
    [
      'has a seal of later',
      (all) => edit(all, all.length - 1, (l) => l.replace('2027', '2028')),
      'signature',
    ],
    ['names another app', (all) => edit(all, 0, (l) => l.replace('sekisho test', 'sekisho best')), 'sum'],
    ['names another key', (all) => edit(all, 0, (l) => l.replace(/"key":"../, '"key":"00')), 'sum'],
    ['has a header that is none', (all) => edit(all, 0, () => '{}'), 'header'],
    ['is empty', () => [], 'cut'],
    ['has a line without end', (all) => [all[0]!, 'x'.repeat(3 * 1024 * 1024)], 'line-too-long'],
  ])('that %s is refused', async (_, change, reason) => {
    const { admin, archives, drive } = await years();
    const file = path.join(drive, value(await archives.make(admin, { ...FISCAL_2026, to: drive })).file);
    write(file, change(lines(file)));
    expect(await checkArchive(file, null)).toMatchObject({
      error: { code: 'archive-invalid', params: { reason } },
    });
  });

  it('of another gate shows by its key', async () => {
    const here = await years();
    const { file } = value(await here.archives.make(here.admin, { ...FISCAL_2026, to: here.drive }));
    expect(await checkArchive(path.join(here.drive, file), 'ab'.repeat(32))).toMatchObject({
      error: { params: { reason: 'key' } },
    });
  });

  it.each([
    ['cut', (bytes: Buffer) => bytes.subarray(0, -20), 'cut'],
    ['no gzip', () => Buffer.from('hello'), 'cut'],
  ])('that is %s is refused', async (_, change, reason) => {
    const { admin, archives, drive } = await years();
    const file = path.join(drive, value(await archives.make(admin, { ...FISCAL_2026, to: drive })).file);
    fs.writeFileSync(file, change(fs.readFileSync(file)));
    expect(await checkArchive(file, null)).toMatchObject({ error: { params: { reason } } });
    expect(await checkArchive(`${file}.gone`, null)).toMatchObject({
      error: { params: { reason: 'missing' } },
    });
  });
});

const edit = (all: string[], n: number, change: (line: string) => string): string[] =>
  all.map((line, i) => (i === n ? change(line) : line));

describe('a clock that ran ahead', () => {
  const archive = (year: number) => ({ year, calendar: 'fiscal' }) as const;
  const confirm = ({ clinic, admin }: Office): void => {
    const { ledger, people, reader, hand } = clinic;
    const word = createClockWord({ ledger, authorise: people.authorise, reader, clock: clockOf(hand) });
    value(word.confirm(admin, { reason: '電池を替えた' }));
  };
  /** A session in fiscal 2026 while the clock says 2040, another one when it was put right. */
  async function ranAhead(): Promise<Office & { lastOf2026: () => number }> {
    const here = await office('2026-11-22T10:00:00');
    const { clinic } = here;
    sessions(clinic, 1, 1);
    clinic.hand.now = at('2040-01-01T09:00:00');
    sessions(clinic, 2, 2);
    clinic.hand.now = at('2026-11-23T10:00:00');
    return { ...here, lastOf2026: () => clinic.ledger.head.seq };
  }

  it('and was confirmed moves no entry into another year, and none is left out', async () => {
    const here = await ranAhead();
    const { clinic, admin, archives, drive } = here;
    confirm(here);
    sessions(clinic, 3, 3);
    const lastOf2026 = here.lastOf2026();
    clinic.hand.now = at('2027-04-02T10:00:00');
    sessions(clinic, 4, 4);
    const lastOf2027 = clinic.ledger.head.seq;
    const first = value(await archives.make(admin, { ...archive(2026), to: drive }));
    expect(first).toMatchObject({ from: 1, through: lastOf2026 });
    const toldOf = clinic.ledger.head.seq;
    clinic.hand.now = at('2028-04-02T10:00:00');
    const next = value(await archives.make(admin, { ...archive(2027), to: drive }));
    expect(next).toMatchObject({ from: lastOf2026 + 1, through: toldOf });
    expect(toldOf).toBe(lastOf2027 + 1);
    for (const { file } of [first, next])
      value(await checkArchive(path.join(drive, file), clinic.ledger.fingerprint));
  });

  it('and was confirmed years later gives each year its own entries all the same', async () => {
    const here = await ranAhead();
    const { clinic, admin, archives, drive } = here;
    sessions(clinic, 3, 3);
    const lastOf2026 = here.lastOf2026();
    clinic.hand.now = at('2027-04-02T10:00:00');
    sessions(clinic, 4, 4);
    const lastOf2027 = clinic.ledger.head.seq;
    clinic.hand.now = at('2028-04-02T10:00:00');
    confirm(here);
    expect(value(await archives.make(admin, { ...archive(2026), to: drive }))).toMatchObject({
      through: lastOf2026,
    });
    expect(value(await archives.make(admin, { ...archive(2027), to: drive }))).toMatchObject({
      from: lastOf2026 + 1,
      through: lastOf2027,
    });
  });

  it('and was not confirmed keeps its entries for later, with those behind them', async () => {
    const here = await ranAhead();
    const { clinic, admin, archives, drive } = here;
    const ahead = value(clinic.reader.firstSince(0, '2040-01-01T00:00:00.000Z'))!;
    clinic.hand.now = at('2027-04-02T10:00:00');
    sessions(clinic, 4, 4);
    const made = value(await archives.make(admin, { ...archive(2026), to: drive }));
    expect(made.through).toBe(ahead - 1);
    confirm(here);
    const through = clinic.ledger.head.seq;
    clinic.hand.now = at('2028-04-02T10:00:00');
    expect(value(await archives.make(admin, { ...archive(2027), to: drive }))).toMatchObject({
      from: ahead,
      through,
    });
  });

  it('stood back for an hour moves nothing either', async () => {
    const here = await office('2026-11-22T10:00:00');
    const { clinic, admin, archives, drive } = here;
    clinic.hand.now = at('2010-01-01T00:00:00');
    sessions(clinic, 1, 1);
    clinic.hand.now = at('2026-11-22T12:00:00');
    sessions(clinic, 2, 2);
    clinic.hand.now = at('2027-04-02T10:00:00');
    expect(await archives.make(admin, { ...archive(2025), to: drive })).toMatchObject({
      error: { params: { reason: 'nothing' } },
    });
    const through = clinic.ledger.head.seq;
    expect(value(await archives.make(admin, { ...archive(2026), to: drive }))).toMatchObject({
      from: 1,
      through,
    });
  });
});

describe('archiving', () => {
  it('waits until the year is over in Japan', async () => {
    const here = await office('2027-03-31T23:59:59.999');
    const make = () => here.archives.make(here.admin, { ...FISCAL_2026, to: here.drive });
    expect(await make()).toMatchObject({ error: { params: { reason: 'not-over' } } });
    here.clinic.hand.now += 1;
    value(await make());
    expect(await make()).toMatchObject({ error: { params: { reason: 'nothing' } } });
  });

  it('onto a full disk leaves nothing', async (context) => {
    const drive = temporaryFolder();
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', drive]).status === 0;
    needs(context, 'the right to mount a small disk', mounted);
    onTestFinished(() => void spawnSync('umount', [drive]));
    const { clinic, admin, archives } = await office('2027-03-31T23:00:00');
    sessions(clinic, 1, 60);
    clinic.hand.now = at('2027-05-01T10:00:00');
    expect(await archives.make(admin, { ...FISCAL_2026, to: drive })).toMatchObject({
      error: { code: 'archive-failed', params: { reason: 'disk-full' } },
    });
    expect(below(drive)).toEqual([]);
    expect(clinic.entries('archive.made')).toEqual([]);
  });

  it('is not for staff or auditors', async () => {
    const { clinic, admin, archives, drive } = await years();
    for (const role of ['staff', 'auditor'] as const) {
      const actor = await join(clinic, admin, `the-${role}`, role);
      expect(code(await archives.make(actor, { ...FISCAL_2026, to: drive }))).toBe('not-allowed');
    }
    expect(below(drive)).toEqual([]);
  });
});

it('what was kept long enough is said to be, and is still there', async () => {
  const { clinic, admin, archives, drive } = await years();
  const { file } = value(await archives.make(admin, { ...FISCAL_2026, to: drive }));
  const list = () => value(desks(clinic).archives.list(clinic.people.console('root'), 5));
  clinic.hand.now = at('2032-03-31T23:59:59.999');
  expect(list()).toMatchObject([{ file, until: '2032-03-31T15:00:00.000Z', expired: false }]);
  clinic.hand.now += 1;
  expect(list()).toMatchObject([{ expired: true }]);
  expect(below(drive)).toEqual([file]);
});
