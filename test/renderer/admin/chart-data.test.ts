/** The chart's numbers: stacks that add up, a scale that holds them, and an end of the scale that is round. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chartData, named, tickStep } from '../../../renderer/admin/today/chart-data.ts';
import { OUTCOMES } from '../../../shared/model/session.ts';

test('pieces stand on each other and reach the total, below the top of the scale', () => {
  const counts = fc.record(Object.fromEntries(OUTCOMES.map((outcome) => [outcome, fc.nat(500)])), {
    requiredKeys: [],
  });
  const days = fc.array(
    counts.map((outcomes) => ({ date: '2026-11-22', outcomes })),
    { minLength: 1, maxLength: 30 },
  );
  fc.assert(
    fc.property(days, (given) => {
      const { bars, top, ticks, totals, total } = chartData(given);
      for (const { pieces, total: high } of bars) {
        let at = 0;
        for (const { from, count } of pieces) {
          expect(from).toBe(at);
          at += count;
        }
        expect(at).toBe(high);
        expect(high).toBeLessThanOrEqual(top);
      }
      expect(ticks[0]).toBe(0);
      expect(ticks.at(-1)).toBe(top);
      expect(ticks.length).toBeLessThanOrEqual(5);
      expect(totals.reduce((sum, { count }) => sum + count, 0)).toBe(total);
    }),
  );
});

test.each([
  [1, 1],
  [4, 1],
  [5, 2],
  [9, 5],
  [41, 20],
  [4000, 1000],
])('a scale up to %i goes by %i', (most, step) => {
  expect(tickStep(most)).toBe(step);
});

test('today is named, and every fifth day before it', () => {
  const days = Array.from({ length: 30 }, (_, n) => n).filter((n) => named(n, 30));
  expect(days).toEqual([4, 9, 14, 19, 24, 29]);
});
