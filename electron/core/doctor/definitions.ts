/** Which definitions the gate would open with, how old they are, and whether it would. */

import { existsSync } from 'node:fs';
import path from 'node:path';

import type { ErrorCode, GateError } from '../../../shared/errors.ts';
import type { FindingFacts } from '../../../shared/model/finding.ts';
import { SYSTEM_DEFINITIONS } from '../scan/definitions/seed.ts';
import { definitionsStatus, type DefinitionsStatus } from '../scan/definitions/status.ts';
import { readCurrentSet } from '../scan/definitions/store.ts';
import type { DoctorPorts, DoctorSettings } from './settings.ts';

/** `dir`: the folder that was looked at; null when there is none that an engine could try. */
export type ExaminedDefinitions = {
  readonly facts: FindingFacts['definitions'];
  readonly dir: string | null;
};

/** Faults that stay when the gate takes the signed files out of the operating system's folder; others go with the rest. */
const TAKEN_OVER_TOO: readonly ErrorCode[] = [
  'definitions-forged',
  'definitions-expired',
  'definitions-future',
  'definitions-none',
  'engine-missing',
];

/** Takes nothing over and writes nothing, unlike the gate's first start. */
export async function examineOwnDefinitions(
  settings: DoctorSettings,
  ports: DoctorPorts,
): Promise<ExaminedDefinitions> {
  const { dataDir, definitionsDir, practice } = settings;
  const system = definitionsDir === null ? waitingInSystem(settings) : null;
  const status = await definitionsStatus(
    { dataDir, definitionsDir: definitionsDir ?? system, practice, systemDefinitions: [] },
    ports,
  );
  if (!status.ok) {
    if (system !== null && !TAKEN_OVER_TOO.includes(status.error.code)) return untouched(system);
    return { facts: refused(status.error, null), dir: null };
  }
  const { dir, refusal } = status.value;
  if (system === null || (refusal !== null && TAKEN_OVER_TOO.includes(refusal.code)))
    return { facts: judge(status.value, practice), dir };
  return { facts: { ...told(status.value), state: 'system', error: null }, dir };
}

/** The operating system's folder that the first start would take definitions from; null when the gate has its own. */
function waitingInSystem({ dataDir, systemDefinitions = SYSTEM_DEFINITIONS }: DoctorSettings): string | null {
  const current = readCurrentSet(dataDir);
  if (!current.ok || current.value !== null) return null;
  const holds = (dir: string, base: string): boolean =>
    ['cvd', 'cld'].some((ending) => existsSync(path.join(dir, `${base}.${ending}`)));
  return systemDefinitions.find((dir) => holds(dir, 'main') && holds(dir, 'daily')) ?? null;
}

function judge(status: DefinitionsStatus, practice: boolean): FindingFacts['definitions'] {
  const { state, refusal } = status;
  if (refusal !== null) return refused(refusal, status);
  const facts = { ...told(status), error: null };
  if (state === 'fresh' || state === 'aging') return { ...facts, state };
  return { ...facts, state: practice || state === 'practice' ? 'practice' : 'extended' };
}

const told = (status: DefinitionsStatus | null): Omit<FindingFacts['definitions'], 'state' | 'error'> => ({
  age: status?.state ?? null,
  builtAt: status?.builtAt ?? null,
  days: status?.days ?? null,
  files: status?.files.length ?? null,
});

const refused = (error: GateError, status: DefinitionsStatus | null): FindingFacts['definitions'] => ({
  ...told(status),
  state: 'refused',
  error,
});

const untouched = (dir: string): ExaminedDefinitions => ({
  facts: { ...told(null), state: 'system', error: null },
  dir,
});
