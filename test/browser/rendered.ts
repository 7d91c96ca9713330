/** A browser and the built windows served to it, for the suites that put a fake host before them. */

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { needs } from '../missing-component.ts';
import { hasChromium, startChromium } from './chromium.ts';
import { serveRenderer, type Served } from './served-renderer.ts';

/** To be called once at the top of a suite; what it gives is there while a test runs. */
export function renderedWindows(): () => { readonly browser: Browser; readonly address: string } {
  let browser: Browser | undefined;
  let served: Served | undefined;
  beforeAll(async () => {
    if (!hasChromium) return;
    [browser, served] = await Promise.all([startChromium(), serveRenderer()]);
  });
  afterAll(async () => {
    await browser?.close();
    served?.close();
  });
  beforeEach((context) => needs(context, 'Chromium', hasChromium));
  return () => {
    if (browser === undefined || served === undefined) throw new Error('no browser');
    return { browser, address: served.address };
  };
}
