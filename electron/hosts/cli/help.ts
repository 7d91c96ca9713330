/** What `sekisho help` prints. */

import { LOGGING_IN, TOPICS } from './help-desk.ts';
import type { Language } from './io.ts';

const EN = `sekisho: a removable-media gatekeeper

  gate --from DIR --to DIR [--data DIR] [--definitions DIR] [--policy FILE] [--preset NAME]
       [--staff NAME] [--purpose TEXT] [--origin NAME] [--sender TEXT] [--patient ID] [--disposition NAME]
       [--accept-destination] [--practice] [--json]
                                      one medium (a folder) through the gate
  watch --to DIR [the same options] [--media-root DIR]...
                                      gates every medium that appears, until interrupted
  media list | register | describe | lend | return | count | lost | found | retire
                                      the clinic's own media
  staff list | found | add | change | reset | disable | enable | unlock | card | secret | totp | recover
  settings show | get | set | export | import
  exceptions list | grant | revoke    a held-back file that two people let in, by its SHA-256
  facts show | tell SESSION           who, from where, what for: also told afterwards
  review status | sign | list         the record looked through and signed
  drill run | status | list           the monthly self-test, kept as evidence
  audit list [--from DATE] [--to DATE] [--outcome NAME] [--search TEXT] [--untold] [--limit N] [--json]
                                      sessions, newest first; --untold: those of which nobody told who it was
  audit show SESSION [--json]         a session with its files and entries
  audit verify [--head HASH] [--json] whether the record was changed
  audit verify --file CSV...          whether exported files were; with --data DIR also against the record
  audit export --sheet cover|media|sessions|files|operations|reviews|ledger --out FILE, or --sheet all --out DIR
       [--from DATE] [--to DATE] | [--fiscal-year 2026] | [--year 2026] | [--month 2026-11]
       [--encoding utf8|cp932] [--language ja|en] [--mask names,patients] [--json]
                                      the sheets of a period as CSV
  audit pack --out DIR [the same period, --encoding, --language and --mask] [--checklist FILE] [--by NAME] [--json]
                                      a folder for an inspector: all sheets, a report (HTML, PDF), sums, signature, key
  audit verify --pack DIR [--fingerprint HEX] [--json]
                                      whether such a folder was changed; with --data DIR also against the record
  definitions status [--json]         state and age of the virus definitions
  definitions update                  fetch newer ones with freshclam (needs the internet)
  definitions import DIR              take newer ones from a folder or a medium
  definitions extend --days N --reason TEXT
                                      let expired ones be used up to 14 days old
  backup make | verify DIR | status   copies of the record on another drive
  restore DIR                         a backup in place of the present record
  archive make | check FILE | list    years that are over, sealed
  clock confirm · heads compare FILE
  doctor [--to DIR] [--policy FILE] [--json]  what is in order and what is not, with the next step

sekisho help COMMAND tells more of each.
Every command takes --data DIR (default: the user's application data folder).
Exit codes: 0 everything released, or the command succeeded · 1 something was not released, or a fault was found ·
2 wrong usage · 3 the gate is closed · 4 aborted.`;

const JA = `sekisho: USB関所

  gate --from DIR --to DIR [--data DIR] [--definitions DIR] [--policy FILE] [--preset NAME]
       [--staff NAME] [--purpose TEXT] [--origin NAME] [--sender TEXT] [--patient ID] [--disposition NAME]
       [--accept-destination] [--practice] [--json]
                                      媒体(フォルダ)ひとつを検査して取り込む
  watch --to DIR [同じオプション] [--media-root DIR]...
                                      挿された媒体を順に検査する(中断するまで)
  media list | register | describe | lend | return | count | lost | found | retire
                                      院内の媒体の台帳
  staff list | found | add | change | reset | disable | enable | unlock | card | secret | totp | recover
                                      職員
  settings show | get | set | export | import
                                      設定
  exceptions list | grant | revoke    止めたファイルを二人で許可する(SHA-256ごと)
  facts show | tell SESSION           だれが・どこから・何のために。後からも記入できる
  review status | sign | list         記録の点検
  drill run | status | list           月ごとの自己点検(証拠として残る)
  audit list [--from DATE] [--to DATE] [--outcome NAME] [--search TEXT] [--untold] [--limit N] [--json]
                                      使用記録の一覧。--untold は操作者が未記入のものだけ
  audit show SESSION [--json]         ひとつの記録とそのファイル
  audit verify [--head HASH] [--json] 記録が書き換えられていないかを調べる
  audit verify --file CSV...          書き出したファイルを調べる。--data DIR を付けると台帳とも照らす
  audit export --sheet cover|media|sessions|files|operations|reviews|ledger --out FILE、または --sheet all --out DIR
       [--from DATE] [--to DATE] | [--fiscal-year 2026] | [--year 2026] | [--month 2026-11]
       [--encoding utf8|cp932] [--language ja|en] [--mask names,patients] [--json]
                                      期間の表を CSV で書き出す(表紙、A 媒体台帳 〜 E 点検記録、台帳の全記録)
  audit pack --out DIR [期間・--encoding・--language・--mask は同じ] [--checklist FILE] [--by NAME] [--json]
                                      検査員に渡すフォルダ: すべての表、報告書(HTML・PDF)、照合値、署名、公開鍵
  audit verify --pack DIR [--fingerprint HEX] [--json]
                                      そのフォルダを調べる。--data DIR を付けると記録とも照らす
  definitions status [--json]         ウイルス定義ファイルの状態と日付
  definitions update                  freshclam で更新する(インターネットが必要)
  definitions import DIR              フォルダや媒体から取り込む
  definitions extend --days N --reason TEXT
                                      期限切れの定義ファイルを14日まで延ばす
  backup make | verify DIR | status   記録の写しを別のドライブに
  restore DIR                         バックアップから戻す
  archive make | check FILE | list    終わった年の保管
  clock confirm ・ heads compare FILE 時刻の確認・控えた照合値との比較
  doctor [--to DIR] [--policy FILE] [--json]  点検: 正しいこと、直すこと、次にすること

sekisho help コマンド で詳しく表示します。
どのコマンドにも --data DIR(省略時は利用者ごとのアプリケーションデータ)を付けられます。
終了コード: 0 すべて取り込んだ・成功 / 1 取り込まなかったものがある・異常が見つかった / 2 使い方の誤り /
3 取り込みは停止中 / 4 中止`;

/** `topic`: a command; those without a page of their own are on the first one. */
export function helpText(language: Language, topic: string | null = null): string {
  const page = topic !== null && Object.hasOwn(TOPICS, topic) ? TOPICS[topic] : undefined;
  if (page === undefined) return language === 'ja' ? JA : EN;
  return `${page[language]}\n\n${LOGGING_IN[language]}`;
}
