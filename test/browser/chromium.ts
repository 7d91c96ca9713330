/** The system's Chromium, driven without a window. */

import { chromium, type Browser } from 'playwright-core';
import { findChromium } from '../../electron/core/pack/chromium.ts';

const found = findChromium();

export const hasChromium = found !== null;

export function startChromium(): Promise<Browser> {
  if (found === null) throw new Error('no Chromium');
  // Chromium refuses its own sandbox to root; everybody else gets it.
  return chromium.launch({ executablePath: found, chromiumSandbox: process.getuid?.() !== 0 });
}
