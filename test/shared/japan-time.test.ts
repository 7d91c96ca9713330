import { describe, expect, it } from 'vitest';

import {
  calendarYear,
  choosePeriod,
  daysBetween,
  daysPeriod,
  fiscalYear,
  fiscalYearOf,
  isJapanDate,
  japanClock,
  japanDate,
  japanIso,
  type PeriodChoice,
} from '../../shared/japan-time.ts';

describe('a day in Japan', () => {
  it.each([
    ['2026-11-21T14:59:59.999Z', '2026-11-21'],
    ['2026-11-21T15:00:00.000Z', '2026-11-22'],
    ['2026-12-31T15:00:00.000Z', '2027-01-01'],
    ['2028-02-28T15:00:00.000Z', '2028-02-29'],
  ])('at %s is %s', (instant, expected) => {
    expect(japanDate(instant)).toBe(expected);
    expect(japanDate(Date.parse(instant))).toBe(expected);
  });

  it('does not care where the machine stands', () => {
    const before = process.env['TZ'];
    try {
      for (const zone of ['America/New_York', 'Pacific/Kiritimati']) {
        process.env['TZ'] = zone;
        expect(japanDate('2026-03-08T15:00:00.000Z')).toBe('2026-03-09');
      }
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    }
  });

  it.each(['2026-02-29', '2026-13-01', '2026-1-1', '26-01-01', '', '2026-11-22T00:00'])(
    '%s is none',
    (text) => {
      expect(isJapanDate(text)).toBe(false);
    },
  );
});

describe('a period', () => {
  it('of a fiscal year runs from April to March', () => {
    expect(fiscalYear(2026)).toEqual({ from: '2026-03-31T15:00:00.000Z', to: '2027-03-31T15:00:00.000Z' });
    expect([fiscalYearOf('2027-03-31'), fiscalYearOf('2027-04-01')]).toEqual([2026, 2027]);
  });
  it('of a calendar year begins at midnight in Japan', () => {
    expect(calendarYear(2026)).toEqual({ from: '2025-12-31T15:00:00.000Z', to: '2026-12-31T15:00:00.000Z' });
  });
  it('of one day has 24 hours', () => {
    const { from, to } = daysPeriod('2026-11-22', '2026-11-22');
    expect(Date.parse(to) - Date.parse(from)).toBe(86_400_000);
  });
  it('is counted in days', () => {
    expect(daysBetween('2026-11-22', '2026-12-22')).toBe(30);
    expect(daysBetween('2026-11-22', '2026-11-21')).toBe(-1);
  });
});

describe('a clock face', () => {
  it('shows Japan', () => {
    expect(japanClock('2026-12-31T14:59:59.999Z')).toBe('2026-12-31 23:59:59');
    expect(japanIso('2026-12-31T15:00:00.000Z')).toBe('2027-01-01T00:00:00.000+09:00');
  });
});

describe('a period that somebody chooses', () => {
  it.each<[PeriodChoice, string | null, string | null, string | null, string | null]>([
    [{}, null, null, null, null],
    [
      { fiscalYear: '2026' },
      '2026-03-31T15:00:00.000Z',
      '2027-03-31T15:00:00.000Z',
      '2026-04-01',
      '2027-03-31',
    ],
    [{ year: '2026' }, '2025-12-31T15:00:00.000Z', '2026-12-31T15:00:00.000Z', '2026-01-01', '2026-12-31'],
    [
      { month: '2026-12' },
      '2026-11-30T15:00:00.000Z',
      '2026-12-31T15:00:00.000Z',
      '2026-12-01',
      '2026-12-31',
    ],
    [
      { month: '2028-02' },
      '2028-01-31T15:00:00.000Z',
      '2028-02-29T15:00:00.000Z',
      '2028-02-01',
      '2028-02-29',
    ],
    [{ from: '2026-11-22' }, '2026-11-21T15:00:00.000Z', null, '2026-11-22', null],
    [{ to: '2026-11-22' }, null, '2026-11-22T15:00:00.000Z', null, '2026-11-22'],
  ])('%j', (choice, from, to, first, last) => {
    const chosen = choosePeriod(choice);
    expect(chosen).toMatchObject({ ok: true, value: { from, to, first, last } });
  });

  it.each<[PeriodChoice, string]>([
    [{ fiscalYear: '26' }, 'fiscal-year'],
    [{ fiscalYear: '99999' }, 'fiscal-year'],
    [{ year: '2026-01' }, 'year'],
    [{ month: '2026-13' }, 'month'],
    [{ month: '2026-00' }, 'month'],
    [{ month: '2026' }, 'month'],
    [{ fiscalYear: '2026', year: '2026' }, 'year'],
    [{ year: '2026', from: '2026-01-01' }, 'from'],
    [{ month: '2026-11', to: '2026-11-30' }, 'to'],
    [{ from: '2026-02-30' }, 'from'],
    [{ from: '2026-11-23', to: '2026-11-22' }, 'to'],
  ])('%j is refused for its %s', (choice, option) => {
    expect(choosePeriod(choice)).toMatchObject({ ok: false, error: { code: 'usage', params: { option } } });
  });
});
