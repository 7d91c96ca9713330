/** Days and years as a clinic in Japan counts them. Japan keeps UTC+9 all year since 1951, so no time-zone table is needed. */

import { gateError } from './errors.ts';
import { err, ok, type Result } from './result.ts';

const OFFSET_MS = 9 * 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** A calendar day in Japan, `YYYY-MM-DD`. */
export type JapanDate = string;

/** Half-open: `from` belongs to it, `to` does not. UTC, ISO 8601 with milliseconds. */
export type Period = { readonly from: string; readonly to: string };

/** The same where either side may be unbounded: null. */
export type Span = { readonly from: string | null; readonly to: string | null };

const iso = (ms: number): string => new Date(ms).toISOString();

const japan = (instant: string): string => iso(Date.parse(instant) + OFFSET_MS);

/** `2026-11-22 10:00:00`, the form that spreadsheets read as a time. */
export const japanClock = (instant: string): string => japan(instant).slice(0, 19).replace('T', ' ');

/** `2026-11-22 10:00`, for sentences. */
export const japanMinute = (instant: string): string => japanClock(instant).slice(0, 16);

/** `2026-11-22T10:00:00.000+09:00`. */
export const japanIso = (instant: string): string => japan(instant).replace('Z', '+09:00');

/** The day in Japan at an instant (ISO 8601 UTC, or milliseconds since 1970). */
export function japanDate(instant: string | number): JapanDate {
  const ms = typeof instant === 'number' ? instant : Date.parse(instant);
  return iso(ms + OFFSET_MS).slice(0, 10);
}

/** Midnight in Japan at which the day begins, in milliseconds since 1970; NaN for what is no day of the calendar. */
export function startOfDay(date: JapanDate): number {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return Number.NaN;
  const ms = Date.parse(`${date}T00:00:00.000Z`);
  // Date.parse takes 31 February for 3 March.
  return Number.isNaN(ms) || iso(ms).slice(0, 10) !== date ? Number.NaN : ms - OFFSET_MS;
}

export const isJapanDate = (text: string): boolean => !Number.isNaN(startOfDay(text));

/** The instants of the days `first` to `last`, both included. */
export const daysPeriod = (first: JapanDate, last: JapanDate): Period => ({
  from: iso(startOfDay(first)),
  to: iso(startOfDay(last) + DAY_MS),
});

const four = (year: number): string => String(year).padStart(4, '0');

export const calendarYear = (year: number): Period =>
  daysPeriod(`${four(year)}-01-01`, `${four(year)}-12-31`);

/** 年度: April to March, named after the year it begins in. */
export const fiscalYear = (year: number): Period =>
  daysPeriod(`${four(year)}-04-01`, `${four(year + 1)}-03-31`);

/** The fiscal year that a day belongs to: 2027-03-31 is in 2026. */
export function fiscalYearOf(date: JapanDate): number {
  const year = Number(date.slice(0, 4));
  return date.slice(5, 7) < '04' ? year - 1 : year;
}

/** Whole days from `first` to `last`; negative when `last` is before. */
export const daysBetween = (first: JapanDate, last: JapanDate): number =>
  Math.round((startOfDay(last) - startOfDay(first)) / DAY_MS);

/** How somebody names a period: days (both included), or one fiscal year, calendar year or month; nothing is everything. */
export type PeriodChoice = {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly fiscalYear?: string | undefined;
  readonly year?: string | undefined;
  readonly month?: string | undefined;
};

/** `name`: the year or month that was asked for. `first`, `last`: its days, both included; null is unbounded. */
export type ChosenPeriod = Span & {
  readonly kind: 'all' | 'days' | 'fiscal-year' | 'year' | 'month';
  readonly name: string | null;
  readonly first: JapanDate | null;
  readonly last: JapanDate | null;
};

const wrong = (option: string, value: string): Result<never> => err(gateError('usage', { option, value }));

/** Years of four digits: later ones have no place in a calendar day's form. */
const YEAR = /^[12]\d{3}$/;
const MONTH = /^[12]\d{3}-(?:0[1-9]|1[0-2])$/;

const NAMED = {
  fiscalYear: {
    option: 'fiscal-year',
    kind: 'fiscal-year',
    form: YEAR,
    of: (text: string) => fiscalYear(Number(text)),
  },
  year: { option: 'year', kind: 'year', form: YEAR, of: (text: string) => calendarYear(Number(text)) },
  month: { option: 'month', kind: 'month', form: MONTH, of: (text: string) => monthPeriod(text) },
} as const;

function monthPeriod(month: string): Period {
  const first = `${month}-01`;
  const next = new Date(Date.parse(`${first}T00:00:00.000Z`));
  next.setUTCMonth(next.getUTCMonth() + 1);
  return { from: iso(startOfDay(first)), to: iso(next.getTime() - OFFSET_MS) };
}

/** `usage {option, value}` for a day, month or year that does not exist, an end before its beginning, and two answers. */
export function choosePeriod(choice: PeriodChoice): Result<ChosenPeriod> {
  const named = (['fiscalYear', 'year', 'month'] as const).filter((key) => choice[key] !== undefined);
  const [key, second] = named;
  if (key === undefined) return chooseDays(choice.from, choice.to);
  const { option, kind, form, of } = NAMED[key];
  const name = choice[key] ?? '';
  if (second !== undefined) return wrong(NAMED[second].option, choice[second] ?? '');
  if (choice.from !== undefined) return wrong('from', choice.from);
  if (choice.to !== undefined) return wrong('to', choice.to);
  if (!form.test(name)) return wrong(option, name);
  const period = of(name);
  return ok({ ...period, kind, name, first: japanDate(period.from), last: dayBefore(period.to) });
}

const dayBefore = (instant: string): JapanDate => japanDate(Date.parse(instant) - 1);

function chooseDays(from: string | undefined, to: string | undefined): Result<ChosenPeriod> {
  const days = japanDays(from, to);
  if (!days.ok) return days;
  const kind = from === undefined && to === undefined ? 'all' : 'days';
  return ok({ ...days.value, kind, name: null, first: from ?? null, last: to ?? null });
}

/** The days `from` to `to`, both inclusive (`YYYY-MM-DD`, Japan); `usage {option, value}` for a day that does not exist. */
export function japanDays(from: string | undefined, to: string | undefined): Result<Span> {
  if (from !== undefined && !isJapanDate(from)) return wrong('from', from);
  if (to !== undefined && !isJapanDate(to)) return wrong('to', to);
  if (from !== undefined && to !== undefined && to < from) return wrong('to', to);
  return ok({
    from: from === undefined ? null : iso(startOfDay(from)),
    to: to === undefined ? null : iso(startOfDay(to) + DAY_MS),
  });
}
