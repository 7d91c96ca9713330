/**
 * The app itself, in Electron. Its runtime is no package and cannot be downloaded on every machine, build machines among
 * them, so that this suite alone may be skipped there too; everything it looks at is tested elsewhere with a double.
 */

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, type TestContext } from 'vitest';
import { buildDesktop } from '../../scripts/build/build.ts';
import { electronProgram } from '../../scripts/build/electron-program.ts';
import { writePracticeDefinitions } from '../../scripts/sample/practice-definitions.ts';
import { ROOT } from '../house/tree.ts';

const program = electronProgram(ROOT);
function runs(context: Pick<TestContext, 'skip'>): void {
  if (program === null) context.skip("Electron's runtime is not on this machine and could not be downloaded");
}

describe('in Electron', () => {
  let base: string;
  let app: ElectronApplication;
  let kiosk: Page;
  beforeAll(async () => {
    if (program === null) return;
    mkdirSync(path.join(ROOT, 'tmp'), { recursive: true });
    base = mkdtempSync(path.join(ROOT, 'tmp', 'electron-'));
    await buildDesktop(ROOT, path.join(base, 'out'));
    writePracticeDefinitions(path.join(base, 'definitions'));
    const data = `--data=${path.join(base, 'data')}`;
    app = await _electron.launch({
      executablePath: program,
      args: [
        path.join(base, 'out', 'main', 'main.js'),
        ...[data, `--definitions=${path.join(base, 'definitions')}`, '--practice'],
        `--user-data-dir=${path.join(base, 'chromium')}`,
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    });
    kiosk = await app.firstWindow();
    await kiosk.waitForLoadState();
  }, 120_000);
  afterAll(async () => {
    if (program === null) return;
    // Quitting asks for an administrator; there is none yet.
    await app.evaluate(({ app: real }) => real.quit()).catch(() => undefined);
    await app.close().catch(() => undefined);
    rmSync(base, { recursive: true, force: true });
  });

  test('the kiosk is our page in the whole screen', async (context) => {
    runs(context);
    expect(kiosk.url()).toBe('app://sekisho/index.html#/kiosk');
    const kiosks = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => [window.isKiosk(), window.isVisible()]),
    );
    expect(kiosks).toEqual([[true, true]]);
  });

  test('its page has the client and nothing of Node or Electron', async (context) => {
    runs(context);
    const has = await kiosk.evaluate(() => ({
      client: Object.keys((window as unknown as { sekisho: object }).sekisho).sort(),
      others: ['require', 'process', 'module', 'global', 'Buffer', 'ipcRenderer', 'electron'].filter(
        (name) => name in window,
      ),
    }));
    expect(has).toEqual({ client: ['call', 'on'], others: [] });
  });

  test('it speaks with the core, as a kiosk', async (context) => {
    runs(context);
    const call = (method: string) =>
      kiosk.evaluate(
        (name) =>
          (window as unknown as { sekisho: { call(m: string, i: object): Promise<unknown> } }).sekisho.call(
            name,
            {},
          ),
        method,
      );
    await expect(call('snapshot.read')).resolves.toMatchObject({
      ok: true,
      value: { host: 'desktop', practice: true },
    });
    await expect(call('settings.read')).resolves.toMatchObject({ error: { code: 'not-allowed' } });
    await expect(call('eval')).resolves.toMatchObject({ ok: false });
  });

  test('it reaches no network, opens no window, goes nowhere', async (context) => {
    runs(context);
    const tried = await kiosk.evaluate(async () => {
      const fetched = await fetch('https://example.com').then(
        () => 'fetched',
        () => 'refused',
      );
      const opened = window.open('https://example.com') === null ? 'refused' : 'opened';
      window.location.href = 'https://example.com/';
      return [fetched, opened];
    });
    expect(tried).toEqual(['refused', 'refused']);
    expect(kiosk.url()).toBe('app://sekisho/index.html#/kiosk');
    expect(app.windows()).toHaveLength(1);
  });

  test('closing it leaves it there', async (context) => {
    runs(context);
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    expect(app.windows()).toHaveLength(1);
  });

  test('the core wrote its record for nobody else to read', async (context) => {
    runs(context);
    const ledger = path.join(base, 'data', 'ledger.sqlite');
    await expect.poll(() => existsSync(ledger), { timeout: 30_000 }).toBe(true);
    expect(readFileSync(ledger).toString('latin1', 0, 15)).toBe('SQLite format 3');
  });
});
