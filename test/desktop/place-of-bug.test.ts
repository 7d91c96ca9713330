import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { placeOfBug } from '../../electron/core/place-of-bug.ts';
import { program } from '../../scripts/build/bundles.ts';
import { ROOT } from '../house/tree.ts';

/** An error whose stack is what it would be elsewhere. */
function thrownAt(frames: readonly string[], message = 'broken', kind = 'Error'): Error {
  const error = new Error(message);
  const header = message === '' ? kind : `${kind}: ${message}`;
  error.stack = [header, ...frames.map((frame) => `    at ${frame}`)].join('\n');
  return error;
}

describe('the innermost frame that is ours', () => {
  test.each([
    ['a source', 'run (file:///srv/sekisho/electron/core/session/run.ts:64:11)', 'run.ts:64:11'],
    ['shared code', 'file:///srv/sekisho/shared/parse.ts:9:1', 'parse.ts:9:1'],
    [
      'the core in a package',
      'async step (file:///opt/Sekisho/resources/app.asar/out/core/core-process.js:40210:15)',
      'core-process.js:40210:15',
    ],
    [
      'the core on Windows',
      'file:///C:/Program%20Files/Sekisho/resources/app.asar/out/core/core-process.js:7:3',
      'core-process.js:7:3',
    ],
    [
      'a plain path of Windows',
      'start (C:\\Program Files\\Sekisho\\resources\\app.asar\\out\\main\\main.js:12:5)',
      'main.js:12:5',
    ],
    [
      'the headless gate beside the archive',
      'main (file:///opt/Sekisho/resources/app.asar.unpacked/out/cli/sekisho.mjs:9:7)',
      'sekisho.mjs:9:7',
    ],
    [
      'a child beside the archive',
      'file:///opt/Sekisho/resources/app.asar.unpacked/out/children/transfer-child.mjs:3:4',
      'transfer-child.mjs:3:4',
    ],
  ])('%s', (_what, frame, place) => {
    expect(
      placeOfBug(thrownAt(['Object.openSync (node:fs:621:18)', frame, 'x (file:///a/out/core/y.js:1:1)'])),
    ).toBe(place);
  });

  test.each([
    'open (node:internal/fs/promises:1345:25)',
    'get (file:///srv/sekisho/node_modules/better-sqlite3/lib/database.js:1:1)',
    'get (file:///srv/node_modules/package/out/core/index.js:1:1)',
    'run (file:///home/yamada/patient.ts:1:1)',
    'run (file:///home/out/core/%E5%B1%B1%E7%94%B0.js:1:1)',
    'eval (eval at run (file:///srv/electron/core/run.ts:1:1), <anonymous>:1:2)',
    'electron/core/run.ts',
  ])('is never %s', (frame) => {
    expect(placeOfBug(thrownAt([frame]))).toBeNull();
  });

  test('is found behind a code in the name, and without a message', () => {
    const frame = 'file:///srv/shared/parse.ts:9:1';
    expect(placeOfBug(thrownAt([frame], 'odd', 'TypeError [ERR_INVALID_ARG_TYPE]'))).toBe('parse.ts:9:1');
    expect(placeOfBug(thrownAt([frame], ''))).toBe('parse.ts:9:1');
  });

  test('what is no error has none', () => {
    for (const thrown of ['run.ts:1:1', null, undefined, { stack: '    at electron/core/run.ts:1:1' }])
      expect(placeOfBug(thrown)).toBeNull();
    expect(placeOfBug(Object.assign(new Error('no stack'), { stack: undefined }))).toBeNull();
  });
});

describe('a file’s name in the message', () => {
  const name = 'a\n    at open (file:///electron/core/taro-yamada.ts:19:40)';

  test('is never taken for a place', () => {
    expect(placeOfBug(thrownAt(['file:///srv/shared/parse.ts:9:1'], name))).toBe('parse.ts:9:1');
    expect(placeOfBug(thrownAt(['open (node:fs:621:18)'], name))).toBeNull();
  });

  test('also where the message was changed since', () => {
    for (const message of ['', 'changed'])
      expect(placeOfBug(Object.assign(thrownAt([], name), { message }))).toBeNull();
  });
});

describe('in a real bundle', () => {
  let base: string;
  beforeAll(() => {
    mkdirSync(path.join(ROOT, 'tmp'), { recursive: true });
    base = mkdtempSync(path.join(ROOT, 'tmp', 'place-of-bug-'));
  });
  afterAll(() => rmSync(base, { recursive: true, force: true }));

  /** What the desk's log is told when a handler breaks, in a bundle that the build's own settings made. */
  const PROGRAM = `
    import { createDispatch } from '${ROOT}/electron/hosts/dispatch.ts';
    const broken = () => { throw new Error('山田太郎.pdf is odd'); };
    const dispatch = createDispatch({
      handlers: { 'snapshot.read': broken } as never,
      authorise: () => ({ ok: true, value: null }),
      called: () => undefined,
      log: (_level, _event, facts) => console.log(JSON.stringify(facts)),
    });
    await dispatch({ window: 'kiosk', closed: false } as never, 'snapshot.read', {});
  `;

  test.each([
    ['app.asar/out', 'core/core-process.js'],
    ['app.asar.unpacked/out', 'children/transfer-child.mjs'],
  ])('%s/%s', async (out, file) => {
    const entry = path.join(base, 'entry.ts');
    writeFileSync(entry, PROGRAM);
    const folder = path.join(base, 'Taro Yamada', out);
    await build(program(ROOT, folder, entry, file).config);
    const bundle = path.join(folder, file);
    const ran = spawnSync(process.execPath, [bundle], { encoding: 'utf8' });
    const { place } = JSON.parse(ran.stdout) as { place: string };
    const [, name, line] = /^([\w.-]+):(\d+):\d+$/.exec(place) ?? [];
    expect(name).toBe(path.basename(file));
    expect(readFileSync(bundle, 'utf8').split('\n')[Number(line) - 1]).toContain('throw new Error(');
    expect(ran.stdout).not.toContain('Yamada');
    expect(ran.stdout).not.toContain('山田');
  });
});
