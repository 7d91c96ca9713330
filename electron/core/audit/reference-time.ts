/**
 * The time to judge by: what runs out (definitions, exceptions, periods) must not become valid again because somebody
 * set the clock back.
 */

import { ok, type Result } from '../../../shared/result.ts';
import type { Clock } from '../ports.ts';
import { openByKind, type KindReader } from './by-kind.ts';

export const CLOCK_BACKWARDS = 'clock.backwards';
export const CLOCK_CONFIRMED = 'clock.confirmed';

type Reader = Pick<KindReader, 'each' | 'newest'>;

/**
 * Milliseconds since 1970: the latest of the clock, the newest entry, and every moment that the clock was set back from
 * since an administrator last confirmed it. A clock that once ran ahead therefore counts until somebody says so.
 */
export function ledgerTime(reader: Reader, clock: Pick<Clock, 'now'>): Result<number> {
  const newest = reader.newest();
  if (!newest.ok) return newest;
  let before = 0;
  const read = reader.each([CLOCK_BACKWARDS, CLOCK_CONFIRMED], 0, ({ kind, body }) => {
    if (kind === CLOCK_CONFIRMED) before = 0;
    // An entry without a time that can be read is not ours to leave out: NaN would make every comparison false.
    else before = Math.max(before, instantOf(body['previous']));
  });
  if (!read.ok) return read;
  return ok(Math.max(clock.now(), before, newest.value === null ? 0 : Date.parse(newest.value.at)));
}

function instantOf(value: unknown): number {
  const instant = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(instant)) throw new Error('an entry about the clock tells no time');
  return instant;
}

/**
 * A clock whose `now` is the reference time. Where the ledger cannot be read any more, the last time that it told still
 * counts. Errors: the store's, at the first reading.
 */
export function referenceClock(reader: Reader, clock: Clock): Result<Clock> {
  const first = ledgerTime(reader, clock);
  if (!first.ok) return first;
  let known = first.value;
  return ok({
    now() {
      const read = ledgerTime(reader, clock);
      if (read.ok) known = read.value;
      return Math.max(known, clock.now());
    },
    monotonic: () => clock.monotonic(),
  });
}

/**
 * For whoever looks at a data folder from outside: the reference time as it is now. Where there is no ledger that can be
 * read, the clock is all there is.
 */
export function referenceClockOf(dataDir: string, clock: Clock): Clock {
  const reader = openByKind(dataDir);
  if (!reader.ok) return clock;
  try {
    const told = ledgerTime(reader.value, clock);
    const ahead = told.ok ? told.value - clock.now() : 0;
    return { now: () => clock.now() + Math.max(0, ahead), monotonic: () => clock.monotonic() };
  } finally {
    reader.value.close();
  }
}
