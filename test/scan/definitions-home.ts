/** A data folder with a ledger, into which tests import definitions. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  importDefinitions,
  type ImportPorts,
  type ImportReport,
} from '../../electron/core/scan/definitions/import.ts';
import { definitionsStatus } from '../../electron/core/scan/definitions/status.ts';
import { definitionsHome } from '../../electron/core/scan/definitions/store.ts';
import type { Clock } from '../../electron/core/ports.ts';
import type { Result } from '../../shared/result.ts';
import { FakeLedger } from '../fakes/fake-ledger.ts';
import { machineClock } from './clocks.ts';
import { log, temporaryFolder } from './engine-set-up.ts';

export function makeHome(clock: Clock = machineClock) {
  const dataDir = temporaryFolder();
  const ledger = new FakeLedger(() => clock.now());
  const take = (source: string, more: Partial<ImportPorts> = {}): Promise<Result<ImportReport>> =>
    importDefinitions(
      { dataDir, source, origin: 'folder', staff: 'administrator' },
      { clock, log, ledger, ...more },
    );
  /** Everything that counts: names and bytes of all files, but for the trial engine's own folder. */
  const snapshot = (): string => {
    const dir = definitionsHome(dataDir);
    if (!existsSync(dir)) return '';
    const names = (readdirSync(dir, { recursive: true }) as string[]).sort();
    return names
      .filter((name) => /\.[a-z]+$/.test(name))
      .map((name) => `${name} ${readFileSync(join(dir, name)).toString('base64')}`)
      .join('\n');
  };
  const status = () =>
    definitionsStatus(
      { dataDir, definitionsDir: null, practice: false, systemDefinitions: [] },
      { clock, log },
    );
  return { dataDir, ledger, take, snapshot, status };
}
