/** The administrator's window with keys alone and with hostile answers: what is asked of the core, and what is shown of it. */

import type { Page } from 'playwright-core';
import { afterEach, expect, test } from 'vitest';
import { gateError } from '../../shared/errors.ts';
import { LINES, loggedIn, PACKED, sessionLine, SETUP } from './admin-data.ts';
import { openAdmin, showAdmin } from './admin-pages.ts';
import { WIZARD, type AdminScene } from './admin-scenes.ts';
import { hasChromium } from './chromium.ts';
import { answer, fail, takeCalls, tell, violations } from './fake-host.ts';
import { renderedWindows } from './rendered.ts';
import { OPEN } from './snapshots.ts';

const windows = renderedWindows();
let page: Page;
afterEach(async () => {
  if (!hasChromium) return;
  expect(await violations(page)).toEqual([]);
  await page.context().close();
});

function open(as: AdminScene['as']): Promise<Page> {
  const { browser, address } = windows();
  return openAdmin(browser, address, 'ja', as);
}
const records = async () => {
  page = await open('administrator');
  await showAdmin(page, 'ja', { name: '', as: 'administrator', place: 'records' });
  await page.getByRole('button', { name: '受付番号' }).first().waitFor();
};
const focused = () => page.evaluate('document.activeElement.innerText || document.activeElement.ariaLabel');
async function tabTo(name: string): Promise<void> {
  for (let n = 0; n < 60; n += 1) {
    await page.keyboard.press('Tab');
    if (String(await focused()).includes(name)) return;
  }
  throw new Error(`no Tab leads to ${name}`);
}
const calls = async (method: string) =>
  (await takeCalls(page)).filter((call) => call.method === method).map(({ input }) => input);

test('an export is made and taken with keys alone', async () => {
  await records();
  await tabTo('書き出し(CSV)');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.getByText('1,204行を書き出します').waitFor();
  await answer(page, 'export.status', {
    state: 'done',
    value: { rows: 1204, replaced: 0, sheet: 'sessions', encoding: 'cp932', name: 'B-sessions.csv' },
  });
  // The encoding: from UTF-8 one down to Shift_JIS.
  await page.getByLabel('文字コード').focus();
  await page.keyboard.press('ArrowDown');
  await tabTo('1,204行を書き出す');
  await page.keyboard.press('Enter');
  await page.getByText('1,204行を書き出しました。').waitFor();
  await tabTo('ファイルを受け取る');
  await page.keyboard.press('Enter');
  await page.getByText('「B-sessions.csv」を保存しました。').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const made = (await takeCalls(page)).filter(({ method }) => /^export\.(start|save)$/.test(method));
  expect(made).toEqual([
    { method: 'export.start', input: { sheet: 'sessions', encoding: 'cp932', mask: false, language: 'ja' } },
    { method: 'export.save', input: { job: 'job-1' } },
  ]);
});

test('an export is called off on the way, and one that nobody takes is thrown away', async () => {
  await records();
  await page.getByRole('button', { name: '書き出し(CSV)' }).click();
  await page.getByRole('button', { name: '1,204行を書き出す' }).click();
  await page.getByText('410 / 1,204行').waitFor();
  await answer(page, 'export.status', { state: 'failed', error: gateError('cancelled') });
  await page.getByRole('button', { name: 'やめる' }).click();
  await page.getByText('途中でやめました。作りかけのものは残っていません。').waitFor();
  expect(await calls('job.cancel')).toEqual([{ job: 'job-1' }]);
  await answer(page, 'export.status', {
    state: 'done',
    value: { rows: 1204, replaced: 0, sheet: 'sessions', encoding: 'utf8', name: 'B-sessions.csv' },
  });
  await page.getByRole('button', { name: '1,204行を書き出す' }).click();
  await page.getByText('1,204行を書き出しました。').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await calls('job.cancel')).toEqual([{ job: 'job-1' }]);
});

test('a pack is asked for by the fiscal year, and choosing no place is no failure', async () => {
  page = await open('administrator');
  await showAdmin(page, 'ja', { name: '', as: 'administrator', place: 'review' });
  const make = async (period: string) => {
    await page.getByRole('button', { name: '監査用の一式をまとめる' }).click();
    await page.getByLabel('どの期間').selectOption({ label: period });
    await page.getByRole('button', { name: '場所を選んでまとめる' }).click();
  };
  await answer(page, 'pack.start', null);
  await make('前年度');
  await page.getByText('場所は選ばれませんでした。何もまとめていません。').waitFor();
  await answer(page, 'pack.start', { job: 'job-5' });
  await make('全期間');
  await page.getByText('記録 21,000 / 57,620件を確かめました').waitFor();
  expect(await calls('pack.start')).toEqual([
    { from: '2025-04-01', to: '2026-03-31', mask: false, language: 'ja' },
    { mask: false, language: 'ja' },
  ]);
  await answer(page, 'pack.status', { state: 'done', value: { ...PACKED, faults: 2, pdf: 'no-chromium' } });
  await page.getByText('記録に異常が2件見つかりました。').waitFor();
  await page.getByText('report.html を開いて印刷してください').waitFor();
  await page.getByText(PACKED.head.hash).waitFor();
});

test('a session is opened from the list, and Escape leads back to its line', async () => {
  await records();
  const first = page.getByRole('button', { name: `受付番号 ${LINES[0]!.id} の記録を開く` });
  await first.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect.poll(focused).toBe(LINES[2]!.id);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: `受付番号 ${LINES[2]!.id}` }).waitFor();
  expect(await calls('records.detail')).toEqual([{ session: LINES[2]!.id }]);
  await page.keyboard.press('Escape');
  await page.getByRole('complementary').waitFor({ state: 'detached' });
  expect(await focused()).toBe(LINES[2]!.id);
});

test('a long list is read by pages as it is scrolled, and most of it is not there', async () => {
  page = await open('administrator');
  await page.evaluate((line) => {
    const host = (globalThis as unknown as { sekisho: { call: (m: string, i: never) => Promise<unknown> } })
      .sekisho;
    const call = host.call.bind(host);
    host.call = (method, input: { before?: number; limit: number }) => {
      if (method !== 'records.search') return call(method, input as never);
      const top = input.before ?? 1_000_000;
      const lines = Array.from({ length: input.limit }, (_, n) => ({
        ...line,
        seq: top - 1 - n,
        id: (top - 1 - n).toString(16).padStart(12, '0'),
      }));
      return Promise.resolve({ ok: true, value: { lines, next: top - input.limit } });
    };
  }, sessionLine(0));
  await showAdmin(page, 'ja', { name: '', as: 'administrator', place: 'records' });
  const table = page.getByRole('table', { name: '使用記録の一覧。新しい順' });
  await page.getByText('100件以上').waitFor();
  for (const known of [
    '200件以上',
    '300件以上',
    '400件以上',
    '500件以上',
    '600件以上',
    '700件以上',
    '800件以上',
  ]) {
    await table.evaluate((element) => void (element.scrollTop = element.scrollHeight));
    await page.getByText(known).waitFor();
  }
  expect(await table.getByRole('row').count()).toBeLessThan(70);
  await table.evaluate((element) => void (element.scrollTop = 0));
  await page.getByRole('button', { name: `受付番号 ${(999_999).toString(16).padStart(12, '0')}` }).waitFor();
});

test('what is typed is asked for once, when the typing pauses', async () => {
  await records();
  await takeCalls(page);
  await page.getByLabel('ファイル名・照合値・受付番号で探す').pressSequentially('紹介状', { delay: 5 });
  await page.getByRole('button', { name: '「「紹介状」を含むファイル」を外す' }).waitFor();
  const asked: unknown[] = [];
  await expect
    .poll(async () => {
      asked.push(...(await calls('records.search')));
      return asked.length;
    })
    .toBeGreaterThan(0);
  expect(asked).toEqual([{ search: '紹介状', limit: 100 }]);
});

test('names, labels, reasons and signatures off a medium are text, whatever they hold', async () => {
  const hostile = '<img src=x onerror=alert(1)>{{count}}$t(parts.product)\u202Egnp.exe';
  const shown = '<img src=x onerror=alert(1)>{{count}}$t(parts.product)[U+202E]gnp.exe';
  page = await open('administrator');
  const line = { ...LINES[2]!, label: hostile, medium: null, staffName: '<b>x</b>' };
  await showAdmin(page, 'ja', {
    name: '',
    as: 'administrator',
    place: `records/session=${line.id}`,
    answers: {
      'records.search': { lines: [line], next: null },
      'records.detail': { session: line, steps: [], reasons: [], folder: hostile },
    },
  });
  await page.getByRole('complementary').getByText(shown).first().waitFor();
  await page.getByText('<img src=x onerror=alert(1)>.pdf').waitFor();
  expect(await page.locator('img').count()).toBe(0);
  expect(await page.locator('b').count()).toBe(0);
});

test('the first run says by itself that the engine is there, once it has started', async () => {
  page = await open('founder');
  for (const scene of WIZARD) {
    await showAdmin(page, 'ja', scene);
    if (scene.name === 'admin-wizard-engine-starting') break;
  }
  await page.getByText('検査エンジンを起動しています。').waitFor();
  expect(await page.getByRole('button', { name: '次へ' }).isEnabled()).toBe(false);
  await answer(page, 'setup.status', { ...SETUP, founding: false });
  await tell(page, OPEN);
  await page.getByText('見つかりました: ClamAV').waitFor();
  await page.getByRole('button', { name: '次へ' }).click();
});

test('a login that ended on the other side leads back to the login', async () => {
  await records();
  await fail(page, 'media.list', gateError('login-ended'));
  await page.getByRole('button', { name: '媒体台帳' }).click();
  await page.getByText('操作がなかったため、ログアウトしました。').waitFor();
});

test('the second factor is asked for only after the passphrase, and goes along with it', async () => {
  page = await open('nobody');
  await fail(page, 'login', gateError('second-factor-needed'));
  await page.getByLabel('識別子').fill('watanabe');
  await page.getByLabel('パスフレーズ', { exact: true }).fill('long words in a row');
  await page.keyboard.press('Enter');
  await page.getByLabel('ワンタイムコード').fill('123456');
  await answer(page, 'login', loggedIn('administrator'));
  await answer(page, 'whoami', loggedIn('administrator'));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: '自分のアカウント' }).waitFor();
  expect(await calls('login')).toEqual([
    { identifier: 'watanabe', secret: 'long words in a row' },
    { identifier: 'watanabe', secret: 'long words in a row', code: '123456' },
  ]);
});

test('an auditor is offered nothing that changes anything', async () => {
  page = await open('auditor');
  for (const place of ['people', 'media', 'exceptions', 'definitions', 'settings', 'review'] as const) {
    await showAdmin(page, 'ja', { name: '', as: 'auditor', place });
    const offered = await page
      .getByRole('main')
      .getByRole('button', {
        name: /追加|登録する|認める|更新する|保存|確認済み|取り込む|棚卸し|延ばす|作る|選ぶ/,
      })
      .count();
    expect([place, offered]).toEqual([place, 0]);
  }
});
