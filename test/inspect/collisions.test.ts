import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { collisions, fold } from '../../electron/core/inspect/collisions.ts';
import { admit, type SafePath } from '../../electron/core/inspect/names.ts';

const safe = (path: string): SafePath => {
  const admitted = admit(path);
  if (!admitted.ok) throw new Error(`not a safe path: ${path}`);
  return admitted.value;
};
const found = (...paths: string[]): Record<string, string> => Object.fromEntries(collisions(paths.map(safe)));

describe('collisions', () => {
  it('finds none among names that differ', () => {
    expect(found('a/b', 'a/c', 'b/b', 'IM1', 'IM2')).toEqual({});
  });

  it('names both sides of a pair that differs in case or composition', () => {
    expect(found('a/X.txt', 'a/x.TXT', 'a/y')).toEqual({ 'a/X.txt': 'a/x.TXT', 'a/x.TXT': 'a/X.txt' });
    expect(found('が.txt', '\u304b\u3099.txt')).toEqual({
      'が.txt': '\u304b\u3099.txt',
      '\u304b\u3099.txt': 'が.txt',
    });
    expect(Object.keys(found('Ａ', 'ａ', 'Σ', 'ς'))).toHaveLength(4);
  });

  it('counts two folders that fall together for everything below both', () => {
    expect(found('Data/a', 'data/sub/b', 'other/c')).toEqual({ 'Data/a': 'data', 'data/sub/b': 'Data' });
    expect(Object.keys(found('D/S/1', 'd/s/2', 'd/t/3'))).toEqual(['D/S/1', 'd/s/2', 'd/t/3']);
  });

  it('counts three spellings of one folder', () => {
    expect(Object.keys(found('ab/1', 'aB/2', 'AB/3')).sort()).toEqual(['AB/3', 'aB/2', 'ab/1']);
  });

  it('finds a file that falls together with a folder', () => {
    expect(found('x/1', 'X')).toEqual({ X: 'x', 'x/1': 'X' });
  });

  it('finds the very same path given twice', () => {
    expect(found('a', 'a')).toEqual({ a: 'a' });
  });

  it('agrees with comparing every pair of prefixes', () => {
    const part = fc.constantFrom('a', 'A', 'b', 'が', '\u304b\u3099', 'ß', 'SS');
    const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
    const prefixes = (p: string): string[] => p.split('/').map((_, i, all) => all.slice(0, i + 1).join('/'));
    fc.assert(
      fc.property(fc.uniqueArray(path, { maxLength: 12 }), (paths) => {
        const expected = paths.filter((one) =>
          paths.some(
            (other) =>
              other !== one &&
              prefixes(one).some((x) =>
                prefixes(other).some((y) => fold(x) === fold(y) && (x !== y || x === one || y === other)),
              ),
          ),
        );
        expect(new Set(collisions(paths.map(safe)).keys())).toEqual(new Set(expected));
      }),
    );
  });

  it('takes a hundred thousand paths', () => {
    const paths = Array.from({ length: 100_000 }, (_, i) => safe(`DICOM/PAT${i % 500}/SE${i % 2000}/IM${i}`));
    expect(collisions(paths).size).toBe(0);
    expect(collisions([...paths, safe('dicom/x')]).size).toBe(100_001);
  });
});
