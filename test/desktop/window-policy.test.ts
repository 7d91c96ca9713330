import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { windows } from '../../scripts/build/bundles.ts';
import { ORIGIN, serveFolder } from '../../electron/hosts/desktop/lockdown.ts';
import type { WindowKind } from '../../shared/contract/method.ts';
import { hasChromium, startChromium } from '../browser/chromium.ts';
import { ROOT } from '../house/tree.ts';
import { needs } from '../missing-component.ts';
import { snapshot } from './snapshots.ts';

/** Chromium stands in for Electron's window: the same engine, our own answers with our own headers, no network. */
const STAND_IN = 'https://sekisho.test';

let base: string;
let browser: Browser | null = null;
beforeAll(async () => {
  mkdirSync(path.join(ROOT, 'tmp'), { recursive: true });
  base = mkdtempSync(path.join(ROOT, 'tmp', 'windows-'));
  await build(windows(ROOT, base));
  if (hasChromium) browser = await startChromium();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  rmSync(base, { recursive: true, force: true });
});

/** What a page does under the policy: what it breaks, what it asks for, and what it shows. */
async function visit(kind: WindowKind) {
  const page = await browser!.newPage();
  const faults: string[] = [];
  const asked: string[] = [];
  const serve = serveFolder(path.join(base, 'renderer'));
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.route('**/*', async (route) => {
    const url = route.request().url();
    asked.push(url);
    const answer = await serve(new Request(url.replace(STAND_IN, ORIGIN)));
    await route.fulfill({
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    });
  });
  await page.addInitScript((told) => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`policy: ${violatedDirective} ${blockedURI}`),
    );
    const call = (method: string) =>
      Promise.resolve(method === 'snapshot.read' ? { ok: true, value: told } : { ok: true, value: null });
    Object.assign(window, { sekisho: { call, on: () => () => undefined } });
  }, snapshot());
  await page.goto(`${STAND_IN}/index.html#/${kind}`);
  await page.waitForFunction(() => (document.getElementById('root')?.innerText ?? '').length > 10);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  return { page, faults, asked };
}

for (const kind of ['kiosk', 'admin'] as const)
  test(`the ${kind} window works under the desktop’s policy and asks for nothing else`, async (context) => {
    needs(context, 'Chromium', browser !== null);
    const { page, faults, asked } = await visit(kind);
    expect(faults).toEqual([]);
    expect(asked.filter((url) => !url.startsWith(`${STAND_IN}/`))).toEqual([]);
    await page.close();
  });

test('the policy holds: no script in the page, no network, no evaluation', async (context) => {
  needs(context, 'Chromium', browser !== null);
  const { page, faults } = await visit('kiosk');
  const tried = await page.evaluate(async () => {
    const inline = document.createElement('script');
    inline.textContent = 'window.broken = true';
    document.body.append(inline);
    const fetched = await fetch('https://sekisho.test/index.html').then(
      () => 'fetched',
      () => 'refused',
    );
    return [fetched, 'broken' in window];
  });
  expect(tried).toEqual(['refused', false]);
  expect(faults.join('\n')).toMatch(/script-src[^]*connect-src|connect-src[^]*script-src|default-src/);
  await page.close();
});

test('the tray’s wish to quit opens the kiosk’s own question for the administrator, every time', async (context) => {
  needs(context, 'Chromium', browser !== null);
  const { page } = await visit('kiosk');
  for (let time = 0; time < 2; time += 1) {
    await page.evaluate(() => void (window.location.hash = '#/kiosk/exit'));
    await page.getByRole('button', { name: 'Sekisho を終了する' }).waitFor();
    expect(new URL(page.url()).hash).toBe('#/kiosk');
  }
  await page.close();
});
