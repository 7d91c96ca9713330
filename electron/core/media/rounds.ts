/** The slow poll beside the instant notices: how often to look, and how to tell that the machine has slept. */

import type { Clock } from '../ports.ts';

export type Rounds = {
  /** Ms between looks when nothing is going on. */
  readonly idleMs: number;
  /** The same while a session runs or something was just plugged in. */
  readonly busyMs: number;
};

/** Reading /proc and /sys takes under 5 ms; starting PowerShell or diskutil costs up to a second of processor time. */
export const roundsFor = (platform: NodeJS.Platform): Rounds =>
  platform === 'linux' ? { idleMs: 2_000, busyMs: 400 } : { idleMs: 15_000, busyMs: 3_000 };

/** How long after a plug event its partitions may still be appearing. */
export const SETTLING_MS = 6_000;

/** More than a busy machine delays a timer, less than anybody sleeps. */
const SLEPT_MS = 10_000;

export type Look = { readonly wall: number; readonly monotonic: number };
export const lookNow = (clock: Clock): Look => ({ wall: clock.now(), monotonic: clock.monotonic() });

/**
 * True when the machine slept between two looks: some clocks stand still meanwhile, then wall time runs ahead of
 * monotonic time; others run on, then the next look comes far too late. A corrected wall clock costs one look more.
 */
export function hasSlept(before: Look, after: Look, plannedMs: number): boolean {
  const monotonic = after.monotonic - before.monotonic;
  return Math.abs(after.wall - before.wall - monotonic) > SLEPT_MS || monotonic > plannedMs + SLEPT_MS;
}
