/** Clocks for tests: the machine's own, and one that moves only when told to. */

import type { Clock } from '../../electron/core/ports.ts';

export const machineClock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };

export type HandClock = Clock & { advance(milliseconds: number): void };

export function createHandClock(start = Date.UTC(2026, 10, 22)): HandClock {
  let passed = 0;
  return {
    now: () => start + passed,
    monotonic: () => passed,
    advance(milliseconds) {
      passed += milliseconds;
    },
  };
}
