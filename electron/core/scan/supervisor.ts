/**
 * Keeps an engine at hand for a gate that stays open for days: starts it again when it dies, slower each time, closes the
 * gate when it keeps dying, and puts the canaries before it again every hour.
 */

import { gateError, type ErrorCode, type GateError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Clock, EngineIdentity, Log } from '../ports.ts';
import type { Engine } from './launch.ts';

export type SupervisorPorts = {
  readonly clock: Clock;
  readonly log: Log;
  /** Starts an engine that has passed its self-test; `startEngine` or `connectRemoteEngine` with their settings. */
  start(): Promise<Result<Engine>>;
  /** Waits; resolves early when `signal` is aborted. */
  readonly sleep?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
};

/** `closed` carries the reason why nothing can be scanned now. `closed` with a crash loop stays until `retry`. */
export type SupervisorState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'ready'; readonly engine: Engine; readonly testedAt: number }
  | { readonly kind: 'closed'; readonly error: GateError }
  | { readonly kind: 'stopped' };

export type Supervisor = {
  readonly state: SupervisorState;
  /** Called after every change. Returns a function that ends it. */
  onChange(listener: (state: SupervisorState) => void): () => void;
  /** An engine tested within the last hour; waits while one is starting. Error: why the gate is closed. */
  acquire(): Promise<Result<Engine>>;
  /** Ends the running engine and starts one that loads the definitions anew. No scan may be under way. */
  reload(): Promise<Result<EngineIdentity>>;
  /** Tries again after the gate was closed, at somebody's wish. */
  retry(): void;
  close(): Promise<void>;
};

/** Also the pause after the first death; doubled after each further one. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
/** This many deaths within `CRASH_WINDOW_MS` are a loop: something kills it each time, and waiting will not help. */
const CRASH_LOOP_DEATHS = 5;
const CRASH_WINDOW_MS = 10 * 60_000;
/** Failures to start that may be gone the next time; the others (no ClamAV, old definitions, wrong answers) will not. */
const MAY_PASS: ReadonlySet<ErrorCode> = new Set([
  'engine-start-failed',
  'engine-start-timeout',
  'engine-lost',
]);
const TEST_EVERY_MS = 60 * 60_000;

export function superviseEngine(ports: SupervisorPorts): Supervisor {
  const { clock, log } = ports;
  const sleep = ports.sleep ?? sleepFor;
  const listeners = new Set<(state: SupervisorState) => void>();
  const ending = new AbortController();
  let state: SupervisorState = { kind: 'starting' };
  let deaths: number[] = [];
  let turn: Promise<unknown> = Promise.resolve();
  let testTimer: NodeJS.Timeout | null = null;

  const become = (next: SupervisorState): void => {
    if (state.kind === 'stopped') return;
    state = next;
    for (const listener of listeners) listener(next);
  };
  const isStopped = (): boolean => ending.signal.aborted;

  /** One thing at a time: a restart never overlaps a reload or a test. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  };

  const isInUse = (engine: Engine): boolean => state.kind === 'ready' && state.engine === engine;

  const startOne = async (): Promise<Result<Engine>> => {
    become({ kind: 'starting' });
    const started = await ports.start();
    if (!started.ok) {
      become({ kind: 'closed', error: started.error });
      if (MAY_PASS.has(started.error.code)) recoverFrom(started.error);
      return started;
    }
    const engine = started.value;
    if (isStopped()) {
      await engine.close();
      return err(gateError('engine-lost', { cause: 'stopped' }));
    }
    become({ kind: 'ready', engine, testedAt: clock.monotonic() });
    void engine.lost.then((error) => {
      if (!isInUse(engine)) return;
      become({ kind: 'closed', error });
      void inTurn(() => engine.close());
      recoverFrom(error);
    });
    scheduleTest(engine);
    return started;
  };

  const recoverFrom = (error: GateError): void => {
    const now = clock.monotonic();
    deaths = [...deaths.filter((at) => now - at < CRASH_WINDOW_MS), now];
    const cause = error.params['cause'] ?? error.code;
    log('warn', 'engine.lost', { deaths: deaths.length, cause });
    if (deaths.length >= CRASH_LOOP_DEATHS) {
      const params = { deaths: deaths.length, minutes: CRASH_WINDOW_MS / 60_000, cause };
      become({ kind: 'closed', error: gateError('engine-crash-loop', params) });
      return;
    }
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** (deaths.length - 1), LONGEST_PAUSE_MS);
    void inTurn(async () => {
      become({ kind: 'starting' });
      await sleep(pause, ending.signal);
      if (!isStopped()) await startOne();
    });
  };

  const scheduleTest = (engine: Engine): void => {
    if (testTimer !== null) clearTimeout(testTimer);
    testTimer = setTimeout(() => void inTurn(() => testIfDue(engine)), TEST_EVERY_MS);
    testTimer.unref();
  };
  /** A wrong answer loses the engine, and `lost` tells of it. */
  const testIfDue = async (engine: Engine): Promise<Result<Engine>> => {
    if (state.kind !== 'ready' || state.engine !== engine) return err(closedBecause(state));
    if (clock.monotonic() - state.testedAt < TEST_EVERY_MS) return ok(engine);
    const tested = await engine.testAgain();
    if (!tested.ok) return tested;
    if (isInUse(engine)) become({ kind: 'ready', engine, testedAt: clock.monotonic() });
    scheduleTest(engine);
    return ok(engine);
  };
  void inTurn(startOne);

  return {
    get state() {
      return state;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    acquire: () =>
      inTurn(() =>
        state.kind === 'ready' ? testIfDue(state.engine) : Promise.resolve(err(closedBecause(state))),
      ),
    reload: () =>
      inTurn(async () => {
        const former = state.kind === 'ready' ? state.engine : null;
        become({ kind: 'starting' });
        await former?.close();
        const started = await startOne();
        return started.ok ? ok(started.value.identity) : started;
      }),
    retry() {
      if (state.kind !== 'closed') return;
      deaths = [];
      void inTurn(() => (state.kind === 'closed' ? startOne() : Promise.resolve(null)));
    },
    async close() {
      ending.abort();
      if (testTimer !== null) clearTimeout(testTimer);
      await inTurn(async () => {
        const engine = state.kind === 'ready' ? state.engine : null;
        become({ kind: 'stopped' });
        await engine?.close();
      });
    },
  };
}

function closedBecause(state: SupervisorState): GateError {
  return state.kind === 'closed' ? state.error : gateError('engine-lost', { cause: state.kind });
}

function sleepFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, milliseconds);
    signal.addEventListener('abort', finish);
  });
}
