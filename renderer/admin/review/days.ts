/** Days in Japan as they are shown and counted. */

import type { JapanDate } from '../../../shared/japan-time.ts';

/** A moment of that day that is the same day everywhere it is formatted for Japan. */
export const noon = (date: JapanDate): string => `${date}T12:00:00+09:00`;

type Day = { readonly date: JapanDate; readonly sessions: number };

/** How many of the waiting days, and how many sessions, a period holds. */
export function within(
  days: readonly Day[],
  first: string,
  last: string,
): { readonly days: number; readonly sessions: number } {
  const inside = days.filter(({ date }) => date >= first && date <= last);
  return { days: inside.length, sessions: inside.reduce((sum, day) => sum + day.sessions, 0) };
}
