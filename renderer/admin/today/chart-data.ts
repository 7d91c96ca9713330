/** The numbers of the 30-day chart: stacked bars in one order, a scale of round numbers, and days that are named. */

import type { DayCount } from '../../../shared/contract/records.ts';
import { OUTCOMES, type Outcome } from '../../../shared/model/session.ts';

export type Piece = { readonly outcome: Outcome; readonly count: number; readonly from: number };
export type Bar = { readonly date: string; readonly total: number; readonly pieces: readonly Piece[] };
export type ChartData = {
  readonly bars: readonly Bar[];
  /** Upper end of the scale, at least 1; ticks from 0 up to it. */
  readonly top: number;
  readonly ticks: readonly number[];
  readonly totals: readonly { readonly outcome: Outcome; readonly count: number }[];
  readonly total: number;
};

const STEPS = [1, 2, 5];

/** The smallest of 1, 2, 5, 10, 20, … of which four or fewer reach `most`. */
export function tickStep(most: number): number {
  for (let power = 1; ; power *= 10) {
    const step = STEPS.find((digit) => digit * power * 4 >= most);
    if (step !== undefined) return step * power;
  }
}

export function chartData(days: readonly DayCount[]): ChartData {
  const bars = days.map(({ date, outcomes }): Bar => {
    const pieces: Piece[] = [];
    let from = 0;
    for (const outcome of OUTCOMES) {
      const count = outcomes[outcome] ?? 0;
      if (count > 0) pieces.push({ outcome, count, from });
      from += count;
    }
    return { date, total: from, pieces };
  });
  const step = tickStep(Math.max(1, ...bars.map(({ total }) => total)));
  const most = Math.max(1, ...bars.map(({ total }) => total));
  const top = Math.ceil(most / step) * step;
  const ticks = Array.from({ length: top / step + 1 }, (_, i) => i * step);
  const totals = OUTCOMES.map((outcome) => ({
    outcome,
    count: days.reduce((sum, day) => sum + (day.outcomes[outcome] ?? 0), 0),
  })).filter(({ count }) => count > 0);
  return { bars, top, ticks, totals, total: bars.reduce((sum, { total }) => sum + total, 0) };
}

/** Which bars carry their day below: the last, and every fifth before it. */
export const named = (index: number, count: number): boolean => (count - 1 - index) % 5 === 0;
