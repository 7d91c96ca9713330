/** What `sekisho help COMMAND` prints for the commands about people, settings, evidence and keeping. */

import type { Language } from './io.ts';

type Text = Readonly<Record<Language, string>>;

/** Said once for all of them. */
export const LOGGING_IN: Text = {
  en: `Acts log in with --as ID: the secret is asked for without an echo, or read from standard input with
--secret-stdin, one line each in the order named below; --code NNNNNN is the second factor. Without --as they are
done in the name of the operating system's user, as far as that is allowed. What only looks needs neither and works
beside a running gate; acts need the gate (gate, watch, windows) to be closed. All take --data DIR and --json.`,
  ja: `操作は --as 識別子 でログインして行います。暗証は画面に出さずにたずねます。--secret-stdin を付けると標準入力から、
下に書いた順に1行ずつ読みます。--code は二要素認証の6桁です。--as がなければOSの利用者の名前で、許される範囲だけ行えます。
見るだけのものはどちらも要らず、取り込み中でも使えます。操作は取り込み(gate・watch・画面)を終えてから行います。
どれにも --data DIR と --json を付けられます。`,
};

export const TOPICS: Readonly<Record<string, Text>> = {
  staff: {
    en: `  staff list                          who there is, and who is locked and for how long
  staff found ID [--name TEXT]        the first administrator; prints the recovery code once       (secret: new)
  staff add ID --as ID [--name TEXT] [--role staff|administrator|auditor] [--card NUMBER]   (secrets: own, new)
  staff change ID --as ID [--name TEXT] [--role NAME]     a higher role needs a new secret       (secrets: own, new)
  staff reset ID --as ID              a new first secret; unlocks as well                     (secrets: own, new)
  staff disable | enable ID --as ID --reason TEXT         nobody is ever deleted                   (secret: own)
  staff unlock ID --as ID                                                                          (secret: own)
  staff card ID --as ID --card NUMBER | --none            a card only says who; the secret stays   (secret: own)
  staff drop-totp ID --as ID --reason TEXT                for a lost telephone                     (secret: own)
  staff secret --as ID                choose one's own secret                             (secrets: present, new)
  staff totp --as ID                  set up the second factor                         (secret; then the code shown)
  staff recover ID                    back in with the recovery code               (lines: recovery code, new secret)`,
    ja: `  staff list                          職員の一覧。ロック中の人と残り秒数
  staff found ID [--name 氏名]        最初の管理者。復旧コードを一度だけ表示                        (暗証: 新)
  staff add ID --as ID [--name 氏名] [--role staff|administrator|auditor] [--card 番号]       (暗証: 自分、新)
  staff change ID --as ID [--name 氏名] [--role 区分]     上の区分には新しい暗証が要ります     (暗証: 自分、新)
  staff reset ID --as ID              最初の暗証を付け直す。ロックも解除                        (暗証: 自分、新)
  staff disable | enable ID --as ID --reason 理由         停止と再開。削除はできません            (暗証: 自分)
  staff unlock ID --as ID             ロックの解除                                                (暗証: 自分)
  staff card ID --as ID --card 番号 | --none              カードは本人を示すだけ。暗証は要ります  (暗証: 自分)
  staff drop-totp ID --as ID --reason 理由                端末をなくしたとき                      (暗証: 自分)
  staff secret --as ID                自分の暗証を決める                                     (暗証: いまの、新)
  staff totp --as ID                  二要素認証の登録                             (暗証、次に表示されたコード)
  staff recover ID                    復旧コードで戻る                            (行: 復旧コード、新しい暗証)`,
  },
  settings: {
    en: `  settings show | get KEY
  settings set KEY VALUE --as ID [--base VERSION]         VALUE is JSON, or a plain text            (secret: own)
  settings export --out FILE
  settings import FILE --as ID [--base VERSION]           shows what differs                        (secret: own)
  settings import FILE --check        shows what would differ, changes nothing
--base: only where the settings are still of that version; else settings-conflict.`,
    ja: `  settings show | get KEY
  settings set KEY 値 --as ID [--base 版]                 値はJSON、または文字のまま              (暗証: 自分)
  settings export --out ファイル
  settings import ファイル --as ID [--base 版]            変わるところを表示                      (暗証: 自分)
  settings import ファイル --check    変わるところを見るだけ
--base: 設定がその版のままのときだけ変えます。違えば settings-conflict です。`,
  },
  exceptions: {
    en: `  exceptions list
  exceptions grant SHA256 --as ID --second ID --reason TEXT [--days N] [--vendor-confirmation] [--second-code NNNNNN]
                                      two people let one held-back content in   (secrets: of --as, of --second)
  exceptions revoke ID --as ID --reason TEXT                                                        (secret: own)`,
    ja: `  exceptions list
  exceptions grant SHA256 --as ID --second ID --reason 理由 [--days 日数] [--vendor-confirmation] [--second-code 6桁]
                                      止めた内容を二人で許可する            (暗証: --as の人、--second の人)
  exceptions revoke 番号 --as ID --reason 理由                                                    (暗証: 自分)`,
  },
  review: {
    en: `  review status                       days that nobody has reviewed; exit code 1 when a review is due
  review sign --from DATE --to DATE --as ID [--remarks TEXT]                                        (secret: own)
  review list`,
    ja: `  review status                       未点検の日。点検の時期なら終了コード1
  review sign --from 日付 --to 日付 --as ID [--remarks 所見]                                      (暗証: 自分)
  review list`,
  },
  facts: {
    en: `  facts show SESSION
  facts tell SESSION [--as ID] [--staff ID] [--origin patient|referring-hospital|laboratory|vendor|own]
             [--sender TEXT] [--purpose TEXT] [--patient ID] [--disposition returned|kept|destroyed]`,
    ja: `  facts show 受付番号
  facts tell 受付番号 [--as ID] [--staff ID] [--origin patient|referring-hospital|laboratory|vendor|own]
             [--sender 施設名] [--purpose 目的] [--patient 患者ID] [--disposition returned|kept|destroyed]`,
  },
  drill: {
    en: `  drill run [--as ID] [--remarks TEXT] [--definitions DIR] [--practice]
                                      test virus, pulled medium and dead engine before a real gate of its own;
                                      kept as evidence; exit code 1 when anything else happened than has to
  drill status                        exit code 1 when one is due
  drill list`,
    ja: `  drill run [--as ID] [--remarks 備考] [--definitions DIR] [--practice]
                                      試験用ウイルス・途中で抜いた媒体・止まったエンジンを、別に開いた本物の関所で試し、
                                      記録に残す。期待どおりでなければ終了コード1
  drill status                        時期なら終了コード1
  drill list`,
  },
  media: {
    en: `  media list
  media register ID --storage TEXT --vendor HHHH --product HHHH --serial TEXT | --mark FILE
                 [--name TEXT] [--type usb|disc|card|disk|other] [--product-name TEXT] [--bytes N] [--encrypted]
                 [--owner clinic|vendor|patient|other] [--as ID]
  media describe ID --storage TEXT [the same details] --as ID
  media lend ID --to PERSON --purpose TEXT --due DATE --as ID
  media return ID [--checked] [--erased] [--remarks TEXT] --as ID
  media count ID... [--remarks TEXT] --as ID              stock-take: name all that are here
  media lost | found ID --reason TEXT --as ID
  media retire ID --how shredded|erased|returned|handed-over|other --reason TEXT [--witness TEXT] --as ID`,
    ja: `  media list
  media register ID --storage 保管場所 --vendor HHHH --product HHHH --serial 文字 | --mark ファイル
                 [--name 名前] [--type usb|disc|card|disk|other] [--product-name 製品名] [--bytes 容量] [--encrypted]
                 [--owner clinic|vendor|patient|other] [--as ID]
  media describe ID --storage 保管場所 [同じ項目] --as ID
  media lend ID --to 貸出先 --purpose 目的 --due 返却予定日 --as ID
  media return ID [--checked] [--erased] [--remarks 備考] --as ID
  media count ID... [--remarks 備考] --as ID              棚卸し: いまある媒体をすべて挙げる
  media lost | found ID --reason 理由 --as ID
  media retire ID --how shredded|erased|returned|handed-over|other --reason 理由 [--witness 立会人] --as ID`,
  },
  backup: {
    en: `  backup make [--to DIR] [--with-key] [--as ID]           without --to: the folder of the settings
  backup verify DIR                   whether it is whole; with --try it is restored and proven aside
  backup status                       exit code 1 when one is due or a drive is nearly full`,
    ja: `  backup make [--to DIR] [--with-key] [--as ID]           --to がなければ設定のフォルダ
  backup verify DIR                   完全かどうか。--try を付けると別の場所に復元して確かめる
  backup status                       時期か、空き容量が少なければ終了コード1`,
  },
  restore: {
    en: `  restore DIR                         a backup in place of the present record, with the gate closed;
                                      the former files are put aside, and what is missing since is told`,
    ja: `  restore DIR                         取り込みを止めて、バックアップを記録の代わりに戻す。
                                      元のファイルは取っておき、欠けた記録の数を示す`,
  },
  archive: {
    en: `  archive make --year YYYY [--calendar] --to DIR [--as ID]    a year that is over (April to March), sealed
  archive check FILE [--fingerprint HEX]
  archive list`,
    ja: `  archive make --year YYYY [--calendar] --to DIR [--as ID]    終わった年度(--calendar は暦年)を封をして保管
  archive check ファイル [--fingerprint 指紋]
  archive list`,
  },
  clock: {
    en: `  clock confirm --reason TEXT --as ID the clock is right now: what it ran ahead to before no longer counts`,
    ja: `  clock confirm --reason 理由 --as ID いまの時刻は正しい。以前に進んでいた時刻は数えない`,
  },
  heads: {
    en: `  heads compare FILE                  heads kept off the machine against the record; 1 when any does not fit`,
    ja: `  heads compare ファイル              外に控えた照合値と記録を比べる。合わなければ終了コード1`,
  },
};
