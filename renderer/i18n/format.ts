/** Numbers, sizes, times and ages as people in a clinic in Japan read them, in each language; always Japan's time. */

import type { Language } from './texts.ts';

const LOCALES: Readonly<Record<Language, string>> = {
  ja: 'ja-JP-u-ca-gregory',
  en: 'en-GB',
  'en-XA': 'en-GB',
};
const ZONE = { timeZone: 'Asia/Tokyo' } as const;
const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

export type Format = {
  /** 5,310 */
  readonly number: (value: number) => string;
  /** 1.2 GB; decimal units, as sticks and discs are sold. */
  readonly size: (bytes: number) => string;
  /** 2026年11月22日(日) 14:05 */
  readonly moment: (instant: string) => string;
  /** 2026年11月22日(日) */
  readonly day: (instant: string) => string;
  /** 14:05 */
  readonly time: (instant: string) => string;
  /** 3日前, 2時間前, たった今; `now` in ms since 1970. */
  readonly ago: (instant: string, now: number) => string;
};

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function createFormat(language: Language): Format {
  const locale = LOCALES[language];
  const numbers = new Intl.NumberFormat(locale);
  const oneDigit = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const days = new Intl.DateTimeFormat(locale, {
    ...ZONE,
    year: 'numeric',
    month: language === 'ja' ? 'long' : 'short',
    day: 'numeric',
    weekday: 'short',
  });
  const times = new Intl.DateTimeFormat(locale, {
    ...ZONE,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const ages = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

  /** ICU puts a space between number and word, which Japanese does not. */
  const age = (value: number, unit: 'minute' | 'hour' | 'day') => {
    const words = ages.format(value, unit);
    return language === 'ja' ? words.replaceAll(' ', '') : words;
  };
  const at = (instant: string) => new Date(instant);
  return {
    number: (value) => numbers.format(value),
    size: (bytes) => {
      let value = bytes;
      let unit = 0;
      // 999.95 KB would be shown as 1,000 KB.
      while (value >= 999.95 && unit < UNITS.length - 1) {
        value /= 1000;
        unit += 1;
      }
      return `${oneDigit.format(value)} ${UNITS[unit] ?? ''}`;
    },
    moment: (instant) => `${days.format(at(instant))} ${times.format(at(instant))}`,
    day: (instant) => days.format(at(instant)),
    time: (instant) => times.format(at(instant)),
    ago: (instant, now) => {
      const ms = Math.min(0, at(instant).getTime() - now);
      if (ms > -MINUTE) return age(0, 'minute');
      if (ms > -HOUR) return age(Math.ceil(ms / MINUTE), 'minute');
      if (ms > -DAY) return age(Math.ceil(ms / HOUR), 'hour');
      return age(Math.ceil(ms / DAY), 'day');
    },
  };
}
