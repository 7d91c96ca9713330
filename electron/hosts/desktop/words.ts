/** What the desktop itself says, outside of any window: tray, notices, and the dialogs of the system. */

import type { DefinitionsView, ResultView } from '../../../shared/contract/snapshot.ts';
import type { AskedFolder } from '../../../shared/contract/upkeep.ts';
import { en } from '../../../shared/words/en.ts';
import { ja } from '../../../shared/words/ja.ts';
import type { Said, Words } from '../../../shared/words/words.ts';
import type { TrayState } from './tray-view.ts';

export type Language = 'ja' | 'en';

export type DesktopWords = {
  readonly core: Words;
  readonly product: string;
  readonly states: Readonly<Record<TrayState, string>>;
  readonly menu: {
    readonly kiosk: string;
    readonly records: string;
    readonly quit: string;
    readonly definitions: (view: DefinitionsView) => string;
  };
  readonly practice: string;
  readonly infected: (files: number, contact: string) => Said;
  readonly closed: string;
  readonly expired: string;
  /** Titles of the system's dialogs, by what is asked for. */
  readonly dialogs: Readonly<Record<'save' | 'settings' | AskedFolder, string>>;
  readonly refusedSwitch: (name: string) => Said;
};

const day = (view: DefinitionsView, language: Language): string =>
  view.builtAt === null
    ? ''
    : new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(
        new Date(view.builtAt),
      );

const japanese: DesktopWords = {
  core: ja,
  product: 'USB関所',
  states: {
    starting: '準備中です',
    open: '待機中です。USBメモリやCDを入れられます',
    checking: 'ウイルスチェック中です。抜かないでください',
    found: 'ウイルスの疑いがあるものを止めました',
    attention: '受け付けられますが、確かめることがあります',
    closed: 'いまは取り込めません',
    broken: '関所が止まりました。自動で立ち上げ直しています',
  },
  menu: {
    kiosk: '受付画面を開く',
    records: '使用記録を開く',
    quit: '終了(管理者)',
    definitions: (view) => `ウイルス定義: ${ja.definitions[view.state]} ${day(view, 'ja')}`.trimEnd(),
  },
  practice: '練習モード ― 実際の検査ではありません',
  infected: (files, contact) => ({
    what: `ウイルスの疑い: ${files}件`,
    next:
      contact === ''
        ? 'ほかのパソコンに挿さず、担当者に知らせてください'
        : `ほかのパソコンに挿さず、知らせてください: ${contact}`,
  }),
  closed: 'いまは取り込めません',
  expired: 'ウイルス定義が古くなりました',
  dialogs: {
    save: '保存する場所',
    inbox: '取り込み先のフォルダー',
    backup: 'バックアップのフォルダー',
    anchor: '記録の控えを置くフォルダー',
    definitions: 'ウイルス定義ファイルのあるフォルダー',
    pack: '監査用の一式を置く場所',
    'backup-check': '確かめるバックアップのフォルダー',
    settings: '設定ファイル',
  },
  refusedSwitch: (name) => ({
    what: `「--${name}」を付けては起動できません`,
    next: 'この指定は検査の守りを外すためのものです。付けずに起動してください',
  }),
};

const english: DesktopWords = {
  core: en,
  product: 'Sekisho',
  states: {
    starting: 'Getting ready',
    open: 'Ready for a USB stick or a disc',
    checking: 'Checking for viruses. Do not pull it out',
    found: 'Something suspicious was stopped',
    attention: 'Ready, but something needs a look',
    closed: 'Nothing can be taken in now',
    broken: 'The gate stopped and is being started again',
  },
  menu: {
    kiosk: 'Open the reception screen',
    records: 'Open the records',
    quit: 'Quit (administrator)',
    definitions: (view) => `Virus definitions: ${en.definitions[view.state]} ${day(view, 'en')}`.trimEnd(),
  },
  practice: 'Practice mode: nothing is really checked',
  infected: (files, contact) => ({
    what: `Suspected malware: ${files === 1 ? '1 file' : `${files} files`}`,
    next:
      contact === ''
        ? 'Plug it in nowhere else and tell the person in charge'
        : `Plug it in nowhere else and tell: ${contact}`,
  }),
  closed: 'Nothing can be taken in now',
  expired: 'The virus definitions are too old',
  dialogs: {
    save: 'Where to save',
    inbox: 'Folder that files go into',
    backup: 'Folder for backups',
    anchor: 'Folder for copies of the record’s heads',
    definitions: 'Folder with virus definitions',
    pack: 'Where to make the audit pack',
    'backup-check': 'Folder of the backup to verify',
    settings: 'Settings file',
  },
  refusedSwitch: (name) => ({
    what: `Sekisho does not start with “--${name}”`,
    next: 'It would take the windows’ protection away. Start it without.',
  }),
};

export const wordsIn = (language: Language): DesktopWords => (language === 'ja' ? japanese : english);

/** Japanese unless the system speaks something else; SEKISHO_LANG overrules it, as everywhere. */
export function languageOf(
  env: Readonly<Record<string, string | undefined>>,
  preferred: readonly string[],
): Language {
  const spoken = env['SEKISHO_LANG'] ?? preferred[0] ?? 'ja';
  return /^ja/i.test(spoken) ? 'ja' : 'en';
}

/** Files in which something was found; 0 where nothing was. */
export const filesInfected = (results: readonly ResultView[]): number =>
  results
    .flatMap(({ reasons }) => reasons)
    .reduce((sum, { verdict, files }) => sum + (verdict === 'infected' ? files : 0), 0);
