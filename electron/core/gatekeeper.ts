/**
 * Opens the gate over an open clinic: recovery, engine, inspection, cache and sessions are put together, and only when
 * every one of them can be believed.
 */

import { gateError } from '../../shared/errors.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { createAdmission } from './admission.ts';
import type { Admission } from './admission.ts';
import type { Clinic } from './clinic.ts';
import { createInspector } from './inspect/inspector.ts';
import { namedPolicy } from './policy/load.ts';
import type { LoadedPolicy } from './policy/load.ts';
import type { Clock, EngineIdentity, Log } from './ports.ts';
import type { OpenLedger } from './audit/ledger.ts';
import { keepEngineCurrent } from './scan/current-engine.ts';
import { startEngine } from './scan/engine.ts';
import type { Engine, EnginePorts } from './scan/engine.ts';
import { connectRemoteEngine } from './scan/remote-engine.ts';
import { recover } from './session/recover.ts';
import type { Postponed, Recovered } from './session/recover.ts';
import { startPorter } from './transfer/porter.ts';
import type { Porter, PorterSettings } from './transfer/porter.ts';

export type { MediumRequest } from './medium-request.ts';
export { systemClock } from './system-clock.ts';

export type GateSettings = {
  /** Definitions to use as they are, read-only; null: the gate's own, `<data>/definitions`. Absolute. */
  readonly definitionsDir: string | null;
  readonly practice: boolean;
  /** A policy that holds whatever the clinic's settings say; null: theirs, asked anew for each medium. */
  readonly policy: LoadedPolicy | null;
  readonly porter?: PorterSettings;
};

export type Gate = {
  readonly engine: EngineIdentity;
  readonly clinic: Clinic;
  readonly ledger: OpenLedger;
  readonly recovered: readonly Recovered[];
  /** Sessions of earlier that could not be looked into when the gate opened: nothing is released to where they went. */
  readonly postponed: readonly Postponed[];
  readonly log: Log;
  /** The policy that the next medium meets. Errors: `settings-invalid`, the ledger's. */
  policy(): Result<LoadedPolicy>;
  readonly admit: Admission['admit'];
  /** Ends every session with nothing released (unless its files are visible already), then the engine. */
  close(): Promise<void>;
};

/**
 * Recovery first, then an engine that passed its self-test. A refusal stands in the ledger. A gate that is refused leaves
 * nothing running. It may be closed and opened again while the clinic stays open, but not twice at once.
 */
export async function openGate(
  clinic: Clinic,
  settings: GateSettings,
  clock: Clock = clinic.clock,
): Promise<Result<Gate>> {
  const { ledger, log, dataDir } = clinic;
  // Definitions grow old by the reference time: a clock that was set back makes none of them fresh.
  const ports: EnginePorts = { clock: clinic.reference, log };
  const policy = (): Result<LoadedPolicy> => policyOf(clinic, settings);
  const current = keepEngineCurrent({
    ...ports,
    start: () =>
      startOne(
        { dataDir, definitionsDir: settings.definitionsDir, practice: settings.practice },
        policy(),
        ports,
      ),
  });
  const { supervisor } = current;
  const porters = firstPorter(settings.porter);
  // As with the transfer child: the first session finds what takes a third of a second to start already there.
  const inspector = createInspector({ workDir: dataDir, log });
  inspector.warm();
  const closeAll = async (): Promise<void> => {
    await Promise.all([supervisor.close(), porters.close(), inspector.close()]);
  };
  const [engine, recovered] = await Promise.all([
    supervisor.acquire(),
    recover({ ledger, log, dataDir, startPorter: () => startPorter(settings.porter) }),
  ]).catch(async (thrown: unknown) => {
    await closeAll();
    throw thrown;
  });
  const known = policy();
  if (!engine.ok || !recovered.ok || !known.ok) {
    await closeAll();
    const failed = [known, recovered, engine].find((part) => !part.ok);
    const refusal = failed?.ok === false ? failed.error : gateError('internal');
    ledger.append([
      { kind: 'gate.closed', session: null, body: { code: refusal.code, params: refusal.params } },
    ]);
    return err(refusal);
  }
  const atOpening = engine.value.identity;
  const admission = createAdmission({
    ...{ clinic, clock, current, inspector, policy, practice: settings.practice },
    postponed: recovered.value.postponed,
    startPorter: porters.take,
  });
  const facts = { ...atOpening, practice: settings.practice, policy: known.value.version, app: clinic.app };
  const noted = ledger.append([{ kind: 'gate.opened', session: null, body: facts }]);
  async function close(): Promise<void> {
    await admission.close();
    await closeAll();
  }
  if (!noted.ok) {
    await close();
    return noted;
  }
  return ok({
    get engine() {
      const { state } = supervisor;
      return state.kind === 'ready' ? state.engine.identity : atOpening;
    },
    clinic,
    ledger,
    recovered: recovered.value.interrupted,
    postponed: recovered.value.postponed,
    log,
    policy,
    admit: (request, watcher) => admission.admit(request, watcher),
    close,
  });
}

function policyOf(clinic: Clinic, settings: GateSettings): Result<LoadedPolicy> {
  if (settings.policy !== null) return ok(settings.policy);
  const present = clinic.settings.current();
  return present.ok ? ok(namedPolicy(present.value.settings.policy)) : present;
}

/** The policy may name a scan server; else a private engine of our own. */
function startOne(
  folders: { readonly dataDir: string; readonly definitionsDir: string | null; readonly practice: boolean },
  policy: Result<LoadedPolicy>,
  ports: EnginePorts,
): Promise<Result<Engine>> {
  if (!policy.ok) return Promise.resolve(policy);
  const { remote } = policy.value.policy.engine;
  if (remote === null) return startEngine(folders, ports);
  const { dataDir, practice } = folders;
  const { maxStreamBytes, ...address } = remote;
  return connectRemoteEngine(
    { dataDir, practice, ...address, ...(maxStreamBytes === undefined ? {} : { maxStreamBytes }) },
    ports,
  );
}

type Porters = { readonly take: () => Porter; readonly close: () => Promise<void> };

/** The first session's transfer child starts beside the engine; later ones start with their session. */
function firstPorter(settings: PorterSettings | undefined): Porters {
  let spare: Porter | null = startPorter(settings);
  return {
    take() {
      const porter = spare ?? startPorter(settings);
      spare = null;
      return porter;
    },
    close: async () => spare?.kill(),
  };
}
