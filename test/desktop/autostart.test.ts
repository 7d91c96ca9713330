import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { desktopEntry, startWithSystem } from '../../electron/hosts/desktop/autostart.ts';
import { placesOf } from '../../electron/hosts/desktop/places.ts';
import { ROOT } from '../house/tree.ts';
import { electronDouble } from './electron-double.ts';

let configDir: string;
beforeEach(() => void (configDir = mkdtempSync(path.join(tmpdir(), 'sekisho-config-'))));
afterEach(() => rmSync(configDir, { recursive: true, force: true }));
const entry = () => path.join(configDir, 'autostart', 'sekisho.desktop');

function startOn(platform: NodeJS.Platform, { packaged = true, entered = false } = {}) {
  const { parts, seen } = electronDouble({ packaged });
  const app = {
    ...parts.app,
    getLoginItemSettings: () => ({
      ...parts.app.getLoginItemSettings(),
      openAtLogin: entered,
      launchItems: entered
        ? [{ name: 'Sekisho', path: 'x', args: [] as string[], scope: 'user' as const, enabled: false }]
        : [],
    }),
  };
  startWithSystem({ app, platform, configDir, program: '/opt/Sekisho/sekisho' });
  return seen.loginItems;
}

test('Linux gets an entry of its own, once, readable by this user', () => {
  startOn('linux');
  expect(readFileSync(entry(), 'utf8')).toContain('Exec="/opt/Sekisho/sekisho" --hidden');
  expect(statSync(entry()).mode & 0o777).toBe(0o600);
  writeFileSync(entry(), 'Hidden=true\n');
  startOn('linux');
  expect(readFileSync(entry(), 'utf8')).toBe('Hidden=true\n');
});

test('a home that cannot be written to is no reason not to start', () => {
  mkdirSync(path.join(configDir, 'autostart', 'sekisho.desktop'), { recursive: true });
  expect(() => startOn('linux')).not.toThrow();
});

test.each(['win32', 'darwin'] as const)(
  '%s is told to start us hidden, unless somebody decided already',
  (platform) => {
    expect(startOn(platform)).toMatchObject([{ openAtLogin: true, args: ['--hidden'] }]);
    expect(startOn(platform, { entered: true })).toEqual([]);
  },
);

test('a checkout starts with nobody', () => {
  expect(startOn('win32', { packaged: false })).toEqual([]);
  startOn('linux', { packaged: false });
  expect(() => statSync(entry())).toThrow();
});

test('a path with odd characters stays one word', () => {
  expect(desktopEntry('/a b/$x%"\\')).toContain('Exec="/a b/\\\\$x%%\\\\"\\\\\\\\" --hidden');
});

test('a package finds its own Node and, on Windows, its own ClamAV; a checkout the pinned one', () => {
  const ground = {
    bundle: '/app/resources/app.asar/out/main',
    resources: '/app/resources',
    env: {},
    args: ['app'],
  };
  const packed = placesOf({ ...ground, packaged: true, platform: 'win32' });
  expect(packed.start).toMatchObject({
    runtime: '/app/resources/runtime/node.exe',
    programs: '/app/resources/clamav',
    practice: false,
    definitionsDir: null,
  });
  expect(placesOf({ ...ground, packaged: true, platform: 'linux' }).start.programs).toBeNull();
  const bundle = path.join(ROOT, 'tmp', 'x', 'out', 'main');
  const checkout = placesOf({ ...ground, bundle, packaged: false, platform: 'linux' });
  expect(checkout.start.runtime).toBe(path.join(ROOT, 'node_modules', 'node', 'bin', 'node'));
});

test('the command line may name folders and practice, as the headless gate’s may', () => {
  const { start } = placesOf({
    ...{ bundle: '/x/out/main', resources: '/x', packaged: false, platform: 'linux', env: {} },
    args: ['app', '--data=/srv/a=b', '--definitions=', '--practice', '--disable-gpu'],
  });
  expect(start).toMatchObject({ dataDir: '/srv/a=b', definitionsDir: null, practice: true });
});
