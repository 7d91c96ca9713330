/** A scan server that the policy names: does it answer, with which definitions, and the canaries as it must. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { gateError, type GateError } from '../../../shared/errors.ts';
import type { Finding, FindingFacts } from '../../../shared/model/finding.ts';
import type { Policy } from '../../../shared/model/policy.ts';
import type { Clock } from '../ports.ts';
import { openReading } from '../reading.ts';
import { ageInDays } from '../scan/definitions/state.ts';
import { engineLife, readEngineLife } from '../scan/engine-life.ts';
import type { Engine } from '../scan/launch.ts';
import { connectRemoteEngine } from '../scan/remote-engine.ts';
import { findProgram } from '../scan/programs.ts';
import { leftOut, NOT_TRIED } from './engine.ts';
import { finding } from './levels.ts';
import type { DoctorPorts, DoctorSettings } from './settings.ts';

export type ScanServer = NonNullable<Policy['engine']['remote']>;
type DefinitionsFacts = FindingFacts['definitions'];

/** What `examineServer` found: engine and support, definitions, and the self-test, which is read behind both. */
export type ExaminedServer = {
  readonly program: readonly Finding[];
  readonly definitions: DefinitionsFacts;
  readonly selfTest: Finding;
};

/** The scan server that a gate over this data folder would use: the policy file's, else the settings'; null for none. */
export function scanServerOf({ dataDir, policy }: DoctorSettings, clock: Clock): ScanServer | null {
  if (policy !== null) return policy.policy.engine.remote;
  const reading = openReading({ dataDir, app: 'doctor', user: 'doctor' }, clock);
  if (!reading.ok) return null;
  try {
    const present = reading.value.settings.read(reading.value.actor);
    return present.ok ? present.value.settings.policy.engine.remote : null;
  } finally {
    reading.value.close();
  }
}

/**
 * Asks the server itself, also beside a running gate: it costs this machine no memory. `held`: the data folder, when it
 * is ours for the time being.
 */
export async function examineServer(
  server: ScanServer,
  practice: boolean,
  held: string | null,
  ports: DoctorPorts,
): Promise<ExaminedServer> {
  const dataDir = held ?? mkdtempSync(path.join(tmpdir(), 'sekisho-doctor-'));
  try {
    const { maxStreamBytes, ...address } = server;
    // As in practice: that its definitions are old or unofficial is a finding of its own.
    const connected = await connectRemoteEngine(
      { dataDir, practice: true, ...address, ...(maxStreamBytes === undefined ? {} : { maxStreamBytes }) },
      ports,
    );
    if (!connected.ok) return refused(server, connected.error);
    try {
      return answered(server, connected.value, practice, ports);
    } finally {
      await connected.value.close();
    }
  } finally {
    if (held === null) rmSync(dataDir, { recursive: true, force: true });
  }
}

const UNTOLD: Omit<DefinitionsFacts, 'state'> = {
  ...{ age: null, builtAt: null, days: null, files: null, error: null },
};

function engineFinding(
  { host, port }: ScanServer,
  state: 'remote' | 'refused',
  version: string | null,
  error: GateError | null,
): Finding {
  const updater = findProgram('freshclam').ok;
  const server = `${host}:${port}`;
  return finding('engine', { state, version, program: null, package: null, updater, server, error });
}

/** A wrong answer to a canary is the self-test's; whatever else refuses the server, the engine's. */
function refused(server: ScanServer, error: GateError): ExaminedServer {
  const reached = error.code === 'engine-selftest-failed';
  return {
    program: [engineFinding(server, reached ? 'remote' : 'refused', null, reached ? null : error)],
    definitions: { ...UNTOLD, state: 'unknown' },
    selfTest: reached ? finding('self-test', { ...NOT_TRIED, state: 'failed', error }) : leftOut('engine'),
  };
}

function answered(
  server: ScanServer,
  { identity, selfTest }: Engine,
  practice: boolean,
  { clock }: DoctorPorts,
): ExaminedServer {
  const { engine } = identity;
  const { status, fixesUntil, definitionsUntil } = engineLife(engine, clock.now(), readEngineLife());
  const { canaries, knowsEicar } = selfTest;
  return {
    program: [
      engineFinding(server, 'remote', engine, null),
      finding('engine-support', { state: status, engine, fixesUntil, definitionsUntil }),
    ],
    definitions: definitionsOf(identity, practice, clock.now()),
    selfTest: finding('self-test', { ...NOT_TRIED, state: knowsEicar ? 'passed' : 'blind', canaries }),
  };
}

/** As the gate judges what the server tells of itself; no administrator extends a server's definitions. */
function definitionsOf(
  { state: age, builtAt }: Engine['identity'],
  practice: boolean,
  now: number,
): DefinitionsFacts {
  const days = builtAt === null ? null : Math.floor(ageInDays(Date.parse(builtAt), now));
  const told = { ...UNTOLD, age, builtAt, days: days === null ? null : Math.max(0, days) };
  if (age === 'fresh' || age === 'aging') return { ...told, state: age };
  if (practice) return { ...told, state: 'practice' };
  if (builtAt === null || days === null)
    return { ...told, state: 'refused', error: gateError('definitions-none') };
  const error =
    days < 0
      ? gateError('definitions-future', { builtAt })
      : gateError('definitions-expired', { builtAt, days });
  return { ...told, state: 'refused', error };
}
