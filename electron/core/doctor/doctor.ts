/** Looks the gate and its machine over, changes nothing, and tells what is in order and what is not. */

import { existsSync } from 'node:fs';
import path from 'node:path';

import type { Finding } from '../../../shared/model/finding.ts';
import type { Result } from '../../../shared/result.ts';
import { fileKeyStore } from '../audit/keys.ts';
import { referenceClockOf } from '../audit/reference-time.ts';
import { acquireDataFolder, LOCK_FILE, type DataFolder } from '../store/lock.ts';
import { examineClock } from './clock.ts';
import { examineOwnDefinitions, type ExaminedDefinitions } from './definitions.ts';
import { examineAnswers, examineProgram, leftOut } from './engine.ts';
import { examineDataFolder, examineDestination, examineKey, examineSpace } from './folders.ts';
import { examineKeeping } from './keeping.ts';
import { glanceAtLedger } from './ledger-glance.ts';
import { finding } from './levels.ts';
import { examinePosture } from './posture.ts';
import { examineServer, scanServerOf, type ExaminedServer } from './remote.ts';
import type { DoctorPorts, DoctorSettings } from './settings.ts';

/**
 * In the order in which they are best read: engine, definitions, folders, ledger, clock, then the machine. Each id comes
 * at most once. While the self-test runs, the data folder is held, so that no gate starts into it.
 */
export async function examine(settings: DoctorSettings, ports: DoctorPorts): Promise<readonly Finding[]> {
  const held = hold(settings.dataDir);
  try {
    return await examineAll(settings, ports, held);
  } finally {
    if (held?.ok === true) held.value.release();
  }
}

/** Every gate makes the lock file, so that where it is missing there is none, and nothing is written. */
function hold(dataDir: string): Result<DataFolder> | null {
  return existsSync(path.join(dataDir, LOCK_FILE)) ? acquireDataFolder(dataDir) : null;
}

async function examineAll(
  settings: DoctorSettings,
  ports: DoctorPorts,
  held: Result<DataFolder> | null,
): Promise<readonly Finding[]> {
  const { dataDir, destination } = settings;
  const { machine, clock } = ports;
  // The gate judges their age by the time that the record knows, whatever the clock was set back to.
  const reference = referenceClockOf(dataDir, clock);
  const [engine, space, inbox, posture, keeping] = await Promise.all([
    examineEngine(settings, { ...ports, clock: reference }, held),
    examineSpace(dataDir, machine),
    destination === null ? null : examineDestination(destination, dataDir, machine),
    examinePosture(machine, clock.now()),
    examineKeeping(dataDir, clock),
  ]);
  const folder = examineDataFolder(dataDir, machine);
  const ledger = glanceAtLedger(dataDir, fileKeyStore(dataDir));
  const unusable = held?.ok === false && held.error.code !== 'data-folder-in-use' ? held.error : null;
  return [
    ...engine.program,
    finding('definitions', engine.definitions),
    ...engine.answers,
    finding('data-folder', unusable === null ? folder : { ...folder, state: 'unusable', error: unusable }),
    finding('signing-key', examineKey(dataDir, machine)),
    finding('ledger', ledger),
    finding('disk-space', space),
    ...(inbox === null ? [] : [finding('destination', inbox)]),
    ...keeping.findings,
    finding(
      'clock',
      examineClock(clock.now(), keeping.latest ?? ledger.newestAt, engine.definitions.builtAt),
    ),
    ...posture,
  ];
}

type ExaminedEngine = Pick<ExaminedServer, 'program' | 'definitions'> & {
  readonly answers: readonly Finding[];
};

/** The engine that a gate would use: the policy's scan server, or a private one of this machine. */
async function examineEngine(
  settings: DoctorSettings,
  ports: DoctorPorts,
  held: Result<DataFolder> | null,
): Promise<ExaminedEngine> {
  const server = scanServerOf(settings, ports.clock);
  if (server !== null) {
    const free = held?.ok === true ? held.value.dir : null;
    const { program, definitions, selfTest } = await examineServer(server, settings.practice, free, ports);
    return { program, definitions, answers: [selfTest] };
  }
  const [program, definitions] = await Promise.all([
    examineProgram(ports),
    examineOwnDefinitions(settings, ports),
  ]);
  const answers = await tryEngine(program, definitions, held, ports);
  return { program, definitions: definitions.facts, answers };
}

/** A running gate's engine takes more than a gigabyte of memory; a second one beside it could cost the gate its own. */
async function tryEngine(
  program: readonly Finding[],
  definitions: ExaminedDefinitions,
  held: Result<DataFolder> | null,
  ports: DoctorPorts,
): Promise<readonly Finding[]> {
  if (held?.ok === false) {
    return [leftOut(held.error.code === 'data-folder-in-use' ? 'gate-running' : 'data-folder')];
  }
  if (program.some(({ level }) => level === 'fault')) return [leftOut('engine')];
  if (definitions.dir === null) return [leftOut('definitions')];
  if (ports.stop?.aborted === true) return [leftOut('stopped')];
  return examineAnswers(definitions.dir, held?.value.dir ?? null, ports);
}
