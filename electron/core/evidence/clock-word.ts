/** An administrator's word that the clock is right now: what it ran ahead to before no longer counts. */

import { gateError } from '../../../shared/errors.ts';
import type { Actor } from '../../../shared/model/people.ts';
import type { ClockBehind } from '../../../shared/model/status.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { KindReader } from '../audit/by-kind.ts';
import { CLOCK_CONFIRMED, ledgerTime } from '../audit/reference-time.ts';
import type { Acting } from '../people/acting.ts';
import type { Clock } from '../ports.ts';

export type ClockStanding = ClockBehind;

export type ClockWord = {
  /** `usage {at}` without a reason; those of rights and of the ledger. Says nothing about time that is not over yet. */
  confirm(actor: Actor, input: { readonly reason: string }): Result<ClockStanding>;
  standing(): Result<ClockStanding>;
};

const LONGEST_REASON = 500;

export function createClockWord({
  ledger,
  authorise,
  reader,
  clock,
}: Acting & {
  readonly reader: Pick<KindReader, 'each' | 'newest'>;
  readonly clock: Pick<Clock, 'now'>;
}): ClockWord {
  const standing = (): Result<ClockStanding> => {
    const now = clock.now();
    const reference = ledgerTime(reader, { now: () => now });
    if (!reference.ok) return reference;
    return ok({ now: new Date(now).toISOString(), behind: reference.value - now });
  };
  return {
    standing,
    confirm: (actor, { reason }) => {
      const by = authorise(actor, 'clock.confirm');
      if (!by.ok) return by;
      const said = reason.trim();
      if (said === '' || said.length > LONGEST_REASON)
        return err(gateError('usage', { at: 'reason', fault: said === '' ? 'missing' : 'too-long' }));
      const before = standing();
      if (!before.ok) return before;
      const body = { ...before.value, reason: said, by: by.value };
      const told = ledger.append([{ kind: CLOCK_CONFIRMED, session: null, body }]);
      return told.ok ? standing() : told;
    },
  };
}
