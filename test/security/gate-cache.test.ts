/** The verdict cache lets files in unscanned: only for the same bytes, name and preset, and only while nothing changed. */

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openVerdictCache } from '../../electron/core/scan/verdict-cache.ts';
import type { CacheCircumstances, CheckedFile } from '../../electron/core/scan/verdict-cache.ts';
import { CLEAN, heldBack, REASONS } from '../../shared/model/verdict.ts';
import type { Judgement } from '../../shared/model/verdict.ts';
import { makeClinic } from '../integration/headless.ts';
import { secondMarker, writePracticeDefinitions } from '../scan/practice-definitions.ts';

const NOW: CacheCircumstances = {
  engine: { engine: 'ClamAV 1.4.6', definitions: '27000', fingerprint: 'aa', builtAt: null, state: 'fresh' },
  policyVersion: 'p',
  inspection: '1',
};
const A = 'a'.repeat(64);
const B = 'b'.repeat(64);

let dir: string;
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'cache-'));
});
afterEach(() => {
  fs.rmSync(dir, { recursive: true, force: true });
});

const checked = (sha256: string | null, at: string, judgement: Judgement | null): CheckedFile => {
  return { entry: { path: at }, sha256, type: 'text/plain', judgement, cached: false, exception: null };
};
function keep(files: readonly CheckedFile[], circumstances = NOW): void {
  const cache = openVerdictCache(dir, circumstances);
  cache.keep(files, 'general');
  cache.close();
}
function finds(
  sha256: string,
  at: string,
  circumstances = NOW,
  preset: 'general' | 'lab' = 'general',
): boolean {
  const cache = openVerdictCache(dir, circumstances);
  const found = cache.find(sha256, at, preset);
  cache.close();
  return found !== null;
}

function replaceByFolder(file: string): void {
  fs.rmSync(file);
  fs.mkdirSync(file);
}

describe('the cache', () => {
  it('remembers what was clean, for its owner alone', () => {
    keep([checked(A, 'in/a.txt', CLEAN)]);
    expect(finds(A, 'in/a.txt')).toBe(true);
    expect((fs.statSync(path.join(dir, 'cache.sqlite')).mode & 0o777).toString(8)).toBe('600');
  });

  it('remembers nothing else, whatever the reason', () => {
    const others = REASONS.map((reason, i) => checked(A, `${i}.txt`, heldBack(reason)));
    keep([...others, checked(A, 'none.txt', null), checked(null, 'unread.txt', CLEAN)]);
    for (const { entry } of others) expect(finds(A, entry.path)).toBe(false);
    expect(finds(A, 'none.txt')).toBe(false);
    expect(finds('', 'unread.txt')).toBe(false);
  });

  it('says nothing of other bytes, another name or another preset: each is judged by rules of its own', () => {
    keep([checked(A, 'a.txt', CLEAN)]);
    for (const [sha256, at] of [
      [B, 'a.txt'],
      [A, 'a.exe'],
      [A, 'A.txt'],
      [A, 'in/a.txt'],
      [A, 'a.txt '],
      [A, 'a.txt\0'],
    ] as const)
      expect(finds(sha256, at)).toBe(false);
    expect(finds(A, 'a.txt', NOW, 'lab')).toBe(false);
    expect(finds(A, 'a.txt')).toBe(true);
  });

  it.each<[string, CacheCircumstances]>([
    ['engine', { ...NOW, engine: { ...NOW.engine, engine: 'ClamAV 1.5.0' } }],
    ['daily definitions', { ...NOW, engine: { ...NOW.engine, definitions: '27001' } }],
    ['definitions beside the daily ones', { ...NOW, engine: { ...NOW.engine, fingerprint: 'bb' } }],
    ['state of the definitions', { ...NOW, engine: { ...NOW.engine, state: 'practice' } }],
    ['policy', { ...NOW, policyVersion: 'q' }],
    ['inspection', { ...NOW, inspection: '2' }],
  ])('forgets everything for another %s, and does not remember it again afterwards', (_what, changed) => {
    keep([checked(A, 'a.txt', CLEAN)]);
    expect(finds(A, 'a.txt', changed)).toBe(false);
    expect(finds(A, 'a.txt')).toBe(false);
  });

  it('remembers nothing that only an exception let in', () => {
    keep([{ ...checked(A, 'a.txt', CLEAN), exception: 'e1' }]);
    expect(finds(A, 'a.txt')).toBe(false);
  });

  it('knows nothing where nobody can tell what the engine has loaded', () => {
    const unknown = { ...NOW, engine: { ...NOW.engine, fingerprint: null } };
    keep([checked(A, 'a.txt', CLEAN)], unknown);
    expect(finds(A, 'a.txt', unknown)).toBe(false);
    expect(fs.readdirSync(dir)).toEqual([]);
  });

  it.each([
    ['no database', (file: string) => fs.writeFileSync(file, 'x'.repeat(5000))],
    ['a folder in its place', replaceByFolder],
  ])('that is broken is thrown away or done without: %s', (_what, spoil) => {
    keep([checked(A, 'a.txt', CLEAN)]);
    for (const name of fs.readdirSync(dir)) if (name !== 'cache.sqlite') fs.rmSync(path.join(dir, name));
    spoil(path.join(dir, 'cache.sqlite'));
    expect(finds(A, 'a.txt')).toBe(false);
    keep([checked(A, 'a.txt', CLEAN)]);
  });
});

it('a list added beside the same definitions is asked about files that were clean before', async () => {
  const clinic = makeClinic();
  try {
    clinic.put('letter.txt', `before ${secondMarker()} after`);
    fs.rmSync(path.join(clinic.definitions, 'second.ndb'), { force: true });
    expect(await clinic.gate()).toMatchObject({ code: 0 });
    expect((await clinic.gate()).files).toMatchObject([{ verdict: 'clean', cached: true }]);
    writePracticeDefinitions(clinic.definitions);
    expect(await clinic.gate()).toMatchObject({ code: 1, files: [{ verdict: 'infected' }] });
  } finally {
    clinic.remove();
  }
});
