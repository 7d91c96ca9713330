/**
 * Draws the desktop's icons (electron/hosts/desktop/icons) from the paths below: an SVG to look at and a PNG to ship, since
 * no tray takes SVG. To be run after a change here; needs Chromium.
 */

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { drawing, STATES, type Drawing } from './draw-icons/drawings.ts';
import { ROOT } from './runtime.mjs';

const CHROMIUM = '/usr/bin/chromium';
const FOLDER = path.join(ROOT, 'electron', 'hosts', 'desktop', 'icons');

/** Trays draw at 16 to 32 px and scale down well; installers and Linux desktops want 512. */
const drawings: readonly (Drawing & { readonly pixels: number })[] = [
  ...STATES.map((state) => ({ ...drawing(state), pixels: 32 })),
  { ...drawing('app'), pixels: 512 },
];

// Chromium refuses its own sandbox to root; everybody else gets it.
const browser = await chromium.launch({
  executablePath: CHROMIUM,
  chromiumSandbox: process.getuid?.() !== 0,
});
try {
  for (const { name, svg, pixels } of drawings) {
    writeFileSync(path.join(FOLDER, `${name}.svg`), `${svg}\n`);
    const page = await browser.newPage({ viewport: { width: pixels, height: pixels } });
    await page.setContent(
      `<style>*{margin:0}svg{display:block;width:${pixels}px;height:${pixels}px}</style>${svg}`,
    );
    await page.screenshot({ path: path.join(FOLDER, `${name}.png`), omitBackground: true });
    await page.close();
  }
} finally {
  await browser.close();
}
