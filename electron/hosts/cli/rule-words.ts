/** What a rule's name in a refusal means, for people; the name itself stands in the message above it. */

import type { ErrorCode, GateError } from '../../../shared/errors.ts';
import type { Io } from './io.ts';

type Meanings = Readonly<Record<string, readonly [ja: string, en: string]>>;

const FILE: Meanings = {
  missing: ['フォルダやファイルがありません', 'the folder or file is not there'],
  'disk-full': ['空き容量が足りません', 'there is no space left'],
  'input-output': ['ドライブの読み書きに失敗しました', 'the drive failed to read or write'],
  EEXIST: ['同じ名前のものがすでにあります', 'something of that name is there already'],
  'inside-data-folder': ['データフォルダの中には作れません', 'it would lie inside the data folder'],
  'head-not-signed': ['記録の署名がまだできていません', 'the newest entry is not signed yet'],
  'key-missing': ['この記録の鍵がありません', 'the key of that record is not here'],
};

/** The schemas' own words for what is wrong with a value. */
const VALUES: Meanings = {
  invalid_type: ['値の種類が違います', 'the value is of another type'],
  too_small: ['小さすぎるか短すぎます', 'too small or too short'],
  too_big: ['大きすぎるか長すぎます', 'too big or too long'],
  invalid_format: ['書式が違います', 'not of the right form'],
  invalid_value: ['選べない値です', 'not one of the choices'],
  custom: ['正しくない値です', 'not a right value'],
  missing: ['ありません', 'it is missing'],
};

const WORDS: Partial<Readonly<Record<ErrorCode, Meanings>>> = {
  'not-allowed': {
    console: [
      '--as 識別子 を付けて、管理者としてログインしてください',
      'log in as an administrator: --as ID',
    ],
    founder: [
      '先に管理者を作ってください: sekisho staff found 識別子',
      'make an administrator first: sekisho staff found ID',
    ],
  },
  'duty-first': {
    'change-secret': ['sekisho staff secret --as 識別子', 'sekisho staff secret --as ID'],
    'enrol-totp': ['sekisho staff totp --as 識別子', 'sekisho staff totp --as ID'],
  },
  'second-factor-needed': { '': ['--code 6桁の数字', '--code with the six digits'] },
  'data-folder-in-use': {
    '': [
      '取り込み中(gate・watch・画面)です。終わらせるか、画面の管理者メニューで行ってください',
      'the gate (gate, watch or its windows) is running: end it, or do this in its administrator window',
    ],
  },
  'secret-refused': {
    differs: ['二回の入力が違います', 'the two inputs differ'],
    same: ['いまの暗証と同じです', 'it is the present one'],
    'pin-short': ['6桁以上必要です', 'at least 6 digits are needed'],
    'pin-pattern': ['続き番号や繰り返しは使えません', 'runs and repeats are guessed first'],
    'passphrase-short': ['13文字以上必要です', 'at least 13 characters are needed'],
    pattern: ['同じ並びの繰り返しです', 'it repeats itself'],
    common: ['よく使われるものです', 'it is one of the common ones'],
    identifier: ['識別子が入っています', 'it holds the identifier'],
    'too-long': ['長すぎます', 'it is too long'],
    code: ['コードが合いません', 'the code does not fit'],
  },
  'exception-refused': {
    'too-long': ['設定の日数を超えています', 'longer than the settings allow'],
    'vendor-confirmation': [
      '検出されたファイルです。製造元の確認を得たときだけ --vendor-confirmation を付けてください',
      'this file was detected: add --vendor-confirmation only when its vendor has confirmed it',
    ],
  },
  'review-refused': {
    order: ['初日が末日より後です', 'the first day is after the last'],
    future: ['末日がまだ来ていません', 'the last day has not come yet'],
  },
  'person-exists': {
    id: ['この識別子は使われています', 'the identifier is taken'],
    card: ['このカードは別の人のものです', 'the card is somebody else’s'],
  },
  'medium-state': {
    'in-use': ['使用中です', 'it is in use'],
    lent: ['貸出中です', 'it is lent'],
    lost: ['紛失中です', 'it is lost'],
    retired: ['廃棄済みです', 'it is retired'],
  },
  usage: VALUES,
  'settings-invalid': {
    ...VALUES,
    unrecognized_keys: ['そのような設定はありません', 'there is no such key'],
    'not-json': ['設定ファイルではありません', 'this is no file of settings'],
    'too-large': ['大きすぎます', 'the file is too large'],
    'overlaps-data-folder': [
      'データフォルダと重なる場所です。ほかの場所を選んでください',
      'it lies in the data folder or around it: choose another place',
    ],
    sum: ['書き出したときから変わっています', 'it was changed since it was exported'],
  },
  'backup-failed': FILE,
  'backup-invalid': {
    ...FILE,
    manifest: ['目録が読めません', 'its list cannot be read'],
    surplus: ['余計なファイルがあります', 'it holds a file that does not belong there'],
    sum: ['内容が変わっています', 'a file was changed'],
    head: ['目録と記録が合いません', 'its list and its record disagree'],
    ledger: ['記録に異常があります', 'its record is at fault'],
    verify: ['復元した記録に異常があります', 'the restored record is at fault'],
    open: ['復元した記録を開けません', 'the restored record does not open'],
    people: ['職員情報を開けません', 'the accounts in it do not open'],
  },
  'restore-refused': FILE,
  'archive-failed': {
    ...FILE,
    'not-over': ['その年はまだ終わっていません', 'that year is not over'],
    nothing: ['保管していない記録はありません', 'there is nothing that is not archived already'],
  },
  'archive-invalid': {
    ...FILE,
    key: ['別の鍵で封をしたものです', 'sealed with another key'],
    signature: ['封の署名が合いません', 'the seal’s signature does not fit'],
    sum: ['内容が変わっています', 'its content was changed'],
    chain: ['記録のつながりが切れています', 'the chain is broken'],
    cut: ['途中で切れています', 'it was cut off'],
  },
};

/** Which of a refusal's parameters names the rule. */
const NAMING = ['rule', 'reason', 'state', 'what', 'fault', 'duty', 'role'] as const;

/** The meaning under the message, where there is one to tell. */
export function sayRule(io: Io, { code, params }: GateError): void {
  const name = NAMING.find((each) => params[each] !== undefined && params[each] !== null);
  const meanings = WORDS[code];
  const meaning = meanings?.[name === undefined ? '' : String(params[name])] ?? meanings?.[''];
  if (meaning !== undefined) io.say(`  (${meaning[io.language === 'ja' ? 0 : 1]})`);
}
