/** A disk that really fills up: a small tmpfs mounted on a folder. */

import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import type { TestContext } from 'vitest';
import { needs } from '../missing-component.ts';

export type SmallDisk = { unmount(): void };

export function needsMounts(context: Pick<TestContext, 'skip'>): void {
  const mounting = process.platform === 'linux' && process.getuid?.() === 0;
  needs(context, 'root on Linux, to mount a small disk', mounting);
}

export function mountSmallDisk(folder: string, kibibytes: number): SmallDisk {
  mkdirSync(folder, { recursive: true });
  const run = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kibibytes}k`, 'sekisho-small', folder], {
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(`mount: ${run.stderr}`);
  return { unmount: () => void spawnSync('umount', ['-l', folder]) };
}
