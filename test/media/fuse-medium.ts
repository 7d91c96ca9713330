/** Media with faults for tests; what it takes to mount them. */

import { spawnSync } from 'node:child_process';
import type { TestContext } from 'vitest';
import { hasCommand, hasPythonModule, needs } from '../missing-component.ts';

export { mountFuse } from '../../scripts/media/fuse-medium.ts';
export type { Fault, FuseMedium, MediumOptions, MediumStats } from '../../scripts/media/fuse-medium.ts';

export function needsFuse(context: Pick<TestContext, 'skip'>): void {
  const device = spawnSync('test', ['-w', '/dev/fuse']).status === 0;
  needs(context, 'FUSE (fuse3 and a kernel that has it)', hasCommand('fusermount3') && device);
  needs(context, 'python3-fusepy', hasPythonModule('fusepy'));
}
