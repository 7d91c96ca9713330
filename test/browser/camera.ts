/** Takes pictures of a page into out/pictures: hundreds a run, so quickly rather than small. */

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { ROOT } from '../../scripts/runtime.mjs';

const PICTURES = path.join(ROOT, 'out', 'pictures');

export type Size = { readonly width: number; readonly height: number };
export type Camera = (language: string, size: Size, name: string) => Promise<void>;

/**
 * Gives the page the size and saves what it then shows. Chromium squeezes a picture for 0.2 s unless it is told to hurry,
 * which Playwright's own way does not offer.
 */
export async function createCamera(page: Page): Promise<Camera> {
  const browser = await page.context().newCDPSession(page);
  return async (language, size, name) => {
    await page.setViewportSize(size);
    const folder = path.join(PICTURES, `${language}-${size.width}x${size.height}`);
    mkdirSync(folder, { recursive: true });
    const { data } = await browser.send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true });
    writeFileSync(path.join(folder, `${name}.png`), data, 'base64');
  };
}
