/**
 * Runs one session: performs the effects that step.ts asks for and feeds back what came of them. A result that
 * arrives after the session took another turn (cancelled, medium pulled) is dropped, never acted on.
 */

import { gateError } from '../../../shared/errors.ts';
import type { GateError } from '../../../shared/errors.ts';
import { exhaustive } from '../../../shared/exhaustive.ts';
import type { Progress } from '../../../shared/model/session.ts';
import { placeOfBug } from '../place-of-bug.ts';
import { begin, step } from './step.ts';
import type { SessionEffect, SessionEvent, SessionState } from './step.ts';
import { createJob } from './job.ts';
import type { SessionPorts, SessionRequest, SessionResult } from './job.ts';

export type RunningSession = {
  readonly id: string;
  readonly done: Promise<SessionResult>;
  /** Settles when no scan of this session is under way any more and none will begin: the engine may be started anew. */
  readonly scanned: Promise<void>;
  /**
   * Ends the session with nothing released, unless the files are visible already. `error` says why; `medium-gone` ends it
   * only while the medium is still being read, `facts-missing` only while it waits to be told something.
   */
  readonly abort: (error?: GateError) => void;
};

export type SessionWatcher = {
  readonly onProgress?: (progress: Progress) => void;
};

export function startSession(
  request: SessionRequest,
  ports: SessionPorts,
  watcher: SessionWatcher = {},
): RunningSession {
  const first = begin();
  let state: SessionState = first.state;
  const job = createJob(request, ports, (progress) => watcher.onProgress?.(progress));
  let finish: (result: SessionResult) => void;
  let crash: (thrown: unknown) => void;
  const done = new Promise<SessionResult>((resolve, reject) => {
    finish = resolve;
    crash = reject;
  });
  let leaveEngine: () => void;
  const scanned = new Promise<void>((resolve) => (leaveEngine = resolve));
  let turn = 0;

  function dispatch(event: SessionEvent): void {
    const before = state;
    const next = step(state, event);
    state = next.state;
    ports.log('info', 'session-step', { session: request.id, met: event.type, state: state.type });
    if (!needsEngine(state)) leaveEngine();
    if (state.type === 'closed' && before.type !== 'closed') finish(job.result(state.outcome, state.error));
    for (const effect of next.effects) perform(effect);
  }

  function perform(effect: SessionEffect): void {
    const mine = ++turn;
    effectOf(effect)
      .catch((thrown: unknown): SessionEvent => {
        ports.log('error', 'session-bug', {
          session: request.id,
          effect,
          place: placeOfBug(thrown) ?? 'unknown',
        });
        return { type: 'failed', error: gateError('internal', { part: 'session', effect }) };
      })
      .then((event) => {
        if (mine === turn) dispatch(event);
      })
      .catch((thrown: unknown) => crash(thrown));
  }

  function effectOf(effect: SessionEffect): Promise<SessionEvent> {
    switch (effect) {
      case 'record-opened':
        return job.recordOpened();
      case 'take-inventory':
        return job.takeInventory();
      case 'check':
        return job.check();
      case 'await-facts':
        return job.awaitFacts();
      case 'record-verdicts':
        return job.recordVerdicts();
      case 'prepare':
        return job.prepare();
      case 'publish':
        return job.publish();
      case 'record-arrival':
        return job.recordArrival();
      case 'sweep':
        if (state.type !== 'closing') throw new Error('sweep while not closing');
        return job.sweep(state.outcome, state.error);
      default:
        return exhaustive(effect);
    }
  }

  // Never `failed`: that is the word of an effect, and while the rename is under way only its own answer counts.
  const abort = (error?: GateError): void => {
    if (error?.code === 'medium-gone') dispatch({ type: 'medium-removed', error });
    else if (error?.code === 'facts-missing') dispatch({ type: 'unanswered', error });
    else dispatch({ type: 'cancelled', ...(error === undefined ? {} : { error }) });
  };
  void ports.scanner.lost.then((error) => {
    // What the engine has settled was judged before it went: only what is still being judged is in doubt.
    if (needsEngine(state)) abort(error);
  });
  for (const effect of first.effects) perform(effect);
  return { id: request.id, done, scanned, abort };
}

const needsEngine = ({ type }: SessionState): boolean =>
  type === 'opening' || type === 'inventory' || type === 'checking';
