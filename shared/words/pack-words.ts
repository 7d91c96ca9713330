/** What the command line says of packs that were made or checked. */

import type { MadePack, PackFault, PackReport } from '../model/pack.ts';

export type PackSpeech = {
  readonly made: (pack: MadePack) => readonly string[];
  readonly checked: (report: PackReport) => readonly string[];
  readonly fault: (fault: PackFault) => string;
};

const n = (value: number): string => value.toLocaleString('en-US');
const at = (fault: PackFault): string =>
  [fault.file ?? '', fault.what === undefined ? '' : `(${fault.what})`]
    .filter((part) => part !== '')
    .join(' ');

const JA_PDF: Readonly<Record<Exclude<MadePack['pdf'], null>, string>> = {
  'no-chromium':
    'PDF は作っていません: この機械に Chromium(または Chrome・Edge)がありません。report.html を印刷してください。',
  timeout: 'PDF は作れませんでした: Chromium が時間内に終わりませんでした。report.html を印刷してください。',
  failed: 'PDF は作れませんでした: Chromium が失敗しました。report.html を印刷してください。',
  cancelled: 'PDF は作っていません: 中止しました。',
};

const JA_FAULTS: Readonly<Record<PackFault['code'], string>> = {
  'sums-missing': '照合値の一覧がありません',
  'sums-malformed': '照合値の一覧の形が正しくありません',
  'file-missing': 'ファイルがありません',
  'file-changed': 'ファイルが一覧と違います',
  'file-surplus': '一覧にないファイルがあります',
  'key-missing': '公開鍵がありません',
  'key-malformed': '公開鍵を読めません',
  'signature-missing': '署名がありません',
  'signature-wrong': '署名が一覧と合いません',
  'sheet-faulty': '表が書き出したときのままではありません',
  'key-other': '鍵が、渡された指紋の鍵ではありません',
  'ledger-faulty': '元の記録に異常があります',
  'ledger-other-key': '元の記録の鍵と、この資料の鍵が違います',
  'ledger-differs': '表が元の記録と違います',
};

const EN_PDF: typeof JA_PDF = {
  'no-chromium':
    'No PDF was made: there is no Chromium (nor Chrome or Edge) on this machine. Print report.html instead.',
  timeout: 'No PDF was made: Chromium did not finish in time. Print report.html instead.',
  failed: 'No PDF was made: Chromium failed. Print report.html instead.',
  cancelled: 'No PDF was made: cancelled.',
};

const EN_FAULTS: typeof JA_FAULTS = {
  'sums-missing': 'the list of sums is missing',
  'sums-malformed': 'the list of sums is malformed',
  'file-missing': 'a file is missing',
  'file-changed': 'a file is not as listed',
  'file-surplus': 'a file is not on the list',
  'key-missing': 'the public key is missing',
  'key-malformed': 'the public key cannot be read',
  'signature-missing': 'the signature is missing',
  'signature-wrong': 'the signature does not fit the list',
  'sheet-faulty': 'a sheet is not as it was exported',
  'key-other': 'the key is not the one of the fingerprint given',
  'ledger-faulty': 'the record has faults',
  'ledger-other-key': 'the record was signed with another key than this pack',
  'ledger-differs': 'a sheet differs from the record',
};

const ja: PackSpeech = {
  made: ({ folder, files, cover, head, pdf }) => [
    `${folder} に ${n(files.length)} 個のファイルを作りました(使用記録 ${n(cover.counts.sessions)} 件、ファイル ${n(cover.counts.files)} 件)。`,
    ...(cover.practice === 'none' ? [] : [`練習の記録を含みます(${n(cover.counts.practiceSessions)} 件)。`]),
    ...(cover.verify?.ok === false
      ? [`✗ 記録に異常が ${n(cover.verify.faults.length)} 件あります。報告書の表紙に書きました。`]
      : []),
    ...(pdf === null ? [] : [JA_PDF[pdf]]),
    `鍵の指紋 ${cover.fingerprint ?? '-'}`,
    `末尾 ${head.hash}`,
    'この二つを別の場所に控えてください。控えがあれば、記録全体の作り直しも見つけられます。',
  ],
  checked: ({ ok, files, fingerprint, against }) => [
    ok
      ? `✓ ${n(files)} 個のファイルは一覧のとおりで、署名も合っています。`
      : `この資料には異常があります(一覧のとおりのファイル ${n(files)} 個)。`,
    `鍵の指紋 ${fingerprint ?? '-'}`,
    ...(against.fingerprint
      ? []
      : [
          'この指紋を、別に控えたものと比べてください(--fingerprint)。比べなければ、誰の鍵かは分かりません。',
        ]),
    ...(against.ledger ? [] : ['元の記録とも照らすには --data を付けてください。']),
  ],
  fault: (fault) => `✗ ${JA_FAULTS[fault.code]}${at(fault) === '' ? '' : `: ${at(fault)}`}`,
};

const en: PackSpeech = {
  made: ({ folder, files, cover, head, pdf }) => [
    `Made ${folder} with ${n(files.length)} files (${n(cover.counts.sessions)} sessions, ${n(cover.counts.files)} files on record).`,
    ...(cover.practice === 'none'
      ? []
      : [`Practice records are among them (${n(cover.counts.practiceSessions)} sessions).`]),
    ...(cover.verify?.ok === false
      ? [`✗ The record has ${n(cover.verify.faults.length)} faults; the cover of the report says so.`]
      : []),
    ...(pdf === null ? [] : [EN_PDF[pdf]]),
    `key  ${cover.fingerprint ?? '-'}`,
    `head ${head.hash}`,
    'Keep both off this machine: only so a wholly rebuilt record is found.',
  ],
  checked: ({ ok, files, fingerprint, against }) => [
    ok
      ? `✓ ${n(files)} files are as listed, and the signature fits.`
      : `This pack has faults (${n(files)} files are as listed).`,
    `key  ${fingerprint ?? '-'}`,
    ...(against.fingerprint
      ? []
      : [
          'Compare the key with a fingerprint kept elsewhere (--fingerprint): else nothing says whose key it is.',
        ]),
    ...(against.ledger ? [] : ['To hold it against the record as well, add --data.']),
  ],
  fault: (fault) => `✗ ${EN_FAULTS[fault.code]}${at(fault) === '' ? '' : `: ${at(fault)}`}`,
};

export const packWords = (language: 'ja' | 'en'): PackSpeech => (language === 'ja' ? ja : en);
