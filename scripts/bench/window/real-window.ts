/** The administrator's window in the system's Chromium, over the web host and a data folder with a long record. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';
import { openClinic } from '../../../electron/core/clinic.ts';
import { findChromium } from '../../../electron/core/pack/chromium.ts';
import { systemClock } from '../../../electron/core/system-clock.ts';
import { createFolderMedia } from '../../../electron/hosts/web/folder-media.ts';
import { startWebHost, type WebHost } from '../../../electron/hosts/web/web-host.ts';
import { ROOT } from '../../runtime.mjs';
import { APP } from '../ledger/made-up-record.ts';
import { must } from '../must.ts';

const ADMINISTRATOR = { id: 'bench', name: '計測', secret: 'one passphrase for measuring' } as const;
const GATE_OPENS_MS = 120_000;

async function buildPages(folder: string): Promise<void> {
  const vite = path.join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', '--outDir', folder, '--logLevel', 'warn'];
  const env = { ...process.env, NODE_ENV: 'production' };
  const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'inherit'] });
  await once(child, 'exit');
  if (child.exitCode !== 0) throw new Error('the windows could not be built');
}

/** Gives the record its administrator; one that was given before, in an earlier row of the run, stays. */
async function foundAdministrator(dataDir: string): Promise<void> {
  const clinic = must(openClinic({ dataDir, app: APP }));
  try {
    const { people } = clinic;
    if (must(people.roster()).get(ADMINISTRATOR.id) === undefined)
      must(await people.accounts.found(people.console('bench'), ADMINISTRATOR));
  } finally {
    await clinic.close();
  }
}

/** Starting the engine and testing it takes the machine's whole attention for some seconds. */
async function untilGateIsOpen({ desk }: WebHost): Promise<void> {
  const connection = desk.connect('kiosk');
  const until = systemClock.monotonic() + GATE_OPENS_MS;
  for (;;) {
    const snapshot = must(await desk.handlers['snapshot.read'](connection, {}));
    if (snapshot.gate.state === 'open') break;
    if (systemClock.monotonic() > until) throw new Error(`the gate is ${snapshot.gate.state}`);
    await wait(200);
  }
  desk.disconnect(connection);
}

async function logIn(page: Page): Promise<void> {
  await page.getByLabel('識別子').fill(ADMINISTRATOR.id);
  await page.getByLabel('パスフレーズ', { exact: true }).fill(ADMINISTRATOR.secret);
  await page.getByRole('button', { name: 'ログインする' }).click();
  await page.getByRole('navigation').waitFor();
}

export type RealWindow = { readonly page: Page; close(): Promise<void> };

/** Logged in, the gate open. Everything but `dataDir` is made in `work`. */
export async function openRealWindow(
  work: string,
  dataDir: string,
  definitionsDir: string,
): Promise<RealWindow> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('there is no Chromium');
  const at = (name: string): string => path.join(work, name);
  mkdirSync(at('inbox'), { recursive: true });
  await buildPages(at('pages'));
  await foundAdministrator(dataDir);
  const host = await startWebHost({
    ...{ dataDir, definitionsDir, app: APP, practice: true, to: at('inbox') },
    ...{ mountRoots: [], platform: createFolderMedia(at('media')), choose: null, sample: null },
    ...{ quit: () => undefined, port: 0, pages: at('pages') },
  });
  // Chromium refuses its own sandbox to root; everybody else gets it.
  const chromiumSandbox = process.getuid?.() !== 0;
  const browser = await chromium.launch({ executablePath, chromiumSandbox }).catch(async (cause: unknown) => {
    await host.close();
    throw cause;
  });
  const close = async (): Promise<void> => {
    await browser.close();
    await host.close();
  };
  try {
    await untilGateIsOpen(host);
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'ja-JP' });
    await page.goto(host.addresses.admin);
    await logIn(page);
    return { page, close };
  } catch (cause) {
    await close();
    throw cause;
  }
}
