/** What every Scanner must do, the real engine and the fake alike. Its definitions know EICAR. */

import { afterAll, beforeEach, describe, expect, test } from 'vitest';

import type { Scanner, StagedBytes } from '../../electron/core/ports.ts';
import { eicar } from '../scan/practice-definitions.ts';
import { makeStagedFiles, type StagedFiles } from '../scan/staged-files.ts';

export function scannerConformance(name: string, makeScanner: () => Promise<Scanner> | Scanner): void {
  describe(`${name} as a scanner`, () => {
    const staged: StagedFiles = makeStagedFiles();
    let made: Scanner | null = null;
    let scanner: Scanner;
    // Made with the first test that runs: where all are skipped, none is started.
    beforeEach(async () => {
      made ??= await makeScanner();
      scanner = made;
    });
    afterAll(async () => {
      await made?.close();
      staged.remove();
    });
    const scanAll = (files: readonly StagedBytes[]): Promise<string[]> =>
      Promise.all(files.map(async (file) => (await scanner.scan(file)).verdict));

    test('tells a clean file from an infected one within one pack', async () => {
      const files = staged.pack(['a letter', eicar(), 'another letter']);
      expect(await scanAll(files)).toEqual(['clean', 'infected', 'clean']);
    });

    test('looks at exactly the bytes it was given, not at their neighbours', async () => {
      const [whole] = staged.pack([`before${eicar()}after`]);
      const { path, sha256 } = whole!;
      const parts = [
        { path, sha256, offset: 0, length: 6 },
        { path, sha256, offset: 6, length: 68 },
        { path, sha256, offset: 7, length: 67 },
        { path, sha256, offset: 74, length: 5 },
      ];
      expect(await scanAll(parts)).toEqual(['clean', 'infected', 'clean', 'clean']);
    });

    test('an empty file is clean', async () => {
      expect(await scanAll(staged.pack(['', 'x']))).toEqual(['clean', 'clean']);
    });

    test('finds a signature at the end of a file that is larger than any buffer', async () => {
      const filling = Buffer.alloc(3 * 1024 * 1024, 'a');
      const infected = staged.file(Buffer.concat([filling, Buffer.from(eicar(), 'latin1')]));
      const packed = staged.pack([
        Buffer.alloc(700_000, 'b'),
        Buffer.concat([filling, Buffer.from(eicar(), 'latin1')]),
      ]);
      expect(await scanAll([infected, ...packed])).toEqual(['infected', 'clean', 'infected']);
    });

    test('gives each of many files its own verdict', async () => {
      const contents = Array.from({ length: 1000 }, (_, i) => (i % 97 === 5 ? eicar() : `file number ${i}`));
      const verdicts = await scanAll(staged.pack(contents));
      expect(verdicts).toEqual(contents.map((_, i) => (i % 97 === 5 ? 'infected' : 'clean')));
    });

    test('a file that staging does not hold in full is not clean', async () => {
      const good = staged.file('short');
      const verdicts = await Promise.all([
        scanner.scan({ ...good, length: 6 }),
        scanner.scan({ ...good, offset: 5, length: 1 }),
        scanner.scan({ ...good, path: `${good.path}-missing` }),
        scanner.scan({ ...good, path: staged.dir }),
      ]);
      for (const judgement of verdicts) {
        expect(judgement).toMatchObject({ verdict: 'unscannable', reason: 'engine-error' });
      }
    });

    test('settles its verdicts, and scans on afterwards', async () => {
      const file = staged.file('once more');
      expect((await scanner.scan(file)).verdict).toBe('clean');
      expect(await scanner.settle()).toEqual({ ok: true, value: undefined });
      expect((await scanner.scan(file)).verdict).toBe('clean');
      expect(await scanner.settle()).toEqual({ ok: true, value: undefined });
    });

    test('once closed, nothing is clean and nothing settles', async () => {
      const closed = await makeScanner();
      const file = staged.file('too late');
      const underWay = closed.scan(file);
      await closed.close();
      expect(['clean', 'unscannable']).toContain((await underWay).verdict);
      expect(await closed.scan(file)).toMatchObject({ verdict: 'unscannable', reason: 'engine-error' });
      expect((await closed.settle()).ok).toBe(false);
      expect((await closed.lost).code).toBe('engine-lost');
    });
  });
}
