/** チェックリストの項目に添える文。記録が示すことだけを言う。 */

import { japanMinute } from '../japan-time.ts';
import type { ReportWords } from './report-words.ts';

const n = (value: number): string => value.toLocaleString('en-US');

export const statementsJa: ReportWords['statements'] = {
  sessions: ({ sessions, files, released, heldBack }) =>
    `媒体の受付 ${n(sessions)} 件、ファイル ${n(files)} 件の検査の記録があります(取り込み ${n(released)} 件、遮断 ${n(heldBack)} 件)。`,
  'sessions-none': () => '媒体の受付の記録はありません。',
  'practice-apart': ({ sessions }) =>
    `このほかに練習の記録が ${n(sessions)} 件あります(件数に入れていません)。`,
  facts: ({ sessions, staff, origin, purpose }) =>
    `受付 ${n(sessions)} 件のうち、操作者の記録 ${n(staff)} 件、持込元 ${n(origin)} 件、目的 ${n(purpose)} 件。`,
  'held-back': ({ files, sessions }) =>
    `取り込まなかったファイルの記録が ${n(files)} 件(受付 ${n(sessions)} 件)あります。`,
  'held-back-none': () => '取り込まなかったファイルの記録はありません。',
  infections: ({ files }) => `ウイルスの疑いの検出が ${n(files)} 件記録されています。`,
  'infections-none': () => 'ウイルスの疑いの検出の記録はありません。',
  'refused-devices': ({ times }) => `使えない機器を断った記録が ${n(times)} 回あります。`,
  'refused-devices-none': () => '機器を断った記録はありません。',
  media: ({ inUse, lost, retired, encrypted }) =>
    `媒体台帳に使用中 ${n(inUse)} 件(暗号化 ${n(encrypted)} 件)、紛失 ${n(lost)} 件、廃棄 ${n(retired)} 件の記録があります(期間末)。`,
  'media-none': () => '院内の媒体の登録の記録はありません。',
  'stock-take': ({ times, last }) => `棚卸しの記録が ${n(times)} 回あります(最後は ${japanMinute(last)})。`,
  'stock-take-none': () => '期間内に棚卸しの記録はありません。',
  lending: ({ lent, out, unchecked }) =>
    `貸出 ${n(lent)} 件、期間末に未返却 ${n(out)} 件、返却時の確認がないもの ${n(unchecked)} 件。`,
  'lending-none': () => '貸出の記録はありません。',
  roles: ({ staff, administrator, auditor }) =>
    `役割別の有効な利用者(期間末): 職員 ${n(staff)} 人、管理者 ${n(administrator)} 人、監査者 ${n(auditor)} 人。`,
  'roles-none': () => '利用者の登録の記録はありません。',
  'disabled-accounts': ({ disabled, unused }) =>
    `無効にした利用者 ${n(disabled)} 人。有効でログインの記録がない利用者 ${n(unused)} 人(期間末)。`,
  secrets: ({ people, own }) =>
    `有効な利用者 ${n(people)} 人のうち、自分で決めた暗証・パスフレーズの記録がある人 ${n(own)} 人(期間末)。`,
  'second-factor': ({ administrators, totp }) =>
    `管理者 ${n(administrators)} 人のうち、二要素認証の登録がある人 ${n(totp)} 人(期間末)。`,
  logins: ({ logins, failed, locked }) =>
    `ログイン ${n(logins)} 回、失敗 ${n(failed)} 回、ロック ${n(locked)} 回の記録があります。`,
  'logins-none': () => 'ログインの記録はありません。',
  engine: ({ version, first, last }) =>
    `検査エンジン ${version} を使った記録があります(${japanMinute(first)} 〜 ${japanMinute(last)})。`,
  'engine-none': () => '検査エンジンの記録はありません。',
  definitions: ({ days, aging, expired, versions }) =>
    `定義ファイル ${n(versions)} 版。記録のある ${n(days)} 日のうち、3日超 ${n(aging)} 日、7日超 ${n(expired)} 日。`,
  'definitions-none': () => '定義ファイルの記録はありません。',
  ledger: ({ entries }) =>
    `記録 ${n(entries)} 件はつながっており、書き換えは見つかりませんでした(出力時の検査)。`,
  'ledger-fault': ({ faults }) => `出力時の検査で、記録に異常が ${n(faults)} 件見つかりました(表紙)。`,
  reviews: ({ times, last, by }) =>
    `点検の記録が ${n(times)} 回あります(最後は ${japanMinute(last)}、${by})。`,
  'reviews-none': () => '期間内に点検の記録はありません。',
  unreviewed: ({ days, of }) =>
    `受付のあった ${n(of)} 日のうち、まだ確認されていない日が ${n(days)} 日あります。`,
  backups: ({ made, failed, last }) =>
    `この記録のバックアップ ${n(made)} 回(最後は ${japanMinute(last)})、失敗 ${n(failed)} 回。`,
  'backups-none': () => '期間内にこの記録のバックアップの記録はありません。',
  'backups-failed': ({ times }) => `失敗したバックアップの記録が ${n(times)} 回あります。`,
  'restore-tests': ({ passed, failed }) => `復元の試験: 合格 ${n(passed)} 回、不合格 ${n(failed)} 回。`,
  'restore-tests-none': () => '期間内に復元の試験の記録はありません。',
  drills: ({ held, passed, practice, last }) =>
    `訓練の記録が ${n(held)} 回あります(合格 ${n(passed)} 回、最後は ${japanMinute(last)})。${practice === 0 ? '' : `うち ${n(practice)} 回は練習用の定義ファイルによるものです。`}`,
  'drills-none': () => '期間内に訓練の記録はありません。',
  clock: ({ times }) => `時計の逆行が ${n(times)} 回記録されています。`,
  'clock-none': () => '時計の逆行の記録はありません。',
  exceptions: ({ granted, uses, revoked }) =>
    `例外の承認 ${n(granted)} 件、使用 ${n(uses)} 件、取り消し ${n(revoked)} 件の記録があります。`,
  'exceptions-none': () => '例外の記録はありません。',
  anchors: ({ outages }) => `照合値を外部に控えられなかった期間が ${n(outages)} 回記録されています。`,
  'anchors-none': () =>
    '照合値の控えの失敗は記録されていません(外部への控えを設定しているかどうかは、これでは分かりません)。',
  settings: ({ times }) => `設定の変更が ${n(times)} 回、変更前後とともに記録されています。`,
  'settings-none': () => '期間内に設定の変更の記録はありません。',
};
