/** What a test does when a part it needs is not installed: on a build machine it fails, elsewhere it says so and is skipped. */

import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import type { TestContext } from 'vitest';
import { PYTHON } from '../scripts/media/fuse-medium.ts';

export { PYTHON };

export function needs(context: Pick<TestContext, 'skip'>, component: string, present: boolean): void {
  if (present) return;
  if (process.env['CI'] === 'true') throw new Error(`missing on a build machine: ${component}`);
  context.skip(`needs ${component}`);
}

export function hasCommand(command: string): boolean {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).concat('/usr/sbin', '/sbin');
  return folders.some((folder) => {
    try {
      accessSync(path.join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

export const hasPythonModule = (module: string): boolean =>
  spawnSync(PYTHON, ['-c', `import ${module}`]).status === 0;
