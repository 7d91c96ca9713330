/**
 * The session as a pure machine: `step(state, event)` says what comes next and what has to be done for it. Whatever
 * is not written here cannot happen; the runner (run.ts) performs the effects and knows no rules of its own.
 */

import type { GateError } from '../../../shared/errors.ts';
import type { Outcome } from '../../../shared/model/session.ts';

export type SessionState =
  /** `session.opened` is being written: nothing is read before the record says that it will be. */
  | { readonly type: 'opening' }
  | { readonly type: 'inventory' }
  /** Staging, inspecting and scanning, overlapped. */
  | { readonly type: 'checking'; readonly files: number }
  /** All is checked and something may go in; somebody still has to say what policy wants said. Nothing is promised yet. */
  | { readonly type: 'waiting'; readonly outcome: Outcome; readonly releasable: number }
  /** Every file's verdict and, if anything is to be released, the intent are being committed. */
  | { readonly type: 'recording'; readonly outcome: Outcome; readonly releasable: number }
  /** The hidden partial is being filled, flushed and read back. */
  | { readonly type: 'preparing'; readonly outcome: Outcome }
  /** The rename is under way: from here on it either happened or it did not, and cancelling comes too late. */
  | { readonly type: 'publishing'; readonly outcome: Outcome }
  /** The files are visible; the entry that says so is being written. */
  | { readonly type: 'confirming'; readonly outcome: Outcome }
  /** Staging is wiped, what is left of a partial removed, then the last entry is written. */
  | { readonly type: 'closing'; readonly outcome: Outcome; readonly error: GateError | null }
  | { readonly type: 'closed'; readonly outcome: Outcome; readonly error: GateError | null };

export type SessionEvent =
  | { readonly type: 'opened' }
  | { readonly type: 'inventory-taken'; readonly files: number }
  /** The medium was looked at and is not allowed in (too large, too many files): nothing was read. */
  | { readonly type: 'refused'; readonly error: GateError }
  | { readonly type: 'checked'; readonly files: number; readonly releasable: number; readonly spoilt: number }
  /** Nothing that has to be said is missing. */
  | { readonly type: 'facts-complete' }
  | { readonly type: 'recorded' }
  | { readonly type: 'prepared' }
  | { readonly type: 'published' }
  | { readonly type: 'arrival-recorded' }
  /** Something broke: medium pulled, engine lost, a disk full, the ledger failing. */
  | { readonly type: 'failed'; readonly error: GateError }
  /** The wish from outside to end: somebody's, or what the engine's loss asks for. Too late once the rename began. */
  | { readonly type: 'cancelled'; readonly error?: GateError }
  /** The medium is gone. Once all is checked nobody needs it: what is released are the staged bytes. */
  | { readonly type: 'medium-removed'; readonly error: GateError }
  /** Nobody said what has to be said, and nobody is expected to any more; too late once somebody did. */
  | { readonly type: 'unanswered'; readonly error: GateError }
  /** Whether the rename happened cannot be told (the share hangs): the next start will look and say. */
  | { readonly type: 'publish-unknown'; readonly error: GateError }
  /** `recorded`: the last entry is in the ledger. Where it is not, the next start finds the session unfinished. */
  | { readonly type: 'swept'; readonly recorded: boolean };

export type SessionEffect =
  | 'record-opened'
  | 'take-inventory'
  | 'check'
  | 'await-facts'
  | 'record-verdicts'
  | 'prepare'
  | 'publish'
  | 'record-arrival'
  /** Stop every job, remove the partial, wipe staging, write `session.closed`. */
  | 'sweep';

export type Step = { readonly state: SessionState; readonly effects: readonly SessionEffect[] };

/** An event that this state cannot meet: a bug in the runner, never something a medium can bring about. */
export class ImpossibleTransition extends Error {
  constructor(state: SessionState, event: SessionEvent) {
    super(`${event.type} while ${state.type}`);
  }
}

export const begin = (): Step => ({ state: { type: 'opening' }, effects: ['record-opened'] });

export function step(state: SessionState, event: SessionEvent): Step {
  if (event.type === 'failed' || event.type === 'cancelled') return abort(state, event);
  if (event.type === 'medium-removed') return withoutMedium(state, event.error);
  if (event.type === 'unanswered')
    return state.type === 'waiting' ? close('aborted', event.error) : { state, effects: [] };
  switch (state.type) {
    case 'opening':
      if (event.type === 'opened') return { state: { type: 'inventory' }, effects: ['take-inventory'] };
      break;
    case 'inventory':
      if (event.type === 'inventory-taken') {
        return { state: { type: 'checking', files: event.files }, effects: ['check'] };
      }
      if (event.type === 'refused') return close('refused', event.error);
      break;
    case 'checking':
      if (event.type === 'checked' && event.files === state.files) {
        const { releasable } = event;
        const outcome = outcomeOf(event);
        // Where nothing goes in, nobody has to answer for it.
        if (releasable === 0) return record({ outcome, releasable });
        return { state: { type: 'waiting', outcome, releasable }, effects: ['await-facts'] };
      }
      break;
    case 'waiting':
      if (event.type === 'facts-complete') return record(state);
      break;
    case 'recording':
      if (event.type === 'recorded') {
        return state.releasable === 0
          ? close(state.outcome, null)
          : { state: { type: 'preparing', outcome: state.outcome }, effects: ['prepare'] };
      }
      break;
    case 'preparing':
      if (event.type === 'prepared') {
        return { state: { type: 'publishing', outcome: state.outcome }, effects: ['publish'] };
      }
      break;
    case 'publishing':
      if (event.type === 'published') {
        return { state: { type: 'confirming', outcome: state.outcome }, effects: ['record-arrival'] };
      }
      if (event.type === 'publish-unknown') return close('interrupted', event.error);
      break;
    case 'confirming':
      if (event.type === 'arrival-recorded') return close(state.outcome, null);
      break;
    case 'closing':
      if (event.type === 'swept') {
        const outcome = event.recorded ? state.outcome : 'interrupted';
        return { state: { type: 'closed', outcome, error: state.error }, effects: [] };
      }
      break;
    case 'closed':
      break;
  }
  throw new ImpossibleTransition(state, event);
}

/** `spoilt`: files held back that anybody would miss; junk that every system leaves on sticks is not among them. */
function outcomeOf(checked: { readonly releasable: number; readonly spoilt: number }): Outcome {
  if (checked.spoilt === 0) return 'released';
  return checked.releasable > 0 ? 'partial' : 'blocked';
}

const CANCELLED: GateError = { code: 'cancelled', params: {} };

function abort(
  state: SessionState,
  event: { readonly type: 'failed' | 'cancelled'; readonly error?: GateError },
): Step {
  const cancelled = event.type === 'cancelled';
  switch (state.type) {
    case 'opening':
    case 'inventory':
    case 'checking':
    case 'waiting':
    case 'recording':
    case 'preparing':
      return close('aborted', event.error ?? CANCELLED);
    case 'publishing':
      // The runner must wait for the rename's own answer: only that says whether the files are visible.
      return cancelled ? { state, effects: [] } : close('aborted', event.error ?? CANCELLED);
    case 'confirming':
      // The files are in and the intent is on record; the next start finds the session unfinished and says so.
      return cancelled ? { state, effects: [] } : close('interrupted', event.error ?? CANCELLED);
    case 'closing':
    case 'closed':
      // Ending already. A second misfortune changes nothing that was decided.
      return { state, effects: [] };
  }
}

function withoutMedium(state: SessionState, error: GateError): Step {
  switch (state.type) {
    case 'opening':
    case 'inventory':
    case 'checking':
      return close('aborted', error);
    case 'waiting':
    case 'recording':
    case 'preparing':
    case 'publishing':
    case 'confirming':
    case 'closing':
    case 'closed':
      return { state, effects: [] };
  }
}

const record = ({
  outcome,
  releasable,
}: {
  readonly outcome: Outcome;
  readonly releasable: number;
}): Step => ({ state: { type: 'recording', outcome, releasable }, effects: ['record-verdicts'] });

const close = (outcome: Outcome, error: GateError | null): Step => ({
  state: { type: 'closing', outcome, error },
  effects: ['sweep'],
});
