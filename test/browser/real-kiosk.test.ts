/** At the desk, for real: what the kiosk shows, what lies on the disk and what stands in the ledger agree. */

import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { eicar } from '../../scripts/sample/eicar.ts';
import { requireForAll } from '../scan/requirements.ts';
import {
  answerReception,
  heading,
  identifyFirstTime,
  logIn,
  press,
  read,
  realGate,
  realGates,
} from './real-gate.ts';

requireForAll('clamav');
realGates();

const WAITING = 'USBメモリやCDを入れてください';

test('a clean medium: from insertion over reception to removal', async () => {
  const gate = await realGate();
  const page = await gate.open('kiosk');
  await heading(page, WAITING).waitFor();
  const files = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`紹介状 ${i}.txt`, `本文 ${i}\n`]));
  gate.insert('KENSA', files);
  await identifyFirstTime(page);
  expect(gate.arrived()).toEqual([]);
  await answerReception(page, '紹介元の病院・診療所', '紹介状や書類', '診察・治療に使う');
  await heading(page, '問題は見つかりませんでした').waitFor();
  await page.getByText('抜いてよい状態になりました').waitFor();

  const session = await gate.newestSession();
  const arrived = gate.arrived();
  expect(arrived).toHaveLength(31);
  const [folder] = arrived[0]!.split('/');
  execFileSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS.txt'], {
    cwd: path.join(gate.inbox, folder!),
  });
  expect(read(gate, `${folder!}/紹介状 7.txt`).toString()).toBe('本文 7\n');
  const { steps, files: recorded } = await gate.session(session);
  expect(recorded.map(({ verdict }) => verdict)).toEqual(Array(30).fill('clean'));
  const told = steps.filter(({ kind }) => kind === 'session.facts').map(({ body }) => body['facts']);
  expect(told).toContainEqual(expect.objectContaining({ staff: 'uketsuke' }));
  expect(JSON.stringify(told)).toContain('referring-hospital');
  expect(steps.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['release.intent', 'release.arrived', 'session.closed']),
  );

  rmSync(path.join(gate.media, 'KENSA'), { recursive: true });
  await page.getByText('抜かれたことを確認しました').waitFor();
  await press(page, '終わる');
  await heading(page, WAITING).waitFor();
  await gate.mustVerify();
});

test('an infected medium: nothing goes in, and the next step is told', async () => {
  const gate = await realGate();
  const page = await gate.open('kiosk');
  await heading(page, WAITING).waitFor();
  gate.insert('USB', { '資料.txt': 'ふつうの資料\n', '<b>開いてください.txt': `${eicar()}\n` });
  // At once: nothing goes in, so nobody has to answer first.
  await heading(page, 'ウイルスの疑いがあるため、何も取り込みませんでした').waitFor();
  await page.getByText('ほかのパソコンに挿さないでください').first().waitFor();
  expect(gate.arrived()).toEqual([]);
  const { steps, files } = await gate.session(await gate.newestSession());
  expect(files.map(({ verdict }) => verdict).sort()).toEqual(['blocked', 'infected']);
  expect(files.find(({ verdict }) => verdict === 'blocked')?.reason).toBe('medium-infected');
  expect(steps.find(({ kind }) => kind === 'session.closed')?.body).toMatchObject({ outcome: 'blocked' });
  expect(steps.some(({ kind }) => kind === 'release.intent')).toBe(false);
  await press(page, /理由を見る/);
  await page.getByText('<b>開いてください.txt').first().waitFor();
  expect(await page.locator('b', { hasText: '開いてください' }).count()).toBe(0);
  await gate.mustVerify();
});

test('an infected medium: who brought it is told at the result, and stands in the record', async () => {
  const gate = await realGate();
  const page = await gate.open('kiosk');
  await heading(page, WAITING).waitFor();
  gate.insert('USB', { '資料.txt': 'ふつうの資料\n', '開いてください.txt': `${eicar()}\n` });
  const alert = 'ウイルスの疑いがあるため、何も取り込みませんでした';
  await heading(page, alert).waitFor();
  await page.getByText('どなたが持ってきたか、記録に残してください').waitFor();
  await press(page, '答える');
  await identifyFirstTime(page);
  await heading(page, 'どこから来たものですか').waitFor();
  await press(page, '患者さん');
  await heading(page, '何に使いますか').waitFor();
  await press(page, '診察・治療に使う');
  await heading(page, alert).waitFor();
  await page.getByText('記録しました: 受付一さん ・ 患者さんから').waitFor();

  const session = await gate.newestSession();
  const { steps } = await gate.session(session);
  const kinds = steps.map(({ kind }) => kind);
  expect(kinds.indexOf('session.facts')).toBeGreaterThan(kinds.indexOf('session.closed'));
  const told = steps.filter(({ kind }) => kind === 'session.facts').map(({ body }) => body);
  expect(told).toMatchObject([
    { facts: { staff: 'uketsuke', origin: 'patient' }, by: { type: 'person', person: 'uketsuke' } },
    { facts: { staff: 'uketsuke', purpose: '診察・治療に使う' }, by: { person: 'uketsuke' } },
  ]);
  expect(gate.arrived()).toEqual([]);
  await press(page, '知らせました');
  await page.getByText('抜いてください').first().waitFor();
  await gate.mustVerify();

  const admin = await gate.open('admin');
  await logIn(admin);
  await admin.getByRole('navigation').getByText('使用記録').click();
  await admin.getByRole('row', { name: /受付一.*患者さん/ }).waitFor();
});

test('an infected medium that nobody says anything of: the kiosk is no dead end, the record asks on', async () => {
  const gate = await realGate();
  const page = await gate.open('kiosk');
  await heading(page, WAITING).waitFor();
  gate.insert('USB', { '開いてください.txt': `${eicar()}\n` });
  await heading(page, 'ウイルスの疑いがあるため、何も取り込みませんでした').waitFor();
  await press(page, '知らせました');
  rmSync(path.join(gate.media, 'USB'), { recursive: true });
  await heading(page, WAITING).waitFor();
  const session = await gate.newestSession();
  const told = async () => {
    const { steps } = await gate.session(session);
    return steps.filter(({ kind }) => kind === 'session.facts').map(({ body }) => body);
  };
  expect(await told()).toEqual([]);

  const admin = await gate.open('admin');
  await logIn(admin);
  await admin.getByRole('navigation').getByText('使用記録').click();
  await admin.getByLabel('操作者', { exact: true }).selectOption({ label: '未記入' });
  await admin.getByText('操作者が未記入').waitFor();
  await admin.getByRole('row', { name: /未記入/ }).click();
  await press(admin, 'あとから記入する');
  const dialog = admin.getByRole('dialog');
  await dialog.getByLabel('操作者').selectOption({ label: '受付一' });
  await dialog.getByLabel('持込元').selectOption({ label: '業者' });
  await dialog.getByRole('button', { name: '記入する' }).click();
  // It is no longer among those of which nobody knows, and its story names who told.
  await admin.getByText('当てはまる記録はありません').waitFor();
  await admin
    .getByText(/incho.* が記入しました|院長.* が記入しました/)
    .first()
    .waitFor();
  expect(await told()).toMatchObject([
    { facts: { staff: 'uketsuke', origin: 'vendor' }, by: { type: 'person', person: 'incho' } },
  ]);
  await gate.mustVerify();
});

test('a medium with a program on it: the rest goes in, and the program is named', async () => {
  const gate = await realGate();
  const page = await gate.open('kiosk');
  await heading(page, WAITING).waitFor();
  gate.insert('CD', { '画像の説明.txt': '説明\n', 'run.bat': '@echo off\r\n' });
  await identifyFirstTime(page);
  await answerReception(page, '患者さん', 'その他・わからない', '診察・治療に使う');
  await heading(page, '1件を取り込みました。1件は取り込みませんでした').waitFor();
  expect(
    gate
      .arrived()
      .map((name) => path.basename(name))
      .sort(),
  ).toEqual(['SHA256SUMS.txt', '画像の説明.txt']);
  const { files } = await gate.session(await gate.newestSession());
  expect(files.find(({ path: name }) => name === 'run.bat')).toMatchObject({
    verdict: 'blocked',
    reason: 'script',
  });
  await gate.mustVerify();
});

test('a medium that is pulled while it is read: nothing went in, and the record says so', async () => {
  const gate = await realGate();
  const page = await gate.open('kiosk');
  await heading(page, WAITING).waitFor();
  const files = Object.fromEntries(
    Array.from({ length: 6_000 }, (_, i) => [`f${i}.txt`, `${i}\n`.repeat(500)]),
  );
  gate.insert('LONG', files);
  await heading(page, 'どなたですか').waitFor();
  renameSync(path.join(gate.media, 'LONG'), path.join(gate.media, '.gone'));
  await heading(page, '途中で抜かれたので中止しました').waitFor();
  expect(gate.arrived()).toEqual([]);
  const { steps } = await gate.session(await gate.newestSession());
  expect(steps.find(({ kind }) => kind === 'session.closed')?.body).toMatchObject({ outcome: 'aborted' });
  await gate.mustVerify();
});

test('a closed gate says why and lets nothing in', async () => {
  const gate = await realGate({ practice: false });
  const page = await gate.open('kiosk');
  await heading(page, 'いまは取り込めません').waitFor();
  gate.insert('USB', { 'a.txt': 'a\n' });
  mkdirSync(path.join(gate.base, 'elsewhere'));
  await heading(page, 'いまは取り込めません').waitFor();
  await page
    .getByText(/担当者に/)
    .first()
    .waitFor();
  expect(gate.arrived()).toEqual([]);
  await gate.mustVerify();
});
