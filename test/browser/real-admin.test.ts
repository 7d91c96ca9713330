/** After closing, for real: log-in and lock-out, finding, exporting and verifying a record, changing a setting, and the first run. */

import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import type { PdfPrinter } from '../../electron/core/pack/pdf.ts';
import { opened, sessionId, value } from '../audit/data-folder.ts';
import { makeHouse, shiftedClock } from '../clinic/open-house.ts';
import { requireForAll } from '../scan/requirements.ts';
import { ADMINISTRATOR, heading, logIn, press, realGate, realGates, type RealGate } from './real-gate.ts';

requireForAll('clamav');
realGates();

const CLI = path.resolve(import.meta.dirname, '../../electron/hosts/cli/main.ts');

/** The sentence that holds these words, once it is there. */
async function said(page: Page, words: RegExp): Promise<string> {
  const sentence = page.getByText(words).first();
  await sentence.waitFor();
  return sentence.innerText();
}

/** One medium through the gate, told by the administrator. */
async function oneSession(gate: RealGate, label: string, files: Record<string, string>): Promise<string> {
  const kiosk = await gate.page('kiosk');
  await kiosk.until(({ gate: { state } }) => state === 'open');
  gate.insert(label, files);
  const { session } = await kiosk.until((snapshot) => snapshot.session?.phase === 'waiting');
  await kiosk.get('kiosk.identify', ADMINISTRATOR);
  const facts = { origin: 'laboratory', sender: '検査センター', purpose: '検査結果' } as const;
  await kiosk.get('facts.tell', { session: session!.id, facts });
  await kiosk.until(({ result }) => result?.session === session!.id);
  return session!.id;
}

test('wrong passphrases are slowed down and told; the right one opens, and all of it is on record', async () => {
  const gate = await realGate();
  const page = await gate.open('admin');
  const told = page.getByText(/あと\d+秒/).first();
  for (let tries = 0; tries < 12 && !(await told.isVisible()); tries += 1) {
    await logIn(page, `wrong ${tries} wrong wrong`);
    // Emptied by the answer; what is typed before it would be lost.
    await expect.poll(() => page.getByLabel('パスフレーズ', { exact: true }).inputValue()).toBe('');
  }
  await told.waitFor();
  await expect.poll(() => told.isVisible(), { timeout: 30_000 }).toBe(false);
  await logIn(page);
  await page.getByRole('navigation').waitFor();
  const counts = gate.count(['login.failed', 'login.succeeded']);
  expect(counts['login.failed']).toBeGreaterThanOrEqual(3);
  expect(counts['login.succeeded']).toBeGreaterThanOrEqual(2);
  await gate.mustVerify();
});

test('what came in last month is found, read, exported and verified', async () => {
  const gate = await realGate();
  const id = await oneSession(gate, 'LAB', {
    '検査結果 7.csv': 'a,b\n',
    '=HYPERLINK(1).csv': 'c\n',
    'x.bat': '@echo\n',
  });
  const page = await gate.open('admin');
  await logIn(page);
  await page.getByRole('navigation').getByText('使用記録').click();
  await page.getByRole('button', { name: new RegExp(`受付番号 ${id}`) }).waitFor();
  await page.getByLabel(/探す/).fill('検査結果 7');
  await page.keyboard.press('Enter');
  await press(page, new RegExp(`受付番号 ${id}`));
  await heading(page, new RegExp(id)).waitFor();
  await page.getByText('x.bat').first().waitFor();

  await page.keyboard.press('Escape');
  await press(page, '書き出し(CSV)');
  await page.getByLabel('どの表').selectOption({ label: 'C ファイル明細' });
  await press(page, /書き出す$/);
  const downloading = page.waitForEvent('download');
  await press(page, 'ファイルを受け取る');
  const csv = readFileSync(await (await downloading).path(), 'utf8');
  expect(csv.startsWith('\uFEFF')).toBe(true);
  expect(csv).toContain('検査結果 7.csv');
  expect(csv).toContain("'=HYPERLINK(1).csv");
  expect(csv.split('\r\n').filter((line) => line.includes(id))).toHaveLength(3);

  await page.keyboard.press('Escape');
  await page.getByRole('navigation').getByText('点検').click();
  await press(page, '改ざんチェックを始める');
  await page.getByText(/件すべてがつながっており/).waitFor();
  expect(gate.count(['audit.exported'])['audit.exported']).toBe(1);
  await gate.mustVerify();
});

test('a pack is made from the window where the person chose, and holds against the record', async () => {
  const choose = mkdtempSync(path.join(tmpdir(), 'sekisho-chosen-'));
  onTestFinished(() => rmSync(choose, { recursive: true, force: true }));
  mkdirSync(path.join(choose, 'pack'));
  const gate = await realGate({ choose });
  await oneSession(gate, 'LAB', { '検査結果 7.csv': 'a,b\n', 'x.bat': '@echo\n' });
  const page = await gate.open('admin');
  await logIn(page);
  await page.getByRole('navigation').getByText('点検').click();
  await press(page, '監査用の一式をまとめる');
  await page.getByLabel('どの期間').selectOption({ label: '今年度' });
  await press(page, '場所を選んでまとめる');
  const [, name = ''] =
    /「(sekisho-pack-\d{8}-\d{6})」を作りました/.exec(await said(page, /を作りました/)) ?? [];
  await page.getByText('練習の記録を含みます').waitFor();
  expect(readdirSync(path.join(choose, 'pack'))).toEqual([name]);
  const pack = path.join(choose, 'pack', name);
  expect(readFileSync(path.join(pack, 'C-files.csv'), 'utf8')).toContain('検査結果 7.csv');
  expect(gate.count(['audit.exported'])['audit.exported']).toBe(1);
  // By the terminal, beside the gate that runs.
  const args = ['audit', 'verify', '--pack', pack, '--data', path.join(gate.base, 'data')];
  const env = { ...process.env, SEKISHO_LANG: 'ja' };
  const checked = spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8', env });
  expect([checked.status, checked.stderr]).toEqual([0, '']);
  expect(checked.stdout).toContain('署名も合っています');
  await gate.mustVerify();
});

test('a pack is called off from the window, and nothing of it stays', async () => {
  const choose = mkdtempSync(path.join(tmpdir(), 'sekisho-chosen-'));
  onTestFinished(() => rmSync(choose, { recursive: true, force: true }));
  const printer: PdfPrinter = (_page, _out, signal) =>
    new Promise((resolve) => {
      const cancel = (): void => resolve({ made: false, reason: 'cancelled' });
      signal?.addEventListener('abort', cancel);
      // It may have been called off just before its turn came.
      if (signal?.aborted === true) cancel();
    });
  const gate = await realGate({ choose, printer });
  const page = await gate.open('admin');
  await logIn(page);
  await page.getByRole('navigation').getByText('点検').click();
  await press(page, '監査用の一式をまとめる');
  await press(page, '場所を選んでまとめる');
  await page.getByText('報告書と署名を作っています').waitFor();
  await expect.poll(() => readdirSync(choose)).toHaveLength(1);
  await page.locator('button:enabled', { hasText: /^やめる$/ }).click();
  await page.getByText('途中でやめました。作りかけのものは残っていません。').waitFor();
  expect(readdirSync(choose)).toEqual([]);
  expect(gate.count(['audit.exported'])['audit.exported']).toBe(0);
});

test('a backup is proven from the window, and a changed one is told in words', async () => {
  const choose = mkdtempSync(path.join(tmpdir(), 'sekisho-chosen-'));
  onTestFinished(() => rmSync(choose, { recursive: true, force: true }));
  const gate = await realGate({ choose });
  const asked = await gate.page('admin');
  await asked.get('login', ADMINISTRATOR);
  await asked.get('folder.choose', { purpose: 'backup' });
  const { settings, version } = await asked.get('settings.read', {});
  settings.keeping.backupDir = choose;
  await asked.get('settings.change', { base: version, settings });
  const { name } = await asked.get('backup.make', { withKey: false });
  const page = await gate.open('admin');
  await logIn(page);
  await page.getByRole('navigation').getByText('設定').click();
  await page.getByLabel('試しに元に戻してみる').check();
  await press(page, 'バックアップを確かめる');
  await page.getByText(new RegExp(`「${name}」は完全です`)).waitFor();
  await page.getByText('別の場所に元に戻して、開けることも確かめました').waitFor();
  expect(gate.count(['backup.tested'])['backup.tested']).toBe(1);
  appendFileSync(path.join(choose, name, 'heads.log'), ' ');
  await press(page, 'バックアップを確かめる');
  await page.getByText('このバックアップは、頼りにできません。').waitFor();
  await page.getByText('中身が、作ったときから変わっています。').waitFor();
  await gate.mustVerify();
});

test('a clock that ran ahead and a moved inbox are put right from the window alone, on record', async () => {
  const house = makeHouse();
  const to = realpathSync(house.inbox);
  const clock = shiftedClock();
  const clinic = house.enter(clock);
  clock.shift = 864_000_000;
  value(clinic.ledger.append([opened(sessionId(1), { to, toMount: to })]));
  await clinic.close();
  const gate = await realGate({ dataDir: house.dataDir, to });
  const kiosk = await gate.page('kiosk');
  await kiosk.until(({ gate: { state } }) => state === 'open');
  gate.insert('KENSA', { 'a.txt': 'a' });
  await kiosk.until(({ inbox }) => inbox.moved);
  const page = await gate.open('admin');
  await logIn(page);
  await press(page, '時計の確認');
  await page.getByRole('textbox', { name: '理由' }).fill('電池を替えた');
  await press(page, '合っていると確認する');
  await kiosk.until(({ clock: { recordAt } }) => recordAt === null);
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await press(page, '取り込み先の確認');
  await press(page, 'いまの場所を認める');
  await kiosk.until(({ inbox }) => !inbox.moved);
  const told = gate.entries(['clock.confirmed', 'destination.accepted']);
  const by = { type: 'person', person: 'incho', role: 'administrator' };
  expect(told.map(({ kind, body }) => [kind, body['by'], body['reason'] ?? body['to']])).toEqual([
    ['clock.confirmed', by, '電池を替えた'],
    ['destination.accepted', by, to],
  ]);
  await gate.mustVerify();
});

test('a changed setting counts, and stands in the record with before and after', async () => {
  const gate = await realGate();
  const page = await gate.open('admin');
  await logIn(page);
  await page.getByRole('navigation').getByText('設定').click();
  await page.getByLabel('医院の名前').fill('見本診療所');
  await press(page, /保存する/);
  await expect.poll(() => gate.count(['settings.changed'])['settings.changed']).toBe(1);
  const kiosk = await gate.page('kiosk');
  await kiosk.until(({ clinic }) => clinic.name === '見本診療所');
  await gate.mustVerify();
});
