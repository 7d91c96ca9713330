/** 管理者の画面の言葉。領域ごとのファイルをここで束ねる。 */

import { definitions } from './admin-definitions.ts';
import { errors } from './admin-errors.ts';
import { login, account } from './admin-login.ts';
import { media } from './admin-media.ts';
import { people } from './admin-people.ts';
import { records } from './admin-records.ts';
import { review, exceptions } from './admin-review.ts';
import { settings } from './admin-settings.ts';
import { today } from './admin-today.ts';
import { wizard } from './admin-wizard.ts';

export const admin = {
  title: '管理者の画面',
  nav: {
    label: '管理者のメニュー',
    today: '今日',
    records: '使用記録',
    media: '媒体台帳',
    people: '職員',
    definitions: 'ウイルス定義',
    exceptions: '例外',
    review: '点検',
    settings: '設定',
    account: '自分のアカウント',
  },
  frame: {
    toContent: '本文へ',
    practice: '練習モード ― 実際の検査ではありません',
    idle_other: '操作がなければ、あと{{minutes}}分でログアウトします',
    idleSoon: 'まもなく自動でログアウトします(あと{{seconds}}秒)',
    idleUnder: '入力の途中のものは消えます。',
    keep: 'ログインを続ける',
    logout: 'ログアウト',
    readOnly: '監査者としてログインしています。見ることと書き出すことができ、変えることはできません。',
    you: 'ログイン中: {{name}}({{role}})',
  },
  roles: { staff: '職員', administrator: '管理者', auditor: '監査者' },
  common: {
    none: '―',
    days_other: '{{count}}日',
    files_other: '{{n}}件',
    save: '保存する',
    close: '閉じる',
    stopped: '途中でやめました。作りかけのものは残っていません。',
    cancel: 'やめる',
    change: '変更',
    reason: '理由',
    reasonNote: '記録に残ります。',
    remarks: '所見・メモ',
    required: '入力してください。',
    noRightTitle: 'この画面を見る権限がありません',
    noRightNote: '管理者にログインしてもらってください。',
    done: '終わりました',
    more: '続きを見る',
    progress: '{{done}} / {{total}}',
    counted: '{{done}}',
    percent: '{{percent}}%',
    sha: '照合値(SHA-256)',
  },
  errors,
  login,
  account,
  today,
  records,
  media,
  people,
  definitions,
  exceptions,
  review,
  settings,
  wizard,
} as const;
