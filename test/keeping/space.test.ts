import { expect, it } from 'vitest';

import { diskSpace, levelOf } from '../../electron/core/keeping/space.ts';
import { temporaryFolder } from '../audit/data-folder.ts';

const LIMITS = { lowDiskBytes: 1000, fullDiskBytes: 100 };

it.each([
  [null, 'unknown'],
  [0, 'full'],
  [99, 'full'],
  [100, 'low'],
  [999, 'low'],
  [1000, 'ok'],
])('%s bytes free: %s', (free, level) => {
  expect(levelOf(free, LIMITS)).toBe(level);
});

it('asks the disk of each folder once', async () => {
  const folder = temporaryFolder();
  const spaces = await diskSpace([folder, `${folder}/.`, `${folder}/gone`], LIMITS);
  expect(spaces).toHaveLength(2);
  expect(spaces[0]!.free).toBeGreaterThan(0);
  expect(spaces[1]).toMatchObject({ free: null, level: 'unknown' });
});
