/**
 * Opens every page of the administrator's window in a real browser: pictures in both languages and sizes, nothing cut
 * off (also at double size), axe without a finding, nothing that the policy had to stop.
 */

import { describe, expect, test } from 'vitest';
import { lookAdmin } from './admin-looks.ts';
import { openAdmin, showAdmin } from './admin-pages.ts';
import { AUDITOR, DUTIES, LOGGED_IN, NOBODY, WIZARD, type AdminScene } from './admin-scenes.ts';
import { askAxe, bringAxe } from './axe.ts';
import { createCamera } from './camera.ts';
import { violations } from './fake-host.ts';
import { renderedWindows } from './rendered.ts';

const SIZES = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 800 },
] as const;
/** Scenes of one group share a page. */
const GROUPS: readonly (readonly AdminScene[])[] = [
  NOBODY,
  [DUTIES[0]!],
  [DUTIES[1]!],
  LOGGED_IN,
  AUDITOR,
  WIZARD,
];

const windows = renderedWindows();

const LONG_MS = 180_000;

describe('every page of the administrator', () => {
  test.concurrent.each(['ja', 'en'] as const)(
    'is whole at both sizes and at double size, and axe finds nothing (%s)',
    async (language) => {
      const { browser, address } = windows();
      const faults: string[] = [];
      for (const group of GROUPS) {
        const page = await openAdmin(browser, address, language, group[0]!.as);
        const take = await createCamera(page);
        if (language === 'ja') await bringAxe(page);
        for (const scene of group) {
          await page.setViewportSize(SIZES[1]);
          await showAdmin(page, language, scene);
          if (language === 'ja')
            faults.push(...(await askAxe(page)).map((fault) => `${scene.name} axe: ${fault}`));
          for (const size of SIZES.toReversed()) {
            await take(language, size, scene.name);
            const found = await lookAdmin(page);
            faults.push(...found.map((fault) => `${scene.name} ${size.width}: ${fault}`));
          }
          // Double size in a browser is half the room, measured in the page's own pixels.
          await page.setViewportSize({ width: 640, height: 400 });
          const found = await lookAdmin(page);
          faults.push(...found.map((fault) => `${scene.name} at double size: ${fault}`));
        }
        expect(await violations(page)).toEqual([]);
        await page.context().close();
      }
      expect(faults).toEqual([]);
    },
    LONG_MS,
  );
});
