/** Looks the engine over for `doctor`: is it there, how long will it be kept up, what does it know, does it answer rightly. */

import { existsSync, readFileSync } from 'node:fs';
import { basename, join, sep } from 'node:path';

import type { GateError } from '../../../shared/errors.ts';
import type { EnginePorts, Engine } from './launch.ts';
import { launchEngine } from './launch.ts';
import { chooseDefinitions, type EngineSettings } from './engine.ts';
import { definitionsStatus, type DefinitionsStatus } from './definitions/status.ts';
import { engineLife, readEngineLife, type EngineLife } from './engine-life.ts';
import { findProgram } from './programs.ts';
import { secondOpinion } from './second-opinion.ts';

/** `good`: as it should be. `warning`: works, but somebody should act. `fault`: closed or unsafe until it is mended. */
type FindingLevel = 'good' | 'warning' | 'fault';

/** `code` names what was looked at and, for a fault that has an error code, is that code. */
export type EngineFinding = {
  readonly part: 'engine' | 'definitions';
  readonly code: string;
  readonly level: FindingLevel;
  readonly params: GateError['params'];
};

/** Starts an engine of its own beside any that runs, puts the canaries before it, and ends it again. */
export async function engineFindings(settings: EngineSettings, ports: EnginePorts): Promise<EngineFinding[]> {
  const findings: EngineFinding[] = [...programFindings(settings), ...confinement(settings.dataDir)];
  const status = await definitionsStatus(settings, ports);
  findings.push(status.ok ? definitionsFinding(status.value) : fault('definitions', status.error));
  const engine = await launchForTest(settings, ports);
  if (engine === null) return findings;
  if ('code' in engine) return [...findings, fault('engine', engine)];
  try {
    return [...findings, ...(await liveFindings(engine, ports))];
  } finally {
    await engine.close();
  }
}

const finding = (
  part: EngineFinding['part'],
  code: string,
  level: FindingLevel,
  params: EngineFinding['params'] = {},
): EngineFinding => ({ part, code, level, params });

const fault = (part: EngineFinding['part'], error: GateError): EngineFinding =>
  finding(part, error.code, 'fault', error.params);

function programFindings(settings: EngineSettings): EngineFinding[] {
  return (['clamd', 'sigtool', 'freshclam'] as const).map((program) => {
    if (program === 'clamd' && settings.clamdPath !== undefined)
      return finding('engine', 'program', 'good', { program });
    const found = findProgram(program);
    if (found.ok) return finding('engine', 'program', 'good', { program, path: found.value });
    // Without freshclam the gate works; definitions then come by import.
    return program === 'freshclam'
      ? { ...fault('engine', found.error), level: 'warning' }
      : fault('engine', found.error);
  });
}

/**
 * Debian and Ubuntu confine clamd and freshclam to a few folders where AppArmor runs: clamd reads the home folders and
 * writes under /tmp, freshclam writes under /var/lib/clamav only.
 */
function confinement(dataDir: string): EngineFinding[] {
  if (process.platform !== 'linux' || !appArmorRuns()) return [];
  const inHome = dataDir.startsWith(`${sep}home${sep}`) || dataDir.startsWith(`${sep}root${sep}`);
  return ['usr.sbin.clamd', 'usr.bin.freshclam']
    .map((profile) => join('/etc/apparmor.d', profile))
    .filter((path) => existsSync(path) && (!inHome || path.endsWith('freshclam')))
    .map((path) => finding('engine', 'apparmor', 'warning', { profile: basename(path) }));
}

function appArmorRuns(): boolean {
  try {
    return readFileSync('/sys/module/apparmor/parameters/enabled', 'latin1').startsWith('Y');
  } catch {
    return false;
  }
}

function definitionsFinding(status: DefinitionsStatus): EngineFinding {
  const { state, builtAt, days, refusal } = status;
  const params = { state, builtAt, days, files: status.files.length };
  if (refusal !== null)
    return finding('definitions', refusal.code, 'fault', { ...params, ...refusal.params });
  return finding('definitions', 'definitions', state === 'fresh' ? 'good' : 'warning', params);
}

/** Old or unofficial definitions are told of already; whether the engine works can be tried with them all the same. */
async function launchForTest(
  settings: EngineSettings,
  ports: EnginePorts,
): Promise<Engine | GateError | null> {
  const clamd = settings.clamdPath ?? findProgram('clamd');
  if (typeof clamd !== 'string' && !clamd.ok) return null;
  const definitions = await chooseDefinitions({ ...settings, practice: true }, ports);
  if (!definitions.ok) return null;
  const engine = await launchEngine(
    {
      clamd: typeof clamd === 'string' ? clamd : clamd.value,
      engineDir: join(settings.dataDir, 'engine', 'doctor'),
      definitions: definitions.value,
      anyAge: true,
    },
    ports,
  );
  return engine.ok ? engine.value : engine.error;
}

const LIFE_LEVEL: Record<EngineLife['status'], FindingLevel> = {
  supported: 'good',
  unknown: 'warning',
  ending: 'warning',
  unfixed: 'warning',
  ended: 'fault',
};

async function liveFindings(engine: Engine, ports: EnginePorts): Promise<EngineFinding[]> {
  const { identity, selfTest } = engine;
  const life = engineLife(identity.engine, ports.clock.now(), readEngineLife());
  const { fixesUntil, definitionsUntil, status } = life;
  const second = await secondOpinion(engine.address);
  const agrees = second?.engine === identity.engine;
  return [
    finding('engine', 'engine-life', LIFE_LEVEL[status], {
      engine: identity.engine,
      status,
      fixesUntil,
      definitionsUntil,
    }),
    finding('engine', 'self-test', selfTest.knowsEicar ? 'good' : 'warning', {
      canaries: selfTest.canaries,
      knowsEicar: selfTest.knowsEicar,
    }),
    finding('engine', 'version', agrees ? 'good' : 'fault', {
      engine: identity.engine,
      second: second?.engine ?? null,
    }),
    finding('engine', 'memory', 'good', { bytes: engine.memory() }),
  ];
}
