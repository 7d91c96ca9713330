/** Opens the engine for the gate: which definitions, may it open with them, then a launch. */

import { join } from 'node:path';

import { gateError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { examineDefinitions, type Definitions } from './definitions/examine.ts';
import { readExtension } from './definitions/extension.ts';
import { seedFromSystem } from './definitions/seed.ts';
import { readCurrentSet } from './definitions/store.ts';
import { launchEngine, type Engine, type EnginePorts } from './launch.ts';
import { findProgram } from './programs.ts';
import type { Deadlines } from './scan-client.ts';
import { sweepStaleEngine } from './stale-engine.ts';

export type { Engine, EnginePorts } from './launch.ts';

export type EngineSettings = {
  /** `<data>`; the engine uses `<data>/engine`, and `<data>/definitions` unless told otherwise. */
  readonly dataDir: string;
  /** Folder of definitions, used as it is and never written to; null for the gate's own. */
  readonly definitionsDir: string | null;
  /** Let unofficial or old definitions be used; everything is then marked as practice. */
  readonly practice: boolean;
  readonly deadlines?: Deadlines;
  /** Where clamd is, when not on PATH or in the usual places. */
  readonly clamdPath?: string;
  readonly startAllowedMs?: number;
  readonly refuseOlderThanDays?: number | null;
  /** Folders of the operating system's own definitions, looked at when the gate has none yet. */
  readonly systemDefinitions?: readonly string[];
};

/**
 * Errors: `engine-missing`, `engine-start-failed`, `engine-start-timeout`, `engine-selftest-failed`, `engine-lost`,
 * `definitions-none`, `-unofficial`, `-extra-files`, `-forged`, `-expired`, `-future`, `-load-failed`, `-changed`,
 * `data-folder-unusable`. Nothing runs after an error.
 */
export async function startEngine(settings: EngineSettings, ports: EnginePorts): Promise<Result<Engine>> {
  const clamd = settings.clamdPath === undefined ? findProgram('clamd') : ok(settings.clamdPath);
  if (!clamd.ok) return clamd;
  const engineDir = join(settings.dataDir, 'engine');
  // An import that was killed may have left the engine it tried the definitions with.
  sweepStaleEngine(join(engineDir, 'scratch'));
  const definitions = await chooseDefinitions(settings, ports);
  if (!definitions.ok) return definitions;
  if (definitions.value.refusal !== null) return err(definitions.value.refusal);
  const { practice, deadlines, startAllowedMs, refuseOlderThanDays } = settings;
  return launchEngine(
    {
      clamd: clamd.value,
      engineDir,
      definitions: definitions.value,
      anyAge: practice,
      ...(deadlines === undefined ? {} : { deadlines }),
      ...(startAllowedMs === undefined ? {} : { startAllowedMs }),
      ...(refuseOlderThanDays === undefined ? {} : { refuseOlderThanDays }),
    },
    ports,
  );
}

/** Examines the folder that was named, or the gate's own set, seeded from the operating system's when there is none. */
export async function chooseDefinitions(
  settings: Pick<
    EngineSettings,
    'dataDir' | 'definitionsDir' | 'practice' | 'systemDefinitions' | 'clamdPath'
  >,
  ports: EnginePorts,
): Promise<Result<Definitions>> {
  const { dataDir, definitionsDir, practice } = settings;
  if (definitionsDir !== null) return examineDefinitions({ dir: definitionsDir, practice }, ports.clock);
  let current = readCurrentSet(dataDir);
  if (current.ok && current.value === null) {
    const seeded = await seedFromSystem(settings, ports);
    if (!seeded.ok) return seeded;
    current = readCurrentSet(dataDir);
  }
  if (!current.ok) return current;
  if (current.value === null) return err(gateError('definitions-none'));
  const { dir, fingerprint } = current.value;
  const extension = readExtension(dataDir);
  const definitions = await examineDefinitions({ dir, practice, extendedTo: extension }, ports.clock);
  if (definitions.ok && definitions.value.folder.fingerprint !== fingerprint) {
    return err(gateError('definitions-changed', { dir }));
  }
  return definitions;
}
