/** Definitions for practice mode: they know EICAR and nothing else, so they must never open the gate for real work. */

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { eicar } from './eicar.ts';

/** As the engine reports it: `.UNOFFICIAL` is added to whatever no official signature vouches for. */
export const PRACTICE_SIGNATURE = 'Sekisho.Practice.Eicar.UNOFFICIAL';

/**
 * Writes the definitions into `folder` (made if need be) and gives the file's path. A body signature (any type of
 * file, any offset), not a hash: a hash would miss EICAR with a line end, in a text or behind a compression.
 */
export function writePracticeDefinitions(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'practice.ndb');
  const name = PRACTICE_SIGNATURE.replace(/\.UNOFFICIAL$/, '');
  writeFileSync(file, `${name}:0:*:${Buffer.from(eicar(), 'latin1').toString('hex')}\n`);
  return file;
}
