/** Walks the kiosk as people do, with keys alone or a card, against a host that answers from a list; and its receipt. */

import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { gateError } from '../../shared/errors.ts';
import { hasChromium } from './chromium.ts';
import {
  answer,
  fail,
  failFromTheBeginning,
  installFakeHost,
  printed,
  takeCalls,
  tell,
  violations,
} from './fake-host.ts';
import { look } from './looks.ts';
import { renderedWindows } from './rendered.ts';
import { after, during, FACTS, HELD, medium, OPEN, RECEIPT, reason, SESSION, UNTOLD } from './snapshots.ts';

const windows = renderedWindows();
let page: Page;
beforeEach(async () => {
  const { browser, address } = windows();
  page = await browser.newPage({ reducedMotion: 'reduce', viewport: { width: 1280, height: 800 } });
  await installFakeHost(page, OPEN, {
    'people.choose': [
      { id: 'sato', name: '佐藤 美咲' },
      { id: 'tanaka', name: '田中 花子' },
    ],
    'session.files': HELD,
    'receipt.read': RECEIPT,
  });
  await page.goto(`${address}#/kiosk`);
  await page.getByRole('heading', { name: 'USBメモリやCDを入れてください' }).waitFor();
});
afterEach(async () => {
  if (!hasChromium) return;
  expect(await violations(page)).toEqual([]);
  await page.close();
});

const heading = (name: string) => page.getByRole('heading', { name, exact: true });
/** Presses Tab until the button with that name has the focus. */
async function tabTo(name: string): Promise<void> {
  const wanted = page.getByRole('button', { name });
  for (let n = 0; n < 40; n += 1) {
    await page.keyboard.press('Tab');
    if (await wanted.evaluate((element) => element === element.ownerDocument.activeElement)) return;
  }
  throw new Error(`no Tab leads to ${name}`);
}
const TOLD = { presetChosen: true, facts: FACTS, missing: [] } as const;

describe('with keys alone', () => {
  test('from the name to the purpose, and each answer goes to the core', async () => {
    await tell(page, during({}));
    await heading('どなたですか').waitFor();
    await page.keyboard.press('Shift+Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toContain('田中 花子');
    await page.keyboard.press('Enter');
    await heading('田中 花子さんの暗証番号').waitFor();
    await answer(page, 'kiosk.identify', { person: 'tanaka', name: '田中 花子', role: 'staff', duty: null });
    await page.keyboard.type('482915');
    await page.keyboard.press('Enter');
    await heading('どこから来たものですか').waitFor();
    expect(await takeCalls(page)).toEqual([
      { method: 'kiosk.identify', input: { identifier: 'tanaka', secret: '482915', session: SESSION.id } },
    ]);

    await tabTo('紹介元の病院・診療所');
    await page.keyboard.press('Enter');
    await tell(page, during({ facts: { ...FACTS, purpose: null }, missing: ['purpose'] }));
    await heading('中身は何ですか').waitFor();
    await tabTo('画像のCD・USB');
    await page.keyboard.press('Space');
    await tell(page, during({ ...TOLD, facts: { ...FACTS, purpose: null }, missing: ['purpose'] }));
    await heading('何に使いますか').waitFor();
    await tabTo('検査結果を見る');
    await page.keyboard.press('Enter');
    await tell(page, during(TOLD));
    await heading('ウイルスチェック中です').waitFor();
    expect(await takeCalls(page)).toEqual([
      { method: 'facts.tell', input: { session: SESSION.id, facts: { origin: 'referring-hospital' } } },
      { method: 'preset.choose', input: { session: SESSION.id, preset: 'imaging' } },
      { method: 'facts.tell', input: { session: SESSION.id, facts: { purpose: '検査結果を見る' } } },
    ]);
  });

  test('a result is read file by file, printed and put away', async () => {
    await tell(
      page,
      after({
        outcome: 'partial',
        files: { total: 10, released: 2, blocked: 8 },
        reasons: [reason('executable', 8)],
      }),
    );
    await tabTo('ファイルごとの理由を見る');
    await page.keyboard.press('Enter');
    await heading('取り込まなかったファイルと理由').waitFor();
    await tabTo('結果へ戻る');
    await page.keyboard.press('Enter');
    await tabTo('控えを印刷する');
    await page.keyboard.press('Enter');
    await page.getByTestId('receipt').waitFor({ state: 'attached' });
    expect(await printed(page)).toBe(1);
    await tabTo('終わる');
    await page.keyboard.press('Enter');
    expect((await takeCalls(page)).map(({ method }) => method)).toEqual([
      'session.files',
      'receipt.read',
      'session.dismiss',
    ]);
  });
});

test('what nobody was asked is answered at the result, with keys alone, and put away at any time', async () => {
  const held = {
    outcome: 'blocked',
    files: { total: 2, released: 0, blocked: 2 },
    folder: null,
    reasons: [reason('medium-infected', 1), reason('signature', 1)],
  } as const;
  await tell(page, after({ ...held, ...UNTOLD }));
  const alert = 'ウイルスの疑いがあるため、何も取り込みませんでした';
  await heading(alert).waitFor();
  await tabTo('答える');
  await page.keyboard.press('Enter');
  await heading('どなたですか').waitFor();
  // What was found stays in sight, and the way back to it.
  await page.getByText(alert).waitFor();
  await tabTo('結果へ戻る');
  await page.keyboard.press('Enter');
  await heading(alert).waitFor();

  await page.getByRole('button', { name: '答える' }).click();
  await page.getByRole('button', { name: '田中 花子' }).click();
  await answer(page, 'kiosk.identify', { person: 'tanaka', name: '田中 花子', role: 'staff', duty: null });
  await page.keyboard.type('482915');
  await page.keyboard.press('Enter');
  await heading('どこから来たものですか').waitFor();
  await tabTo('患者さん');
  await page.keyboard.press('Enter');
  const said = { ...FACTS, origin: 'patient', purpose: null } as const;
  await tell(page, after({ ...held, facts: said, missing: ['purpose'], staffName: '田中 花子' }));
  await heading('何に使いますか').waitFor();
  await tabTo('診察・治療に使う');
  await page.keyboard.press('Enter');
  await tell(page, after({ ...held, facts: { ...said, purpose: '診察・治療に使う' } }));
  await heading(alert).waitFor();
  await page.getByText('記録しました: 田中 花子さん ・ 患者さんから').waitFor();
  expect(await page.getByRole('button', { name: '答える' }).count()).toBe(0);
  expect((await takeCalls(page)).slice(1)).toEqual([
    { method: 'facts.tell', input: { session: SESSION.id, facts: { origin: 'patient' } } },
    { method: 'facts.tell', input: { session: SESSION.id, facts: { purpose: '診察・治療に使う' } } },
  ]);

  await tell(page, after({ ...held, ...UNTOLD, turn: 2 }));
  await page.getByRole('button', { name: '知らせました' }).click();
  expect(await takeCalls(page)).toEqual([{ method: 'session.dismiss', input: { turn: 2 } }]);
});

test('a person who is all that is missing is told by the identification alone', async () => {
  await answer(page, 'kiosk.who', { person: 'tanaka', name: '田中 花子', role: 'staff', duty: null });
  await tell(page, after({ ...UNTOLD, missing: ['staff'], files: { total: 1, released: 0, blocked: 1 } }));
  // Nobody says anything by standing there: only by answering.
  await page.getByRole('button', { name: '答える' }).waitFor();
  expect(await takeCalls(page)).toEqual([]);
  await page.getByRole('button', { name: '答える' }).click();
  await expect
    .poll(() => takeCalls(page))
    .toEqual([{ method: 'facts.tell', input: { session: SESSION.id, facts: {} } }]);
});

test('a card says who, and the secret is still asked for', async () => {
  await tell(page, during({}));
  await heading('どなたですか').waitFor();
  await page.keyboard.type('0012345678');
  await page.keyboard.press('Enter');
  await heading('暗証番号を入力してください').waitFor();
  await page.getByRole('button', { name: '4', exact: true }).click();
  await page.getByRole('button', { name: '2', exact: true }).click();
  await fail(page, 'kiosk.identify', gateError('login-failed'));
  await page.getByRole('button', { name: '決定' }).click();
  await page.getByRole('alert').filter({ hasText: 'ちがいます' }).waitFor();
  expect(await takeCalls(page)).toEqual([
    { method: 'kiosk.identify', input: { identifier: '0012345678', secret: '42', session: SESSION.id } },
  ]);
  await expect(page.getByLabel('暗証番号').inputValue()).resolves.toBe('');
});

test('going back to the first question forgets who stood there', async () => {
  await answer(page, 'kiosk.who', { person: 'tanaka', name: '田中 花子', role: 'staff', duty: null });
  await tell(page, during({}));
  await heading('どこから来たものですか').waitFor();
  await page.getByRole('button', { name: '戻る' }).click();
  await heading('どなたですか').waitFor();
});

test('names off a medium are text, whatever they hold', async () => {
  const hostile = '<img src=x onerror=alert(1)>{{count}}$t(parts.product)\u202Egnp.exe';
  await tell(page, {
    ...after({ label: hostile, folder: hostile }),
    media: [medium({ state: 'removable', how: 'ejected' })],
  });
  const shown = page.getByText('<img src=x onerror=alert(1)>{{count}}$t(parts.product)[U+202E]gnp.exe');
  await shown.first().waitFor();
  expect(await shown.count()).toBe(2);
  expect(await page.locator('img').count()).toBe(0);
});

test('a gate that is closed is tried again on request', async () => {
  await tell(page, {
    ...OPEN,
    gate: { state: 'closed', error: gateError('engine-missing'), retryAt: null },
  });
  await page.getByRole('button', { name: 'いますぐ試す' }).click();
  expect(await takeCalls(page)).toEqual([{ method: 'gate.retry', input: {} }]);
});

test('a lost connection has its own screen, which goes away by itself', async () => {
  await failFromTheBeginning(page, 'snapshot.read', gateError('internal', { part: 'connection' }));
  await page.reload();
  await heading('検査の本体とつながっていません').waitFor();
  await answer(page, 'snapshot.read', OPEN);
  await page.getByRole('button', { name: 'いますぐ試す' }).click();
  await heading('USBメモリやCDを入れてください').waitFor();
});

test('the language is switched for the words and for who hears them', async () => {
  await page.getByRole('button', { name: 'English' }).click();
  await heading('Insert a USB stick or a CD').waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
});

test('the receipt fits on A6 and tells its code nothing but number and hash', async () => {
  await tell(page, after({}));
  await page.getByRole('button', { name: '控えを印刷する' }).click();
  await page.getByTestId('receipt').waitFor({ state: 'attached' });
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 397, height: 559 });
  expect(await look(page, { mayScroll: false })).toEqual([]);
  for (const format of ['A6', 'A4'] as const) {
    const pdf = await page.pdf({ format, printBackground: true });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  }
  const text = await page.getByTestId('receipt').innerText();
  for (const told of [SESSION.id, RECEIPT.head.hash, '田中 花子', '検査結果を見る'])
    expect(text).toContain(told);
});

describe('the administrator’s window', () => {
  const NAME = '管理者の画面を開く';
  test('is opened from the kiosk’s own screen for administrators, with keys alone', async () => {
    await tell(page, OPEN);
    await page.getByRole('button', { name: '管理者' }).click();
    await page.keyboard.press('Enter');
    await heading('管理者の方へ').waitFor();
    await tabTo(NAME);
    await page.keyboard.press('Enter');
    await heading('USBメモリやCDを入れてください').waitFor();
    expect(await takeCalls(page)).toEqual([{ method: 'admin.open', input: {} }]);
  });

  test('is not offered where the host cannot show it', async () => {
    await tell(page, { ...OPEN, host: 'web' });
    await page.getByRole('button', { name: '管理者' }).click();
    await heading('管理者の方へ').waitFor();
    expect(await page.getByRole('button', { name: NAME }).count()).toBe(0);
  });
});

test('what waits for its turn is named, whatever its name holds', async () => {
  const queue = ['CT', '<b>x</b>\u202Egpj', 'c', 'd'].map((name, n) => ({ insertion: `i${n}`, name }));
  await tell(page, { ...during(TOLD), queue });
  const strip = page.getByRole('contentinfo');
  await strip.getByText('ほかに4つ').waitFor();
  expect(await strip.locator('bdi').allTextContents()).toEqual(['CT', '<b>x</b>[U+202E]gpj', 'c']);
});

test('a double press puts away one result, and the next one is read as well', async () => {
  const held = { outcome: 'blocked', folder: null, reasons: [reason('signature', 1)] } as const;
  const [first, second] = [after({ ...held, turn: 7 }).result!, after({ ...held, turn: 8 }).result!];
  await tell(page, { ...during(TOLD), unread: [first, second] });
  await page.getByText('次の媒体「KENSA」').waitFor();
  const button = page.getByRole('button', { name: '知らせました' });
  await button.evaluate((element) => (element as HTMLButtonElement).click());
  await tell(page, { ...during(TOLD), unread: [second] });
  await button.evaluate((element) => (element as HTMLButtonElement).click());
  expect(await takeCalls(page)).toEqual([{ method: 'session.dismiss', input: { turn: 7 } }]);
  await page.waitForTimeout(1_000);
  await button.click();
  expect(await takeCalls(page)).toEqual([{ method: 'session.dismiss', input: { turn: 8 } }]);
});
