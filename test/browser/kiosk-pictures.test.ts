/**
 * Opens every screen of the kiosk in a real browser: pictures in both languages and sizes, nothing cut off (also at
 * double size), axe without a finding, no text that nobody translated, nothing that the policy had to stop.
 */

import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { en } from '../../renderer/i18n/en.ts';
import { ja } from '../../renderer/i18n/ja.ts';
import { pseudoTexts } from '../../renderer/i18n/pseudo.ts';
import type { Language } from '../../renderer/i18n/texts.ts';
import { visible } from '../../shared/visible.ts';
import { createCamera } from './camera.ts';
import { answer, installFakeHost, tell, violations, type Answers } from './fake-host.ts';
import { askAxe, bringAxe } from './axe.ts';
import { look, readAll } from './looks.ts';
import { renderedWindows } from './rendered.ts';
import { SCENES, type Scene } from './scenes.ts';
import { during, HELD, OPEN, RECEIPT } from './snapshots.ts';

const SIZES = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 800 },
] as const;
const TEXTS = { ja, en, 'en-XA': pseudoTexts(en) } as const;
const NAMES = ['田中 花子', '佐藤 美咲', '鈴木 一郎', '高橋 由美', '伊藤 健', '渡辺 院長'];
const WHO = { person: 'tanaka', name: NAMES[0]!, role: 'staff', duty: null } as const;
const ANSWERS: Answers = {
  'people.choose': NAMES.map((name, n) => ({ id: n === 0 ? 'tanaka' : `person-${n}`, name })),
  'session.files': HELD,
  'receipt.read': RECEIPT,
};

const windows = renderedWindows();

async function open(language: Language): Promise<Page> {
  const { browser, address } = windows();
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const page = await context.newPage();
  await installFakeHost(page, OPEN, ANSWERS);
  await page.goto(`${address}#/kiosk?lang=${language}`);
  await page.locator('h1').waitFor();
  await page.evaluate(() => document.fonts.ready);
  return page;
}

function textOf(language: Language, keys: readonly string[]): string {
  let value: unknown = TEXTS[language];
  for (const key of keys) value = (value as Record<string, unknown>)[key];
  if (typeof value !== 'string') throw new Error(`no text: ${keys.join('.')}`);
  return value;
}

/** Between two scenes: another session, after which the window remembers nothing of the one before. */
const BETWEEN = during({ id: 'ffffffffffff', missing: [] }, { seq: -1 });

/** What a scene shows by itself; the page is not loaded anew, because that would take most of the time. */
async function show(page: Page, language: Language, scene: Scene): Promise<void> {
  await answer(page, 'kiosk.who', null);
  await tell(page, BETWEEN);
  await page.getByRole('progressbar').waitFor();
  await answer(page, 'kiosk.who', scene.identified === true ? WHO : null);
  await answer(page, 'kiosk.identify', { ...WHO, duty: scene.duty === true ? 'change-secret' : null });
  await tell(page, scene.snapshot);
  for (const press of scene.press ?? []) {
    if ('type' in press) await page.keyboard.type(press.type);
    else {
      const name = 'choose' in press ? NAMES[0]! : textOf(language, press.text);
      await page.getByRole('button', { name }).click();
    }
  }
  // The pointer rests where it changes no button's looks.
  await page.mouse.move(1, 1);
}

const LONG_MS = 180_000;

describe('every screen of the kiosk', () => {
  test.each(['ja', 'en'] as const)(
    'is whole at both sizes and at double size, and axe finds nothing (%s)',
    async (language) => {
      const page = await open(language);
      const take = await createCamera(page);
      if (language === 'ja') await bringAxe(page);
      const faults: string[] = [];
      for (const scene of SCENES) {
        await show(page, language, scene);
        for (const size of SIZES) {
          await take(language, size, scene.name);
          const found = await look(page, { mayScroll: false });
          faults.push(...found.map((fault) => `${scene.name} ${size.width}: ${fault}`));
        }
        if (language === 'ja')
          faults.push(...(await askAxe(page)).map((fault) => `${scene.name} axe: ${fault}`));
        // Double size in a browser is half the room, measured in the page's own pixels.
        await page.setViewportSize({ width: 640, height: 400 });
        const found = await look(page, { mayScroll: true });
        faults.push(...found.map((fault) => `${scene.name} at double size: ${fault}`));
      }
      expect(faults).toEqual([]);
      expect(await violations(page)).toEqual([]);
      await page.context().close();
    },
    LONG_MS,
  );

  test(
    'says nothing that was not translated, and has room for longer words',
    async () => {
      const page = await open('en-XA');
      await page.setViewportSize(SIZES[1]);
      const faults: string[] = [];
      for (const scene of SCENES) {
        await show(page, 'en-XA', scene);
        const raw = (await readAll(page)).filter((text) => !isTranslated(text) && !isData(text));
        faults.push(...raw.map((text) => `${scene.name}: not translated: ${text}`));
        const found = await look(page, { mayScroll: true });
        faults.push(...found.map((fault) => `${scene.name}: ${fault}`));
      }
      expect(faults).toEqual([]);
      await page.context().close();
    },
    LONG_MS,
  );
});

/** What pseudo() makes of a text: in brackets, and longer. */
const isTranslated = (text: string): boolean => text.startsWith('[') && text.endsWith('~]');

/** What came off the medium or out of the settings, and so is shown as it is. */
const DATA = new Set(
  [
    OPEN.clinic.name,
    OPEN.clinic.contact,
    ...NAMES,
    'SanDisk Ultra',
    'KENSA',
    'USB-03',
    'CD',
    'CT_2026-11-22',
    '紹介状',
    '20261122-140512_KENSA_3f9a1c',
  ].concat(HELD.lines.map(({ path: name }) => visible(name))),
);
const isData = (text: string): boolean => DATA.has(text) || /^[\d\s.,:/]+$/.test(text);
