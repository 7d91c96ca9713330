/** A folder of definitions is trusted by the engine as a whole: whatever could take detections away is refused by name. */

import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { readDefinitionsFolder, stampOf } from '../../electron/core/scan/definitions/folder.ts';
import { endAfterEach, practiceDefinitions, temporaryFolder } from '../scan/engine-set-up.ts';

endAfterEach();

describe('refused, in practice too', () => {
  test.each([
    'x.ign2',
    'x.ign',
    'x.fp',
    'x.sfp',
    'x.wdb',
    'x.cfg',
    'x.crb',
    'x.cbc',
    'x.cud',
    'x.info',
    'x.yar',
    'x.pwdb',
    'x.ftm',
    'notes.txt',
    'clamd.conf',
    '.hidden.ndb',
    'X.CVD',
    'a b.ndb',
    'x.ndb~',
    'daily.cvd.tmp',
    '-x.ndb',
    'x\ny.ndb',
  ])('%j', (name) => {
    const dir = practiceDefinitions();
    writeFileSync(join(dir, name), '');
    expect(readDefinitionsFolder(dir, false)).toMatchObject({
      ok: false,
      error: { code: 'definitions-extra-files', params: { file: name } },
    });
  });

  test('a link, even to a good file', () => {
    const dir = practiceDefinitions();
    symlinkSync(join(dir, 'practice.ndb'), join(dir, 'linked.ndb'));
    expect(readDefinitionsFolder(dir, false)).toMatchObject({
      error: { code: 'definitions-extra-files', params: { cause: 'link' } },
    });
  });

  test('a folder and a FIFO that are named like definitions', () => {
    const dir = practiceDefinitions();
    mkdirSync(join(dir, 'folder.ndb'));
    expect(readDefinitionsFolder(dir, false)).toMatchObject({
      error: { params: { file: 'folder.ndb', cause: 'not-a-file' } },
    });
    rmSync(join(dir, 'folder.ndb'), { recursive: true });
    execFileSync('mkfifo', [join(dir, 'pipe.ndb')]);
    expect(readDefinitionsFolder(dir, false)).toMatchObject({
      error: { params: { file: 'pipe.ndb', cause: 'not-a-file' } },
    });
  });
});

test('plain lists are for practice only', () => {
  const dir = practiceDefinitions();
  expect(readDefinitionsFolder(dir, true)).toMatchObject({ error: { code: 'definitions-unofficial' } });
  expect(readDefinitionsFolder(dir, false).ok).toBe(true);
});

test('nothing there, and nothing but a signature of nothing', () => {
  const dir = temporaryFolder();
  expect(readDefinitionsFolder(dir, false)).toMatchObject({ error: { code: 'definitions-none' } });
  expect(readDefinitionsFolder(join(dir, 'missing'), false)).toMatchObject({
    error: { code: 'definitions-none' },
  });
  writeFileSync(join(dir, 'daily.cvd.sign'), '');
  expect(readDefinitionsFolder(dir, true)).toMatchObject({ error: { code: 'definitions-none' } });
});

describe('a change is seen', () => {
  test.each<[string, (dir: string) => void]>([
    ['a file more', (dir) => writeFileSync(join(dir, 'more.ndb'), 'x')],
    ['a file less', (dir) => rmSync(join(dir, 'second.ndb'))],
    [
      'the same bytes written again, and the time set back',
      (dir) => {
        const path = join(dir, 'second.ndb');
        linkSync(path, join(dir, 'aside'));
        rmSync(path);
        linkSync(join(dir, 'aside'), path);
        rmSync(join(dir, 'aside'));
        utimesSync(path, 0, 0);
      },
    ],
  ])('%s', (_, change) => {
    const dir = practiceDefinitions();
    const before = readDefinitionsFolder(dir, false);
    if (!before.ok) throw new Error(before.error.code);
    expect(stampOf(dir)).toEqual({ ok: true, value: before.value.stamp });
    change(dir);
    expect(stampOf(dir)).not.toEqual({ ok: true, value: before.value.stamp });
  });
});
