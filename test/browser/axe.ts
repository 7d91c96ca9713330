/// <reference lib="dom" />
/** Asks axe about a page as it stands; loaded once a page, because loading it takes longer than asking. */

import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** As the debugger, which no policy of the page's stops. */
export const bringAxe = (page: Page): Promise<unknown> => page.evaluate(axe.source);

/** Each finding with the first element that it is about. */
export const askAxe = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const { axe: asked } = globalThis as unknown as { axe: typeof axe };
    const { violations } = await asked.run(document, { resultTypes: ['violations'], preload: false });
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
  });
