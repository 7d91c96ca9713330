/** A folder of practice definitions for tests: the sample's own (EICAR) and a second marker, plain and inside archives. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  PRACTICE_SIGNATURE,
  writePracticeDefinitions as writeSampleDefinitions,
} from '../../scripts/sample/practice-definitions.ts';

export { eicar } from '../../scripts/sample/eicar.ts';
export const EICAR_SIGNATURE = PRACTICE_SIGNATURE;

/** A harmless text that practice definitions take for a virus; for tests that must tell two signatures apart. */
export const secondMarker = (): string => ['SEKISHO', 'PRACTICE', 'MARKER', '7f3a91c2'].join('-');
export const SECOND_SIGNATURE = 'Practice.Second-Marker.UNOFFICIAL';

/** Writes them into `dir`, made if missing. */
export function writePracticeDefinitions(dir: string): string {
  writeSampleDefinitions(dir);
  const marker = Buffer.from(secondMarker(), 'latin1').toString('hex');
  writeFileSync(join(dir, 'second.ndb'), `Practice.Second-Marker:0:*:${marker}\n`);
  return dir;
}

/** A new folder in the temporary directory; call `remove` when done. */
export function makePracticeDefinitions(): { dir: string; remove(): void } {
  const dir = mkdtempSync(join(tmpdir(), 'practice-definitions-'));
  writePracticeDefinitions(dir);
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}
