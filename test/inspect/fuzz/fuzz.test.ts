import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { inspectStaged } from '../../../electron/core/inspect/inspect-staged.ts';
import { dice, mutant } from '../../../scripts/fuzz/mutate.ts';
import { seeds } from '../../../scripts/fuzz/seeds.ts';
import { foundByZipfile, writeAll } from '../../../scripts/fuzz/unpackers.ts';
import { eicar } from '../../scan/practice-definitions.ts';

const MUTANTS = 500;

it('no mutated file is called clean out of which an unpacker gets the test virus', async () => {
  const virus = Buffer.from(eicar());
  const from = seeds(virus);
  const roll = dice(20261122);
  const files = Array.from({ length: MUTANTS }, () => mutant(from.map(({ bytes }) => bytes), roll)); // prettier-ignore
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
  try {
    const paths = writeAll(folder, [...from.map(({ bytes }) => bytes), ...files]);
    const found = foundByZipfile(paths, virus);
    expect(found.size).toBeGreaterThan(100);
    for (const [at, path] of paths.entries()) {
      const bytes = at < from.length ? from[at]!.bytes : files[at - from.length]!;
      for (const name of ['a.zip', 'a.docx', 'a.pdf', 'IM1']) {
        const request = {
          path: name,
          name,
          preset: 'general' as const,
          bytes: { path, offset: 0, length: bytes.length },
        };
        const { judgement } = await inspectStaged(request);
        if (found.has(path)) expect(judgement.verdict, `mutant ${at} as ${name}`).not.toBe('clean');
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
