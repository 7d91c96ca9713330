/** One medium's turn at the gate: a session, and another one when somebody says what kind of medium it really is. */

import { gateError } from '../../shared/errors.ts';
import type { GateError } from '../../shared/errors.ts';
import type { Progress } from '../../shared/model/session.ts';
import type { Gate } from './gatekeeper.ts';
import type { Ticket } from './media/insertion/state.ts';
import type { GateRun } from './media/performer.ts';
import type { MediumRequest } from './medium-request.ts';
import type { SessionResult } from './session/job.ts';
import type { RunningSession } from './session/run.ts';

/** What is known of a medium besides the medium itself. */
export type Wish = Omit<MediumRequest, 'from' | 'label' | 'device' | 'volume'>;

/**
 * `again` ends the session and begins another on the same medium, with another wish: what its files are held against
 * depends on the kind of medium. A session that is past ending goes on, and nothing begins anew.
 */
export type Beginning = { readonly wish: Wish; readonly again: (wish: Wish) => void };

export type TurnListener = {
  readonly progress: (progress: Progress) => void;
  readonly started?: (ticket: Ticket, session: RunningSession, beginning: Beginning) => void;
  readonly finished: (insertion: string, result: SessionResult) => void;
  readonly refused: (insertion: string, error: GateError) => void;
};

/** Stands in the record of a session that made way for another one. */
const ANOTHER_KIND: GateError = gateError('cancelled', { reason: 'another-kind' });

export function takeTurn(
  gate: Pick<Gate, 'admit'>,
  ticket: Ticket,
  first: Wish,
  listener: TurnListener,
): GateRun {
  let session: RunningSession | null = null;
  let aborted: GateError | null = null;

  async function run(): Promise<void> {
    for (let wish: Wish | null = first; wish !== null;) {
      const admitted = await gate.admit(
        {
          ...wish,
          from: ticket.mountPoint,
          label: ticket.name,
          device: ticket.device,
          volume: { ...ticket.volume, medium: ticket.medium },
        },
        { onProgress: listener.progress },
      );
      if (!admitted.ok) {
        listener.refused(ticket.insertion, admitted.error);
        return;
      }
      wish = await hold(admitted.value, wish);
    }
  }

  /** The wish for the next session; null when this one's end is the medium's. */
  async function hold(running: RunningSession, wish: Wish): Promise<Wish | null> {
    let next: Wish | null = null;
    session = running;
    if (aborted !== null) running.abort(aborted);
    listener.started?.(ticket, running, {
      wish,
      again(other) {
        next = other;
        running.abort(ANOTHER_KIND);
      },
    });
    const result = await running.done;
    if (aborted === null && result.error === ANOTHER_KIND) return next;
    listener.finished(ticket.insertion, result);
    return null;
  }

  return {
    done: run(),
    abort(error) {
      aborted = error;
      session?.abort(error);
    },
  };
}
