import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleName, rewritePlaces, startedFiles } from '../../scripts/build/places.ts';
import { writeSampleMedium } from '../../electron/core/sample/medium.ts';
import { writePracticeDefinitions } from '../../scripts/sample/practice-definitions.ts';
import { METHOD_NAMES } from '../../shared/contract.ts';
import { ROOT } from '../house/tree.ts';
import { hasCommand, needs } from '../missing-component.ts';
import { buildAsPacked, type Built } from './built.ts';

const CORE = path.join(ROOT, 'electron', 'core');
let built: Built;
beforeAll(async () => {
  built = await buildAsPacked();
}, 120_000);
afterAll(() => built.remove());

const read = (...parts: string[]): string => readFileSync(path.join(...parts), 'utf8');
/** What a bundle still loads: imports that stand at the beginning of a line, and calls of require. */
const loads = (code: string): string[] =>
  [
    ...code.matchAll(
      /^import .*?from "([^"]+)"|^import "([^"]+)"|\b(?:__)?require\("([^"]+)"\)|\bimport\("([^"]+)"\)/gm,
    ),
  ]
    .map((match) => match.slice(1).find(Boolean) ?? '')
    .map((name) => name.replace(/^node:/, ''));

describe('places', () => {
  const file = path.join(CORE, 'scan', 'a.ts');
  const rewrite = (code: string) => rewritePlaces(code, file, CORE);

  test('a started file is found in its own bundle, also from within a package', () => {
    const { code, started } = rewrite("new Worker(new URL('./b.ts', import.meta.url))");
    expect(started).toEqual([path.join(CORE, 'scan', 'b.ts')]);
    expect(code).toContain("'../children/scan-b.mjs'");
    expect(code).toContain(".replace('/app.asar/', '/app.asar.unpacked/')");
  });

  test('data beside the code is copied along', () => {
    expect(rewrite("join(import.meta.dirname, 'life.json')").read).toEqual([
      path.join(CORE, 'scan', 'life.json'),
    ]);
  });

  test.each([
    "new URL('./data.bin', import.meta.url)",
    'readFileSync(import.meta.filename)',
    'join(import.meta.dirname, name)',
    'new URL(name, import.meta.url)',
  ])('any other use of it fails the build: %s', (code) => {
    expect(() => rewrite(code)).toThrow('uses its own place');
  });

  test('two files of one name do not become one', () => {
    const names = startedFiles(CORE).map((started) => bundleName(CORE, started));
    expect(names).toEqual(
      expect.arrayContaining(['inspect-child.mjs', 'transfer-child.mjs', 'store-integrity-worker.mjs']),
    );
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('bundles', () => {
  test('of every started file there is one beside the archive', () => {
    const expected = startedFiles(CORE).map((file) => bundleName(CORE, file));
    expect(readdirSync(path.join(built.beside, 'children')).sort()).toEqual(expected.sort());
  });

  test('every place that a bundle names is there', () => {
    const core = read(built.inside, 'core', 'core-process.js');
    const named = [...core.matchAll(/new URL\("([^"]+)", import\.meta\.url/g)].map(([, name]) => name ?? '');
    expect(named.length).toBeGreaterThan(4);
    for (const name of named) expect(existsSync(path.resolve(built.beside, 'core', name))).toBe(true);
    expect(core).not.toMatch(/\.ts['"], import\.meta/);
  });

  test.each(['core/core-process.js', 'main/main.js', 'cli/sekisho.mjs'])(
    '%s loads Node’s own modules, native packages and Electron only',
    (file) => {
      const known = new Set([...builtinModules, 'better-sqlite3', 'usb', 'electron']);
      const place = file.startsWith('cli/') ? built.beside : built.inside;
      expect(loads(read(place, file)).filter((name) => !known.has(name))).toEqual([]);
    },
  );

  test('only the main process loads Electron', () => {
    expect(loads(read(built.inside, 'main', 'main.js'))).toContain('electron');
    for (const file of [
      path.join(built.inside, 'core', 'core-process.js'),
      path.join(built.beside, 'cli', 'sekisho.mjs'),
    ])
      expect(loads(read(file))).not.toContain('electron');
  });

  test('the preload loads electron and nothing else, and holds no schema', () => {
    const preload = read(built.inside, 'preload', 'preload.cjs');
    expect(loads(preload)).toEqual(['electron']);
    expect(preload).not.toMatch(/^(?:import|export) /m);
    expect(preload).not.toContain('zod');
    expect(preload.match(/exposeInMainWorld\(/g)).toHaveLength(1);
    expect(preload.length).toBeLessThan(8000);
  });

  test('the preload gives a page call and on, for the contract’s names, and nothing else', async () => {
    const exposed: [string, Record<string, (...args: unknown[]) => unknown>][] = [];
    const invoked: unknown[] = [];
    const electron = {
      contextBridge: { exposeInMainWorld: (name: string, api: never) => void exposed.push([name, api]) },
      ipcRenderer: { invoke: (channel: string) => (invoked.push(channel), Promise.resolve({ ok: true })) },
    };
    runInNewContext(read(built.inside, 'preload', 'preload.cjs'), {
      require: (name: string) => (name === 'electron' ? electron : undefined),
    });
    expect(exposed.map(([name, api]) => [name, Object.keys(api).sort()])).toEqual([
      ['sekisho', ['call', 'on']],
    ]);
    for (const method of [...METHOD_NAMES, 'eval', 'sendSync']) await exposed[0]?.[1]['call']?.(method, {});
    expect(invoked).toEqual(METHOD_NAMES.map((method) => `call:${method}`));
  });

  test('the parser of hostile bytes holds no way to start a program or reach a network', () => {
    const loaded = loads(read(built.beside, 'children', 'inspect-child.mjs'));
    expect(loaded.length).toBeGreaterThan(3);
    for (const name of [
      'child_process',
      'net',
      'tls',
      'dgram',
      'http',
      'https',
      'http2',
      'worker_threads',
      'cluster',
      'inspector',
    ])
      expect(loaded).not.toContain(name);
  });
});

test('a gate that was bundled and laid out as in a package gates a medium with its own children', async (context) => {
  needs(context, 'clamd', hasCommand('clamd'));
  const at = (name: string): string => path.join(built.base, name);
  for (const name of ['medium', 'inbox', 'data']) mkdirSync(at(name));
  const expected = await writeSampleMedium(at('medium'));
  writePracticeDefinitions(at('definitions'));
  const cli = path.join(built.beside, 'cli', 'sekisho.mjs');
  const folders = [
    '--from',
    at('medium'),
    '--to',
    at('inbox'),
    '--data',
    at('data'),
    '--definitions',
    at('definitions'),
  ];
  const ran = spawnSync(process.execPath, [cli, 'gate', ...folders, '--practice', '--json'], {
    encoding: 'utf8',
  });
  const lines = ran.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const verdicts = (reason: unknown) => lines.filter((line) => line['reason'] === reason).length;
  expect(lines.at(-1)).toMatchObject({ event: 'finished', files: { total: expected.length } });
  expect(verdicts('signature')).toBeGreaterThan(0);
  expect(verdicts('engine-error')).toBe(0);
  const verified = spawnSync(process.execPath, [cli, 'audit', 'verify', '--data', at('data')], {
    encoding: 'utf8',
  });
  expect(verified.status).toBe(0);
});
