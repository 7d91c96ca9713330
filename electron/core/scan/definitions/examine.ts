/** Looks at a folder of definitions as a whole: what it holds, whether it is official, how old it is, may the gate open. */

import { join } from 'node:path';

import type { GateError } from '../../../../shared/errors.ts';
import type { DefinitionsState } from '../../../../shared/model/session.ts';
import { ok, type Result } from '../../../../shared/result.ts';
import type { Clock } from '../../ports.ts';
import { findProgram } from '../programs.ts';
import { verifyContainer, type Container } from './container.ts';
import { readDefinitionsFolder, type DefinitionsFolder } from './folder.ts';
import { decisive, refusal, stateOf } from './state.ts';

export type Definitions = {
  readonly folder: DefinitionsFolder;
  /** Genuine containers; null when anything in the folder is not officially signed. */
  readonly containers: readonly Container[] | null;
  readonly state: DefinitionsState;
  /** Build time of the container whose age counts, ISO 8601; null when unofficial. */
  readonly builtAt: string | null;
  /** Version of daily, as the engine will tell it; null when there is none. */
  readonly daily: number | null;
  /** Why the gate stays closed with these; null when it may open. */
  readonly refusal: GateError | null;
};

export type Examination = {
  readonly dir: string;
  readonly practice: boolean;
  /** Days an administrator allowed for definitions with this fingerprint. */
  readonly extendedTo?: (fingerprint: string) => number | null;
};

/**
 * In practice a forged container is still refused: practice may be unofficial, but never broken. Errors:
 * `definitions-none`, `definitions-extra-files`, `definitions-forged`, `engine-missing` (no sigtool).
 */
export async function examineDefinitions(
  examination: Examination,
  clock: Clock,
): Promise<Result<Definitions>> {
  const { dir, practice } = examination;
  const folder = readDefinitionsFolder(dir, !practice);
  if (!folder.ok) return folder;
  const containers: Container[] = [];
  for (const { name } of folder.value.files.filter((file) => file.kind === 'container')) {
    const sigtool = findProgram('sigtool');
    if (!sigtool.ok) return sigtool;
    const container = await verifyContainer(sigtool.value, join(dir, name), name);
    if (!container.ok) return container;
    containers.push(container.value);
  }
  const official = folder.value.files.every((file) => file.kind !== 'plain') ? containers : null;
  const extendedTo = examination.extendedTo?.(folder.value.fingerprint) ?? null;
  const facts = { containers: official, practice, extendedTo, now: clock.now() };
  const state = stateOf(facts);
  const newest = official === null ? null : decisive(official);
  return ok({
    folder: folder.value,
    containers: official,
    state,
    builtAt: newest === null ? null : new Date(newest.builtAt).toISOString(),
    daily: containers.find((container) => /^daily\.c[vl]d$/.test(container.name))?.version ?? null,
    refusal: refusal(state, facts),
  });
}
