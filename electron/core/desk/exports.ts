/** Files that are made for people: kept in <data>/exports until the host has handed them over, and never longer than a start. */

import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { gateError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Finished } from './ports.ts';

const FOLDER = 'exports';

export type Exports = {
  /** A place for a file of this name, in a folder of its own. `export-failed {reason}` when it cannot be made. */
  place(name: string): Result<Finished>;
};

export function createExports(dataDir: string): Exports {
  const home = path.join(dataDir, FOLDER);
  return {
    place(name) {
      const folder = path.join(home, randomBytes(8).toString('hex'));
      try {
        fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
      } catch (thrown) {
        const reason = (thrown as NodeJS.ErrnoException).code ?? 'unknown';
        return err(gateError('export-failed', { reason }));
      }
      const discard = (): void => fs.rmSync(folder, { recursive: true, force: true });
      return ok({ path: path.join(folder, name), name, discard });
    },
  };
}

/** What an earlier run made and nobody took. Only for the holder of the data folder. */
export const sweepExports = (dataDir: string): void =>
  fs.rmSync(path.join(dataDir, FOLDER), { recursive: true, force: true });
