/**
 * Counts wrong attempts and says how long the next one waits. A wait runs on the clock that never jumps, so that
 * setting the time forward or back shortens nothing while the gate runs.
 */

import type { Clock } from '../ports.ts';

export type LoginRules = {
  readonly freeTries: number;
  readonly lockAfter: number;
  readonly lockMinutes: number;
};

const FIRST_DELAY_SECONDS = 5;
const LONGEST_DELAY_SECONDS = 60;
/** With one try a day behind it, guessing a PIN of six digits takes centuries; nobody is locked out for good. */
const LONGEST_LOCK_SECONDS = 24 * 60 * 60;

/** Seconds until the next attempt is looked at, after so many wrong ones in a row. */
export function waitAfter(failures: number, rules: LoginRules): number {
  if (failures >= rules.lockAfter)
    return Math.min(rules.lockMinutes * 60 * 2 ** (failures - rules.lockAfter), LONGEST_LOCK_SECONDS);
  if (failures < rules.freeTries) return 0;
  return Math.min(FIRST_DELAY_SECONDS * 2 ** (failures - rules.freeTries), LONGEST_DELAY_SECONDS);
}

/** `waits` in whole seconds, rounded up. `locked`: the wait is a lock-out. */
export type Standing = { readonly failures: number; readonly waits: number; readonly locked: boolean };

/** A wrong attempt as the ledger tells it. `wait` in seconds, decided when it happened. */
export type RecordedFailure = {
  readonly at: string;
  readonly failures: number;
  readonly wait: number;
  readonly locked: boolean;
};

type Count = { failures: number; locked: boolean; notBefore: number; refused: number };

export type Attempts = {
  standing(key: string): Standing;
  /** Counts one wrong attempt; what the record of it says. */
  fail(key: string, rules: LoginRules): { failures: number; wait: number; locked: boolean };
  clear(key: string): void;
  /** An attempt during the wait, which nobody looked at. True for the first one: the others only count. */
  refuse(key: string): boolean;
  /** How many were refused since this was last asked. */
  takeRefused(key: string): number;
  /** From the ledger, at start. */
  restore(key: string, failure: RecordedFailure): void;
};

export function createAttempts(clock: Clock): Attempts {
  const counts = new Map<string, Count>();
  const of = (key: string): Count =>
    counts.get(key) ?? { failures: 0, locked: false, notBefore: clock.monotonic(), refused: 0 };

  return {
    standing: (key) => {
      const { failures, locked, notBefore } = of(key);
      const waits = Math.max(0, Math.ceil((notBefore - clock.monotonic()) / 1000));
      return { failures, waits, locked: locked && waits > 0 };
    },
    fail: (key, rules) => {
      const count = of(key);
      const failures = count.failures + 1;
      const wait = waitAfter(failures, rules);
      const locked = failures >= rules.lockAfter;
      counts.set(key, { ...count, failures, locked, notBefore: clock.monotonic() + wait * 1000 });
      return { failures, wait, locked };
    },
    clear: (key) => void counts.delete(key),
    refuse: (key) => {
      const count = of(key);
      count.refused += 1;
      counts.set(key, count);
      return count.refused === 1;
    },
    takeRefused: (key) => {
      const count = counts.get(key);
      if (count === undefined) return 0;
      const { refused } = count;
      count.refused = 0;
      return refused;
    },
    restore: (key, { at, failures, wait, locked }) => {
      const since = clock.now() - Date.parse(at);
      // A clock that stands before the failure has been set back: then the whole wait begins anew.
      const left = since < 0 ? wait * 1000 : Math.max(0, wait * 1000 - since);
      counts.set(key, { failures, locked, notBefore: clock.monotonic() + left, refused: 0 });
    },
  };
}
