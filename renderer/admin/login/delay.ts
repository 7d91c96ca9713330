/** How many seconds the core will not look at another attempt. Pure. */

import type { GateError } from '../../../shared/errors.ts';

/** Seconds of a delay or a lock-out; 0 for every other failure. */
export function waitOf(error: GateError | null): number {
  if (error?.code !== 'login-delayed' && error?.code !== 'login-locked') return 0;
  const { seconds } = error.params;
  return typeof seconds === 'number' ? Math.max(0, Math.ceil(seconds)) : 0;
}

/** Seconds of the wait left; `toldAt` and `now` in ms since 1970, `now` may be a little older. */
export function secondsLeft(error: GateError | null, toldAt: number, now: number): number {
  return Math.max(0, Math.ceil(waitOf(error) - Math.max(0, now - toldAt) / 1000));
}
