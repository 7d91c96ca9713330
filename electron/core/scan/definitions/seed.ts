/** First start: takes over the operating system's definitions if they are official, so that the gate need not wait for an update. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { ok, type Result } from '../../../../shared/result.ts';
import type { EnginePorts } from '../launch.ts';
import { importDefinitions } from './import.ts';

/** Where packages of ClamAV keep their definitions. */
export const SYSTEM_DEFINITIONS: readonly string[] =
  process.platform === 'win32'
    ? ['C:\\Program Files\\ClamAV\\database']
    : ['/var/lib/clamav', '/opt/homebrew/var/lib/clamav', '/usr/local/var/lib/clamav'];

export type SeedSettings = {
  readonly dataDir: string;
  readonly clamdPath?: string;
  readonly systemDefinitions?: readonly string[];
};

/** True when a set was taken over. Definitions that do not stand the import's checks are left alone: there is then no set. */
export async function seedFromSystem(settings: SeedSettings, ports: EnginePorts): Promise<Result<boolean>> {
  for (const source of settings.systemDefinitions ?? SYSTEM_DEFINITIONS) {
    if (!['main', 'daily'].every((base) => hasContainer(source, base))) continue;
    const { dataDir, clamdPath } = settings;
    const request = { dataDir, source, origin: 'system', staff: null } as const;
    const seeded = await importDefinitions(
      { ...request, ...(clamdPath === undefined ? {} : { clamdPath }) },
      { ...ports, ledger: null },
    );
    ports.log('info', 'definitions.seed', { taken: seeded.ok, code: seeded.ok ? null : seeded.error.code });
    if (seeded.ok) return ok(true);
  }
  return ok(false);
}

const hasContainer = (dir: string, base: string): boolean =>
  ['cvd', 'cld'].some((ending) => existsSync(join(dir, `${base}.${ending}`)));
