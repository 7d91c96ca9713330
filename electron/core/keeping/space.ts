/** Says in time that a disk fills up: a ledger that cannot be written closes the gate. */

import path from 'node:path';

import type { Settings } from '../../../shared/model/settings.ts';
import type { SpaceLevel } from '../../../shared/model/status.ts';
import { freeBytes } from '../transfer/destination.ts';

/** `unknown`: the system does not say (some network shares). `low`: tell the administrator. `full`: about to stop. */
export type { SpaceLevel };
export type FolderSpace = {
  readonly folder: string;
  readonly free: number | null;
  readonly level: SpaceLevel;
};

type Limits = Pick<Settings['keeping'], 'lowDiskBytes' | 'fullDiskBytes'>;

export function levelOf(free: number | null, { lowDiskBytes, fullDiskBytes }: Limits): SpaceLevel {
  if (free === null) return 'unknown';
  if (free < fullDiskBytes) return 'full';
  return free < lowDiskBytes ? 'low' : 'ok';
}

/** `folders`: data folder, inbox, backups; each once, in order. */
export async function diskSpace(
  folders: readonly string[],
  limits: Limits,
  free: (folder: string) => Promise<number | null> = freeBytes,
): Promise<readonly FolderSpace[]> {
  const each = [...new Set(folders.map((folder) => path.resolve(folder)))];
  return Promise.all(
    each.map(async (folder) => {
      const bytes = await free(folder);
      return { folder, free: bytes, level: levelOf(bytes, limits) };
    }),
  );
}
