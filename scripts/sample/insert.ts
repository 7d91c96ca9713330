/** Inserts the sample medium where the web host watches: written aside, then there all at once, as a stick is. */

import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../runtime.mjs';
import { writeSampleMedium } from '../../electron/core/sample/medium.ts';

/** Everything that `npm run web` keeps when no folders are named. */
export const WEB_BASE = path.join(ROOT, 'tmp', 'web');
export const WEB_MEDIA = path.join(WEB_BASE, 'media');

const NAME = 'SAMPLE';

/** Pulls out the sample that was inserted before. Under a name with a dot nothing counts as inserted. Gives its folder. */
export async function insertSample(root: string): Promise<string> {
  mkdirSync(root, { recursive: true });
  const aside = mkdtempSync(path.join(root, '.incoming-'));
  const target = path.join(root, NAME);
  await writeSampleMedium(path.join(aside, NAME));
  rmSync(target, { recursive: true, force: true });
  renameSync(path.join(aside, NAME), target);
  rmSync(aside, { recursive: true });
  return target;
}
