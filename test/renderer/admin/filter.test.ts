/** The conditions of the records window: which days they mean, what is asked of the core, and the sentence they read as. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  daysOf,
  EVERYTHING,
  fromAddress,
  partsOf,
  PERIODS,
  periodStands,
  toFilter,
  UNTOLD,
  without,
  type Wanted,
} from '../../../renderer/admin/records/filter.ts';
import { codeWordsOf } from '../../../renderer/admin/words.ts';
import { recordFilter } from '../../../shared/contract/records.ts';
import { ORIGINS } from '../../../shared/model/facts.ts';
import { OUTCOMES } from '../../../shared/model/session.ts';
import { REASONS } from '../../../shared/model/verdict.ts';
import { speech } from './speech.ts';

const TODAY = '2026-11-22';
const wanted = (news: Partial<Wanted>): Wanted => ({ ...EVERYTHING, ...news });
const said = (news: Partial<Wanted>, language: 'ja' | 'en' = 'ja'): string =>
  partsOf(wanted(news), TODAY, speech(language), codeWordsOf(language), (id) => `<${id}>`)
    .map((part) => part.said)
    .join('・');

describe('days', () => {
  test.each([
    ['month', TODAY, '2026-11-01', '2026-11-30'],
    ['month', '2028-02-10', '2028-02-01', '2028-02-29'],
    ['last-month', '2026-01-05', '2025-12-01', '2025-12-31'],
    ['last-month', '2026-03-31', '2026-02-01', '2026-02-28'],
    ['fiscal-year', '2027-03-31', '2026-04-01', '2027-03-31'],
    ['fiscal-year', '2027-04-01', '2027-04-01', '2028-03-31'],
    ['last-fiscal-year', '2027-03-31', '2025-04-01', '2026-03-31'],
    ['last-fiscal-year', '2027-04-01', '2026-04-01', '2027-03-31'],
    ['last-fiscal-year', '2028-02-29', '2026-04-01', '2027-03-31'],
    ['today', TODAY, TODAY, TODAY],
  ] as const)('%s on %s is %s to %s', (period, today, from, to) => {
    expect(daysOf({ period, from: '', to: '' }, today)).toEqual({ from, to });
  });

  test('what is no day of the calendar is no condition', () => {
    expect(daysOf({ period: 'days', from: '2026-02-31', to: '2026-03-01' }, TODAY)).toEqual({
      to: '2026-03-01',
    });
  });

  test('an end before its beginning does not stand', () => {
    expect(periodStands(wanted({ period: 'days', from: '2026-03-02', to: '2026-03-01' }))).toBe(false);
    expect(periodStands(wanted({ period: 'days', from: '2026-03-01', to: '2026-03-01' }))).toBe(true);
  });
});

describe('the question', () => {
  test('holds only what is said, trimmed', () => {
    expect(toFilter(EVERYTHING, TODAY)).toEqual({});
    expect(toFilter(wanted({ medium: '  KENSA ', search: '   ' }), TODAY)).toEqual({ medium: 'KENSA' });
  });

  test('asks for nobody in place of a person', () => {
    expect(toFilter(wanted({ staff: UNTOLD }), TODAY)).toEqual({ untold: true });
    expect(said({ staff: UNTOLD })).toBe('操作者が未記入');
  });

  test('is one that the contract takes, whatever is chosen', () => {
    const some = fc.record({
      period: fc.constantFrom(...PERIODS),
      from: fc.constantFrom('', '2026-11-01', '2026-02-31', 'x'),
      to: fc.constantFrom('', '2026-11-30'),
      outcome: fc.constantFrom('' as const, ...OUTCOMES),
      origin: fc.constantFrom('' as const, ...ORIGINS),
      reason: fc.constantFrom('' as const, ...REASONS),
      staff: fc.constantFrom('', 'tanaka', UNTOLD),
      preset: fc.constantFrom('' as const, 'imaging' as const),
      medium: fc.string({ maxLength: 200 }),
      search: fc.string({ maxLength: 500 }),
    });
    fc.assert(fc.property(some, (chosen) => recordFilter.safeParse(toFilter(chosen, TODAY)).success));
  });
});

describe('the sentence', () => {
  test('reads as one', () => {
    expect(said({ period: 'month', origin: 'referring-hospital', outcome: 'blocked' })).toBe(
      '2026年11月・紹介元の病院・取り込みなし',
    );
    expect(said({ period: 'fiscal-year', reason: 'encrypted' })).toBe('2026年度・パスワード付き');
    expect(said({ period: 'last-fiscal-year' })).toBe('2025年度');
    expect(said({ period: 'today', staff: 'tanaka' }, 'en')).toBe('Today・by <tanaka>');
    expect(said({})).toBe('');
  });

  test('tells a file name, a checksum and a session apart', () => {
    expect(said({ search: '紹介状' })).toBe('「紹介状」を含むファイル');
    expect(said({ search: '3f9a1c07b2de' })).toBe('受付番号 3f9a1c07b2de');
    expect(said({ search: 'a'.repeat(64) })).toBe(`照合値 ${'a'.repeat(16)}…`);
  });

  test('every condition can be taken away by its chip', () => {
    const all = wanted({
      period: 'days',
      from: '2026-11-01',
      to: '2026-11-02',
      outcome: 'partial',
      staff: 'a',
      origin: 'own',
      preset: 'lab',
      reason: 'macro',
      medium: 'x',
      search: 'y',
    });
    const parts = partsOf(all, TODAY, speech('ja'), codeWordsOf('ja'), (id) => id);
    expect(parts).toHaveLength(8);
    const none = parts.reduce((left, { key }) => without(left, key), all);
    expect(none).toEqual(EVERYTHING);
  });
});

describe('the address', () => {
  test('names a session and conditions of the list only', () => {
    expect(fromAddress('reason=encrypted&session=3f9a1c07b2de')).toEqual({
      wanted: wanted({ reason: 'encrypted' }),
      session: '3f9a1c07b2de',
    });
  });

  test('nothing unknown comes in by it', () => {
    expect(fromAddress('reason=<img>&outcome=all&search=patient&session=../../x')).toEqual({
      wanted: EVERYTHING,
      session: null,
    });
  });
});
