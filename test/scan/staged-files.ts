/** Staged bytes for tests: many small contents in one pack file, or one file of its own. */

import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { StagedBytes } from '../../electron/core/ports.ts';

export type StagedFiles = {
  readonly dir: string;
  /** Puts contents behind each other into one staging file. */
  pack(contents: readonly (string | Buffer)[]): StagedBytes[];
  /** A staging file that holds nothing else. */
  file(content: string | Buffer): StagedBytes;
  remove(): void;
};

export function makeStagedFiles(): StagedFiles {
  const dir = mkdtempSync(join(tmpdir(), 'staged-'));
  let made = 0;
  const pack = (contents: readonly (string | Buffer)[]): StagedBytes[] => {
    made += 1;
    const path = join(dir, `pack-${made}`);
    const parts = contents.map((content) => Buffer.from(content as string, 'latin1'));
    writeFileSync(path, Buffer.concat(parts), { mode: 0o600 });
    let offset = 0;
    return parts.map((part) => {
      const staged = {
        path,
        offset,
        length: part.length,
        sha256: createHash('sha256').update(part).digest('hex'),
      };
      offset += part.length;
      return staged;
    });
  };
  return {
    dir,
    pack,
    file(content) {
      const [staged] = pack([content]);
      if (staged === undefined) throw new Error('one content gives one staged file');
      return staged;
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}
