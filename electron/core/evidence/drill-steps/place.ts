/** A drill's own place below the data folder: a made-up clinic with media and an inbox, away from everything that counts. */

import fs from 'node:fs';
import path from 'node:path';

import { gateError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { eicar } from '../../scan/canaries.ts';

export type Place = {
  readonly dataDir: string;
  readonly inbox: string;
  /** A folder that stands for a medium. Made only when it is needed: it may hold the test virus. */
  medium(name: 'test-virus' | 'plain'): string;
  remove(): void;
};

const PREFIX = 'drill-';
/** Enough that a session is really under way when something happens to it, and read in a moment. */
const PLAIN_FILES = 32;
const PLAIN_LINES = 2_000;

/**
 * Inside the data folder, because that is closed to others (0700) and is what a machine's own antivirus is told to leave
 * alone. What a killed drill left is removed first. `data-folder-unusable {reason}` where it cannot be made.
 */
export function makePlace(dataDir: string): Result<Place> {
  try {
    for (const name of fs.readdirSync(dataDir))
      if (name.startsWith(PREFIX)) fs.rmSync(path.join(dataDir, name), { recursive: true, force: true });
    const base = fs.mkdtempSync(path.join(dataDir, PREFIX));
    const at = (name: string): string => path.join(base, name);
    fs.mkdirSync(at('inbox'), { mode: 0o700 });
    return ok({
      dataDir: at('data'),
      inbox: at('inbox'),
      medium(name) {
        fs.mkdirSync(at(name), { mode: 0o700 });
        if (name === 'test-virus') fs.writeFileSync(path.join(at(name), 'test-virus.txt'), eicar());
        else
          for (let i = 1; i <= PLAIN_FILES; i += 1)
            fs.writeFileSync(path.join(at(name), `${i}.txt`), page(i));
        return at(name);
      },
      remove: () => fs.rmSync(base, { recursive: true, force: true }),
    });
  } catch (thrown) {
    const reason = (thrown as NodeJS.ErrnoException).code ?? 'unknown';
    return err(gateError('data-folder-unusable', { part: 'drill', reason }));
  }
}

const page = (n: number): string => `Drill, page ${n}: nothing on it is real.\n`.repeat(PLAIN_LINES);
