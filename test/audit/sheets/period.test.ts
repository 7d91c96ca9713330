import { describe, expect, it } from 'vitest';

import type { PeriodChoice } from '../../../shared/japan-time.ts';
import { closed, file, opened, value } from '../data-folder.ts';
import { ADMIN, exported, sheet, startClinic, tell, type ClinicLedger } from './clinic-ledger.ts';
import { pythonRecords } from './python-csv.ts';

/** Japan time. */
const EDGES = {
  a00000000001: '2026-03-31T23:59:59.999+09:00',
  a00000000002: '2026-04-01T00:00:00.000+09:00',
  a00000000003: '2026-12-31T23:59:59.999+09:00',
  a00000000004: '2027-01-01T00:00:00.000+09:00',
  a00000000005: '2027-03-31T23:59:59.999+09:00',
  a00000000006: '2027-04-01T00:00:00.000+09:00',
} as const;

function edges(): string {
  const clinic = startClinic(Date.parse('2026-03-01T00:00:00Z'));
  for (const [session, at] of Object.entries(EDGES)) {
    clinic.clock.at = Date.parse(at);
    value(clinic.ledger.append([{ ...opened(session), session }]));
    // A session that runs past midnight stays whole.
    clinic.clock.at += 60_000;
    value(
      clinic.ledger.append([
        { ...file(session, 1), session },
        { ...closed(session, 1), session },
      ]),
    );
  }
  clinic.ledger.close();
  return clinic.dir;
}

const sessionsIn = async (
  dir: string,
  choice: PeriodChoice,
  name: 'sessions' | 'files' = 'sessions',
): Promise<string[]> =>
  pythonRecords(await sheet(dir, name, { choice })).map((row) => row['受付番号']!.slice(-1));

describe('a period takes what began in it, to the millisecond', () => {
  it.each<[PeriodChoice, string]>([
    [{ fiscalYear: '2025' }, '1'],
    [{ fiscalYear: '2026' }, '2345'],
    [{ fiscalYear: '2027' }, '6'],
    [{ year: '2026' }, '123'],
    [{ year: '2027' }, '456'],
    [{ month: '2026-03' }, '1'],
    [{ month: '2026-12' }, '3'],
    [{ month: '2027-01' }, '4'],
    [{ from: '2026-12-31', to: '2026-12-31' }, '3'],
    [{ from: '2027-01-01', to: '2027-03-31' }, '45'],
    [{ from: '2027-04-01' }, '6'],
    [{ to: '2026-03-31' }, '1'],
    [{ month: '2026-05' }, ''],
    [{}, '123456'],
  ])('%j', async (choice, expected) => {
    const dir = edges();
    expect((await sessionsIn(dir, choice)).join('')).toBe(expected);
    expect((await sessionsIn(dir, choice, 'files')).join('')).toBe(expected);
  });

  it('wherever the machine stands', async () => {
    const before = process.env['TZ'];
    try {
      process.env['TZ'] = 'America/New_York';
      expect((await sessionsIn(edges(), { fiscalYear: '2026' })).join('')).toBe('2345');
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
  });
});

it('every entry is in exactly one fiscal year', async () => {
  const dir = edges();
  const seqs: string[] = [];
  for (const fiscalYear of ['2025', '2026', '2027']) {
    const rows = pythonRecords(await sheet(dir, 'ledger', { choice: { fiscalYear } }));
    seqs.push(...rows.map((row) => row['台帳番号']!));
  }
  expect(seqs.map(Number)).toEqual(Array.from({ length: seqs.length }, (_, index) => index + 1));
  // The first entry, three for each session, and three times the clock that went back a minute.
  expect(seqs).toHaveLength(1 + 6 * 3 + 3);
});

describe('a clock that was set back', () => {
  /** Set back from April 2027 into March, and right again. */
  function setBack(): ClinicLedger {
    const clinic = startClinic(Date.parse('2027-03-31T09:00:00+09:00'));
    tell(clinic, { kind: 'login.succeeded', body: { person: 'suzuki', role: 'staff', factors: [] } });
    clinic.clock.at = Date.parse('2027-04-02T09:00:00+09:00');
    tell(clinic, { kind: 'login.ended', body: { person: 'suzuki', how: 'logout' } });
    clinic.clock.at = Date.parse('2027-03-30T09:00:00+09:00');
    tell(clinic, { ...opened('a00000000001'), session: 'a00000000001' });
    clinic.clock.at = Date.parse('2027-04-02T10:00:00+09:00');
    tell(clinic, { kind: 'login.ended', body: { person: 'tanaka', how: 'logout' } });
    clinic.ledger.close();
    return clinic;
  }

  it('shows on the sheets of both periods, the one it left and the one it came into', async () => {
    const { dir } = setBack();
    for (const fiscalYear of ['2026', '2027']) {
      const rows = pythonRecords(await sheet(dir, 'operations', { choice: { fiscalYear } }));
      expect(rows.map((row) => row['操作'])).toContain('時計の逆行');
    }
    const other = pythonRecords(await sheet(dir, 'operations', { choice: { fiscalYear: '2028' } }));
    expect(other).toEqual([]);
  });

  it('leaves each entry in its own time, and the cover counts those that are missing between', async () => {
    const { dir } = setBack();
    expect(await sessionsIn(dir, { fiscalYear: '2026' })).toEqual(['1']);
    expect(await sessionsIn(dir, { fiscalYear: '2027' })).toEqual([]);
    const later = value((await exported(dir, { sheets: ['cover'], choice: { fiscalYear: '2027' } })).result);
    expect(later.cover?.counts).toMatchObject({ entries: 2, elsewhere: 2, clockJumps: 1 });
    const rows = pythonRecords(await sheet(dir, 'cover', { choice: { fiscalYear: '2027' } }));
    expect(rows.find((row) => row['項目'] === '番号は期間内で時刻が期間外の記録')).toMatchObject({
      内容: '2',
    });
  });
});

it('sheet A is as of the end of the period, and a review of March signed in April is in both years', async () => {
  const clinic = startClinic(Date.parse('2027-03-01T09:00:00+09:00'));
  const key = { type: 'mark', sha256: '5'.repeat(64) };
  tell(clinic, { kind: 'medium.registered', body: { medium: 'M-001', name: '1', key, staff: 'admin1' } });
  clinic.clock.at = Date.parse('2027-04-05T09:00:00+09:00');
  const through = { seq: 2, hash: 'f'.repeat(64) };
  const review = { first: '2027-03-01', last: '2027-03-31', remarks: '', sessions: 0, through, by: ADMIN };
  tell(
    clinic,
    { kind: 'medium.lost', body: { medium: 'M-001', staff: 'admin1', why: '紛失' } },
    { kind: 'review.signed', body: review },
  );
  clinic.ledger.close();
  const state = async (fiscalYear: string): Promise<(string | undefined)[]> =>
    pythonRecords(await sheet(clinic.dir, 'media', { choice: { fiscalYear } })).map((row) => row['状態']);
  expect([await state('2025'), await state('2026'), await state('2027')]).toEqual([[], ['使用中'], ['紛失']]);
  for (const fiscalYear of ['2026', '2027'])
    expect(pythonRecords(await sheet(clinic.dir, 'reviews', { choice: { fiscalYear } }))).toHaveLength(1);
  expect(pythonRecords(await sheet(clinic.dir, 'reviews', { choice: { fiscalYear: '2028' } }))).toEqual([]);
});
