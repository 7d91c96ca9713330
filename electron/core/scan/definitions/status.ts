/** Describes the definitions in use for `definitions status` and `doctor`, also where the gate would refuse them. */

import type { GateError } from '../../../../shared/errors.ts';
import { ok, type Result } from '../../../../shared/result.ts';
import type { DefinitionsState } from '../../../../shared/model/session.ts';
import { chooseDefinitions, type EngineSettings } from '../engine.ts';
import type { EnginePorts } from '../launch.ts';
import type { Definitions } from './examine.ts';
import { ageInDays } from './state.ts';

/** `version`, `builtAt`, `signatures` of signed containers; null for plain lists. Times ISO 8601; `bytes` of the file. */
export type DefinitionsStatus = {
  readonly dir: string;
  readonly state: DefinitionsState;
  readonly builtAt: string | null;
  readonly days: number | null;
  readonly fingerprint: string;
  /** Why the gate would not open with them; null when it would. */
  readonly refusal: GateError | null;
  readonly files: readonly {
    readonly name: string;
    readonly bytes: number;
    readonly sha256: string;
    readonly version: number | null;
    readonly signatures: number | null;
    readonly builtAt: string | null;
  }[];
};

export type StatusSettings = Pick<
  EngineSettings,
  'dataDir' | 'definitionsDir' | 'practice' | 'systemDefinitions' | 'clamdPath'
>;

/** Errors: those of an examination that cannot even describe what is there: `definitions-none`, `-forged`, `-changed`, `-extra-files`. */
export async function definitionsStatus(
  settings: StatusSettings,
  ports: EnginePorts,
): Promise<Result<DefinitionsStatus>> {
  const strict = await chooseDefinitions({ ...settings, practice: false }, ports);
  if (strict.ok)
    return ok(describe(strict.value, settings.practice ? null : strict.value.refusal, ports.clock.now()));
  if (strict.error.code !== 'definitions-unofficial') return strict;
  const loose = await chooseDefinitions({ ...settings, practice: true }, ports);
  if (!loose.ok) return loose;
  return ok(describe(loose.value, settings.practice ? null : strict.error, ports.clock.now()));
}

function describe(definitions: Definitions, refusal: GateError | null, now: number): DefinitionsStatus {
  const { folder, state, builtAt, containers } = definitions;
  return {
    dir: folder.dir,
    state,
    builtAt,
    days: builtAt === null ? null : Math.floor(ageInDays(Date.parse(builtAt), now)),
    fingerprint: folder.fingerprint,
    refusal,
    files: folder.files.map(({ name, bytes, sha256 }) => {
      const container = containers?.find((each) => each.name === name);
      return {
        name,
        bytes,
        sha256,
        version: container?.version ?? null,
        signatures: container?.signatures ?? null,
        builtAt: container === undefined ? null : new Date(container.builtAt).toISOString(),
      };
    }),
  };
}
