/** Opens the administrator's window over a fake host and brings a scene about, without loading the page anew. */

import type { Browser, Page } from 'playwright-core';
import { en } from '../../renderer/i18n/en.ts';
import { ja } from '../../renderer/i18n/ja.ts';
import { pseudoTexts } from '../../renderer/i18n/pseudo.ts';
import type { Language } from '../../renderer/i18n/texts.ts';
import type { MethodName } from '../../shared/contract.ts';
import { WHO, type AdminScene, type Step } from './admin-scenes.ts';
import { answerAll, fail, installFakeHost, tell } from './fake-host.ts';
import { AT, OPEN } from './snapshots.ts';

const TEXTS = { ja, en, 'en-XA': pseudoTexts(en) } as const;

/** A text of the administrator's window, with its placeholders filled; the singular where there is one. */
export function adminText(
  language: Language,
  keys: readonly string[],
  params: Readonly<Record<string, string>> = {},
): string {
  let value: unknown = TEXTS[language].admin;
  for (const [at, key] of keys.entries()) {
    const group = value as Record<string, unknown>;
    const last = at === keys.length - 1;
    const plural = last && params['n'] === '1' ? group[`${key}_one`] : undefined;
    value = plural ?? group[key] ?? group[`${key}_other`];
  }
  if (typeof value !== 'string') throw new Error(`no text: ${keys.join('.')}`);
  return value.replace(/\{\{(\w+)\}\}/g, (_, name: string) => params[name] ?? '');
}

export async function openAdmin(
  browser: Browser,
  address: string,
  language: Language,
  as: AdminScene['as'],
): Promise<Page> {
  const context = await browser.newContext({
    reducedMotion: 'reduce',
    viewport: { width: 1280, height: 800 },
  });
  const page = await context.newPage();
  await page.clock.setFixedTime(new Date(Date.parse(AT) + 60_000));
  await installFakeHost(page, { ...OPEN, founding: as === 'founder' }, WHO[as]);
  await page.goto(`${address}#/admin/account?lang=${language}`);
  await page.locator('h1').waitFor();
  await page.evaluate(() => document.fonts.ready);
  return page;
}

/** What a page's heading begins with: its title, or the title with something behind it. */
const headingOf = (language: Language, place: string): string =>
  adminText(language, [place, 'title']).replace(/(?: ~)+\]$/, '');

async function take(page: Page, language: Language, step: Step): Promise<void> {
  if ('fill' in step) {
    await page.getByLabel(adminText(language, step.fill), { exact: true }).fill(step.text);
    return;
  }
  const name = adminText(language, step.press, step.with);
  await page.getByRole('button', { name, exact: true }).first().click();
}

const settled = (page: Page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

export async function showAdmin(page: Page, language: Language, scene: AdminScene): Promise<void> {
  await answerAll(page, { ...WHO[scene.as], ...scene.answers });
  for (const [method, error] of Object.entries(scene.failures ?? {})) {
    await fail(page, method as MethodName, error);
  }
  if (scene.place !== undefined) {
    // Another page in between, so that nothing of the scene before is left.
    await page.evaluate(`location.hash = '#/admin/account?lang=${language}'`);
    await page.locator('h1', { hasText: headingOf(language, 'account') }).waitFor();
  }
  const founding = scene.as === 'founder';
  await tell(page, { ...(scene.snapshot ?? OPEN), founding });
  if (scene.place !== undefined) {
    await page.evaluate(`location.hash = '#/admin/${scene.place}?lang=${language}'`);
    await page.locator('h1', { hasText: headingOf(language, scene.place.split('/')[0]!) }).waitFor();
  }
  for (const step of scene.steps ?? []) await take(page, language, step);
  await page.mouse.move(1, 1);
  await settled(page);
}
