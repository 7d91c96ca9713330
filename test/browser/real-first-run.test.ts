/** The first run, for real: from a clinic without anybody to a gate that let the sample's clean files in. */

import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { insertSample } from '../../scripts/sample/insert.ts';
import { ok } from '../../shared/result.ts';
import { PASSPHRASE } from '../people/clinic.ts';
import { requireForAll } from '../scan/requirements.ts';
import { heading, press, realGate, realGates, type RealGate } from './real-gate.ts';

requireForAll('clamav');
realGates();

test('six steps from nothing to a working gate', async () => {
  const inbox = mkdtempSync(path.join(tmpdir(), 'sekisho-inbox-'));
  onTestFinished(() => rmSync(inbox, { recursive: true, force: true }));
  const gate: RealGate = await realGate(
    { to: null, choose: inbox, sample: async () => ok((await insertSample(gate.media), null)) },
    false,
  );
  const kiosk = await gate.open('kiosk');
  await heading(kiosk, 'はじめての設定がまだ終わっていません').waitFor();

  const page = await gate.open('admin');
  await page.getByLabel('名前', { exact: true }).fill('院長');
  await page.getByLabel('識別子').fill('incho');
  await page.getByLabel('パスフレーズ', { exact: true }).fill(PASSPHRASE);
  await page.getByLabel('パスフレーズ(もう一度)').fill(PASSPHRASE);
  await press(page, '管理者を作る');
  await page.getByText('院長さんの復旧コードです。').waitFor();
  await press(page, /ログインして続ける|書き留めました/);
  await page.getByLabel('医院の名前').fill('見本診療所');
  await page.getByLabel('困ったときの連絡先').fill('院長(内線 11)');
  await press(page, '保存して次へ');
  await press(page, 'フォルダを選ぶ');
  await page.getByText(/に書けました/).waitFor();
  await press(page, '次へ');
  await page.getByText(/見つかりました/).waitFor();
  await press(page, '次へ');
  await press(page, /次へ|あとでする/);
  await press(page, '見本の媒体を入れる');
  await heading(kiosk, 'ウイルスの疑いがあるため、何も取り込みませんでした').waitFor();
  await page.getByText(/^結果: /).waitFor();
  expect(readdirSync(inbox)).toEqual([]);
  await press(page, '受付を始める');
  await page.getByRole('navigation').waitFor();
  expect(gate.count(['person.added', 'settings.changed'])['settings.changed']).toBeGreaterThanOrEqual(2);
  await gate.mustVerify();
});
