/** The clinic's month: which days it is open, and when on such a day media arrive. */

import type { Chance } from './chance.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** Japan knows no summer time. */
const JAPAN_MS = 9 * HOUR_MS;
const OPENS = 8.5 * HOUR_MS;
const CLOSES = 18 * HOUR_MS;

/** Midnights in Japan of the month's days but Sundays, in milliseconds since 1970. `month`: 1 to 12. */
export function openDays(year: number, month: number): readonly number[] {
  const days: number[] = [];
  for (let day = Date.UTC(year, month - 1, 1); new Date(day).getUTCMonth() === month - 1; day += DAY_MS)
    if (new Date(day).getUTCDay() !== 0) days.push(day - JAPAN_MS);
  return days;
}

/** `count` moments in opening hours, in order, spread over the days. */
export function arrivals(days: readonly number[], count: number, chance: Chance): readonly number[] {
  const moments = Array.from({ length: count }, (_, i) => {
    const day = days[Math.floor((i * days.length) / count)] ?? 0;
    return day + OPENS + chance.next() * (CLOSES - OPENS);
  });
  return moments.map(Math.round).sort((a, b) => a - b);
}
