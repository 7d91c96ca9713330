/** Lets one medium after the other begin its session, and puts on record why one may not. */

import { randomBytes } from 'node:crypto';
import { gateError } from '../../shared/errors.ts';
import type { GateError } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/model/ledger.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import type { Clinic } from './clinic.ts';
import { keepApart } from './data-folder.ts';
import { INSPECTION_VERSION } from './inspect/inspector.ts';
import { openingFacts, saidBefore } from './medium-request.ts';
import type { MediumRequest, Said } from './medium-request.ts';
import type { LoadedPolicy } from './policy/load.ts';
import type { Clock, EngineIdentity, Inspector, Scanner } from './ports.ts';
import type { CurrentEngine } from './scan/current-engine.ts';
import { verdictCaches } from './scan/verdict-cache.ts';
import { recover } from './session/recover.ts';
import type { Postponed } from './session/recover.ts';
import { startSession } from './session/run.ts';
import type { RunningSession, SessionWatcher } from './session/run.ts';
import { NOTHING_TO_TELL } from './session/waiting.ts';
import type { Porter } from './transfer/porter.ts';
import { checkMount } from './transfer/standing-mount.ts';

export type AdmissionPorts = {
  readonly clinic: Clinic;
  readonly clock: Clock;
  readonly current: CurrentEngine;
  readonly inspector: Inspector;
  readonly policy: () => Result<LoadedPolicy>;
  readonly practice: boolean;
  /** What recovery could not look into when the gate opened. */
  readonly postponed: readonly Postponed[];
  readonly startPorter: () => Porter;
};

export type Admission = {
  /**
   * Begins a session with an engine that passed its self-test within the last hour. Refusals (`destination-*` for an
   * inbox that cannot be used or is not where it was, `data-folder-unusable` for one inside the data folder or the other
   * way round, `facts-missing` where nobody can be asked, the engine's, the definitions' and the settings' codes) stand
   * in the ledger as `session.refused`.
   */
  admit(request: MediumRequest, watcher?: SessionWatcher): Promise<Result<RunningSession>>;
  /** Ends every session with nothing released, unless its files are visible already, and lets none begin. */
  close(): Promise<void>;
};

/** All that has to be right before a session begins. */
type Cleared = {
  readonly policy: LoadedPolicy;
  readonly said: Said;
  readonly to: string;
  readonly toMount: string | null;
  readonly scanner: Scanner;
};

export function createAdmission(ports: AdmissionPorts): Admission {
  const { clinic, current, inspector, clock } = ports;
  const { ledger, log, dataDir } = clinic;
  const caches = verdictCaches(dataDir, `${INSPECTION_VERSION}, ${clinic.app}`);
  const running = new Map<RunningSession, Promise<unknown>>();
  let closed = false;
  /** A session ended without its last entry: what it left is looked into before the next one begins. */
  let unfinished = false;
  /** What has not been looked into yet: nothing is released to where it went. */
  let { postponed } = ports;
  /** One medium is admitted after the other: what one start sweeps or starts anew is never the other's. */
  let turn: Promise<unknown> = Promise.resolve();

  const factsOf = (
    request: MediumRequest,
    policy: string | null,
    identity: EngineIdentity | null,
  ): Record<string, JsonValue> => ({
    ...openingFacts(request),
    ...(identity ?? {}),
    practice: ports.practice,
    policy,
  });

  /** A session that waits for somebody's word needs no engine any more. */
  const scansEnded = (): Promise<unknown> =>
    Promise.allSettled([...running.keys()].map(({ scanned }) => scanned));

  async function mend(): Promise<Result<void>> {
    const mended = await recover({ ledger, log, dataDir, startPorter: ports.startPorter });
    if (!mended.ok) return mended;
    unfinished = false;
    ({ postponed } = mended.value);
    return ok(undefined);
  }

  /** The destination answers: so it may for what was postponed there. */
  async function nothingLeftIn(to: string): Promise<Result<void>> {
    const waiting = (): Postponed | undefined =>
      postponed.find((one) => one.to === to && one.error.code !== 'destination-not-mounted');
    if (waiting() !== undefined && running.size === 0) {
      const mended = await mend();
      if (!mended.ok) return mended;
    }
    const still = waiting();
    return still === undefined ? ok(undefined) : err(still.error);
  }

  async function clear(
    request: MediumRequest,
    policy: Result<LoadedPolicy>,
    porter: Porter,
  ): Promise<Result<Cleared>> {
    if (!policy.ok) return policy;
    const said = saidBefore(clinic, request);
    if (!said.ok) return said;
    // First of all: whatever of ours looked at a dead destination would never come back.
    const reached = await porter.reach(request.to, request.from);
    if (!reached.ok) return reached;
    const apart = keepApart(dataDir, request.from, reached.value.real);
    if (!apart.ok) return apart;
    const left = await nothingLeftIn(reached.value.real);
    if (!left.ok) return left;
    const mount = checkMount(clinic.reader, reached.value.real, reached.value.mount);
    if (!mount.ok) return mount;
    const scanner = await current.acquire(scansEnded);
    if (!scanner.ok) return scanner;
    return ok({
      ...{ policy: policy.value, said: said.value, to: reached.value.real, toMount: mount.value },
      scanner: scanner.value,
    });
  }

  function refuse(
    request: MediumRequest,
    id: string,
    policy: Result<LoadedPolicy>,
    error: GateError,
  ): Result<never> {
    const facts = factsOf(request, policy.ok ? policy.value.version : null, null);
    const body = { ...facts, code: error.code, params: error.params };
    ledger.append([{ kind: 'session.refused', session: id, body }]);
    return err(error);
  }

  async function admit(request: MediumRequest, watcher?: SessionWatcher): Promise<Result<RunningSession>> {
    // The clinic may be closed by now: nothing can be put on record any more.
    if (closed) return err(gateError('cancelled'));
    const id = randomBytes(6).toString('hex');
    if (unfinished && running.size === 0) {
      const mended = await mend();
      if (!mended.ok) return mended;
    }
    const policy = ports.policy();
    const first = ports.startPorter();
    let spare: Porter | null = first;
    const cleared = await clear(request, policy, first).catch(async (thrown: unknown) => {
      await first.kill();
      throw thrown;
    });
    if (!cleared.ok) {
      await first.kill();
      return refuse(request, id, policy, cleared.error);
    }
    const { said, to, toMount, scanner } = cleared.value;
    const session = { ...request, id, to };
    const { version } = cleared.value.policy;
    const started = startSession(
      {
        ...session,
        facts: { ...factsOf(session, version, scanner.identity), toMount },
        besides: said.drafts(id),
      },
      {
        ...{ ledger, log, clock, inspector, dataDir, scanner },
        cache: caches.for(scanner.identity, version),
        policy: cleared.value.policy,
        exceptions: () => clinic.exceptions.forSession(),
        facts:
          said.required.length === 0
            ? NOTHING_TO_TELL
            : {
                missing: () => clinic.facts.missing(id, said.required),
                onTold: (listener) => clinic.facts.onTold(id, listener),
              },
        startPorter() {
          const porter = spare ?? ports.startPorter();
          spare = null;
          return porter;
        },
      },
      watcher,
    );
    const ended = started.done
      .then(({ outcome }) => outcome === 'interrupted')
      .catch(() => true)
      .then((interrupted) => {
        running.delete(started);
        unfinished ||= interrupted;
        clinic.anchoring.nudge();
      });
    running.set(started, ended);
    return ok(started);
  }

  return {
    admit(request, watcher) {
      const mine = turn.then(() => admit(request, watcher));
      turn = mine.catch(() => undefined);
      return mine;
    },
    async close() {
      closed = true;
      await turn;
      for (const session of running.keys()) session.abort(gateError('cancelled'));
      await Promise.all(running.values());
      caches.close();
    },
  };
}
