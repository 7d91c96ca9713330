/**
 * The sample medium: a patient's imaging disc and the stick of an office in one, with the verdict each file has to get.
 */

import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Reason, Verdict } from '../../../shared/model/verdict.ts';
import { ctStudy } from './ct-study.ts';
import { dicomdir } from './dicomdir.ts';
import { eicar } from '../scan/canaries.ts';
import { docx, xlsx } from './office.ts';
import { CHECKUP_NAME, checkupZip, claimUke, cp932, labCsv } from './records.ts';
import { referralPdf } from './referral-pdf.ts';
import { autorunInf, viewerExe } from './viewer.ts';
import { zip } from './zip.ts';

export type Expected = { readonly verdict: Verdict; readonly reason: Reason | null };

/** `path`: on the medium, `/` between components. `expected`: where an infected file holds back only itself. */
export type SampleFile = { readonly path: string; readonly content: Buffer; readonly expected: Expected };

const CLEAN: Expected = { verdict: 'clean', reason: null };
const INFECTED: Expected = { verdict: 'infected', reason: 'signature' };
const blocked = (reason: Reason): Expected => ({ verdict: 'blocked', reason });

const file = (name: string, content: Buffer, expected: Expected): SampleFile => ({
  path: name,
  content,
  expected,
});
const clean = (name: string, content: Buffer): SampleFile => file(name, content, CLEAN);

export function sampleFiles(): readonly SampleFile[] {
  const images = ctStudy();
  // As eicar.org gives it, to the byte: official definitions know it by its sum, and in no other text.
  const virus = eicar();
  const inner = zip([['連絡/添付.txt', virus]]);
  const outer = zip([
    ['資料/連絡.zip', inner],
    ['資料/はじめに.txt', '見本\n'],
  ]);
  return [
    clean('DICOMDIR', dicomdir(images)),
    ...images.map((image) => clean(image.file.join('/'), image.content)),
    file('AUTORUN.INF', autorunInf(), blocked('autorun')),
    file('VIEWER/VIEWER.EXE', viewerExe(), blocked('executable')),
    clean('README.TXT', cp932(['このディスクには患者さまの画像が入っています。', '見本診療所 放射線科'])),
    clean('書類/紹介状 山田太郎様.pdf', referralPdf()),
    clean('書類/検査結果_20261118.csv', labCsv()),
    clean('書類/退院時サマリー.docx', docx(['退院時サマリー', '山田　太郎　様', '経過良好につき退院。'])),
    clean(
      '書類/当番表 11月.xlsx',
      xlsx([
        ['日付', '担当'],
        ['11/24', '内科'],
        ['11/25', '外科'],
      ]),
    ),
    clean('書類/😀 連絡事項.txt', Buffer.from('インフルエンザの予防接種は12月1日からです。\n')),
    // Macs write names taken apart (が as か and a mark); Windows shows both the same.
    clean(`書類/${'ガイドライン'.normalize('NFD')}.txt`, Buffer.from('手指衛生の手順\n')),
    clean('書類/空のファイル.txt', Buffer.alloc(0)),
    clean('レセプト/RECEIPTC.UKE', claimUke()),
    clean(`健診/${CHECKUP_NAME}.zip`, checkupZip()),
    file('業者から/お知らせ.txt', virus, INFECTED),
    file('業者から/資料一式.zip', outer, INFECTED),
  ];
}

/** The expectation when one infected file holds back the whole medium, as the gate's default policy has it. */
export const whenMediumIsHeldBack = (expected: Expected): Expected =>
  expected.verdict === 'clean' ? blocked('medium-infected') : expected;

/** Writes the medium into `folder`, made if need be and empty, and gives its files. */
export async function writeSampleMedium(folder: string): Promise<readonly SampleFile[]> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) throw new Error(`not empty: ${folder}`);
  const files = sampleFiles();
  for (const file of files) {
    const target = path.join(folder, ...file.path.split('/'));
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, file.content, { flag: 'wx' });
  }
  return files;
}
