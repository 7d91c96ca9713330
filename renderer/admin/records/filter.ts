/** What the records window looks for: the form's values, the question they make, and the sentence they read as. */

import type { RecordFilter } from '../../../shared/contract/records.ts';
import { daysBetween, fiscalYear, fiscalYearOf, isJapanDate, japanDate } from '../../../shared/japan-time.ts';
import { ORIGINS, type Origin } from '../../../shared/model/facts.ts';
import { OUTCOMES, PRESETS, type Outcome, type Preset } from '../../../shared/model/session.ts';
import { REASONS, type Reason } from '../../../shared/model/verdict.ts';
import type { SheetWords } from '../../../shared/words/sheet-words.ts';
import type { Speech } from '../../i18n/use-words.ts';

export const PERIODS = [
  'all',
  'today',
  'month',
  'last-month',
  'fiscal-year',
  'last-fiscal-year',
  'days',
] as const;
export type PeriodName = (typeof PERIODS)[number];

/** As typed and chosen; an empty text is no condition. */
export type Wanted = {
  readonly period: PeriodName;
  readonly from: string;
  readonly to: string;
  readonly outcome: Outcome | '';
  /** A person, or UNTOLD. */
  readonly staff: string;
  readonly origin: Origin | '';
  readonly preset: Preset | '';
  readonly reason: Reason | '';
  readonly medium: string;
  readonly search: string;
};

export const EVERYTHING: Wanted = {
  period: 'all',
  from: '',
  to: '',
  outcome: '',
  staff: '',
  origin: '',
  preset: '',
  reason: '',
  medium: '',
  search: '',
};

/** In place of a person: nobody. No identifier is spelled so. */
export const UNTOLD = '?';

export type Days = { readonly from?: string; readonly to?: string };

const lastDay = (year: number, month: number): string =>
  new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);

/** Inspectors ask for the year that is over: the one before. */
const yearOf = (period: 'fiscal-year' | 'last-fiscal-year', today: string): number =>
  fiscalYearOf(today) - (period === 'last-fiscal-year' ? 1 : 0);

/** The days of the period, both included, in Japan. `today`: `YYYY-MM-DD`. */
export function daysOf({ period, from, to }: Pick<Wanted, 'period' | 'from' | 'to'>, today: string): Days {
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7));
  switch (period) {
    case 'all':
      return {};
    case 'today':
      return { from: today, to: today };
    case 'month':
      return { from: `${today.slice(0, 7)}-01`, to: lastDay(year, month) };
    case 'last-month': {
      const to = lastDay(year, month - 1);
      return { from: `${to.slice(0, 7)}-01`, to };
    }
    case 'fiscal-year':
    case 'last-fiscal-year': {
      const span = fiscalYear(yearOf(period, today));
      return { from: japanDate(span.from), to: japanDate(Date.parse(span.to) - 1) };
    }
    case 'days':
      return {
        ...(isJapanDate(from) ? { from } : {}),
        ...(isJapanDate(to) ? { to } : {}),
      };
  }
}

/** Whether the chosen days make a period: an end before its beginning is no question. */
export const periodStands = ({ period, from, to }: Wanted): boolean =>
  period !== 'days' || !isJapanDate(from) || !isJapanDate(to) || daysBetween(from, to) >= 0;

/** What is asked of the core: only what is said, trimmed. */
export function toFilter(wanted: Wanted, today: string): RecordFilter {
  const filter: Record<string, string | true> = { ...daysOf(wanted, today) };
  for (const key of ['outcome', 'staff', 'origin', 'preset', 'reason', 'medium', 'search'] as const) {
    const value = wanted[key].trim();
    if (key === 'staff' && value === UNTOLD) filter['untold'] = true;
    else if (value !== '') filter[key] = value;
  }
  return filter;
}

const member = <T extends string>(list: readonly T[], word: string | null): T | '' =>
  list.find((known) => known === word) ?? '';

/** What another page asks for in the address (`reason=encrypted`); never what somebody typed: that may be a patient's name. */
export function fromAddress(rest: string): { readonly wanted: Wanted; readonly session: string | null } {
  const words = new URLSearchParams(rest);
  const session = words.get('session');
  return {
    wanted: {
      ...EVERYTHING,
      reason: member(REASONS, words.get('reason')),
      outcome: member(OUTCOMES, words.get('outcome')),
      origin: member(ORIGINS, words.get('origin')),
      preset: member(PRESETS, words.get('preset')),
    },
    session: session !== null && /^[0-9a-f]{12}$/.test(session) ? session : null,
  };
}

export type Part = { readonly key: keyof Wanted; readonly said: string };

const noon = (date: string) => `${date}T12:00:00+09:00`;

function periodPart(wanted: Wanted, today: string, { t, format }: Speech): string | null {
  const { from, to } = daysOf(wanted, today);
  switch (wanted.period) {
    case 'all':
      return null;
    case 'today':
      return t('admin.records.period.today');
    case 'month':
    case 'last-month': {
      const [year = '', month = ''] = (from ?? '').split('-');
      return t('admin.records.period.monthNamed', { year, month: Number(month) });
    }
    case 'fiscal-year':
    case 'last-fiscal-year':
      return t('admin.records.period.fiscalNamed', { year: yearOf(wanted.period, today) });
    case 'days': {
      const said = { from: format.day(noon(from ?? '1970-01-01')), to: format.day(noon(to ?? '1970-01-01')) };
      if (from !== undefined && to !== undefined) return t('admin.records.period.between', said);
      if (from !== undefined) return t('admin.records.period.since', said);
      return to === undefined ? null : t('admin.records.period.until', said);
    }
  }
}

const HASH = /^[0-9a-f]{16,64}$/i;
const SESSION = /^[0-9a-f]{12}$/;

function searchPart(text: string, { t }: Speech): string {
  if (SESSION.test(text)) return t('admin.records.filter.session', { text });
  if (HASH.test(text)) return t('admin.records.filter.hash', { text: `${text.slice(0, 16)}…` });
  return t('admin.records.filter.file', { text });
}

function staffPart(staff: string, { t }: Speech, nameOf: (staff: string) => string): string | null {
  if (staff === '') return null;
  return staff === UNTOLD
    ? t('admin.records.filter.untoldPart')
    : t('admin.records.filter.staffPart', { name: nameOf(staff) });
}

/** The conditions in the order in which they read as a sentence: 「2026年11月・紹介元の病院・取り込みなし」. */
export function partsOf(
  wanted: Wanted,
  today: string,
  speech: Speech,
  codes: SheetWords['codes'],
  nameOf: (staff: string) => string,
): readonly Part[] {
  const { t, words } = speech;
  const period = periodPart(wanted, today, speech);
  const said: readonly (readonly [keyof Wanted, string | null])[] = [
    ['period', period],
    ['origin', wanted.origin === '' ? null : t(`admin.records.origins.${wanted.origin}`)],
    ['staff', staffPart(wanted.staff, speech, nameOf)],
    ['preset', wanted.preset === '' ? null : codes.preset[wanted.preset]],
    [
      'medium',
      wanted.medium.trim() === ''
        ? null
        : t('admin.records.filter.mediumPart', { text: wanted.medium.trim() }),
    ],
    ['search', wanted.search.trim() === '' ? null : searchPart(wanted.search.trim(), speech)],
    ['outcome', wanted.outcome === '' ? null : t(`admin.records.outcomes.${wanted.outcome}`)],
    ['reason', wanted.reason === '' ? null : words.reasons[wanted.reason].what],
  ];
  return said.flatMap(([key, part]) => (part === null ? [] : [{ key, said: part }]));
}

/** The same conditions without one of them. */
export const without = (wanted: Wanted, key: keyof Wanted): Wanted => ({
  ...wanted,
  [key]: EVERYTHING[key],
  ...(key === 'period' ? { from: '', to: '' } : {}),
});
