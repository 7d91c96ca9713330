/** The page that comes with every pack: how to check it, what each check proves, and what it does not. */

import type { SheetLanguage } from '../model/sheets.ts';

/** `head`: hash of the newest entry when the pack was made; null in a masked pack, which must not hold it. */
export type GuideFacts = { readonly fingerprint: string; readonly head: string | null };

export type GuideStep = {
  readonly heading: string;
  readonly commands: readonly string[];
  readonly proves: string;
  readonly not: string;
};

export type Guide = {
  readonly title: string;
  readonly intro: string;
  readonly proves: string;
  readonly not: string;
  readonly steps: readonly GuideStep[];
  readonly keepHeading: string;
  readonly keep: string;
  readonly fingerprint: string;
  readonly head: string;
};

/** A CSV of the pack as an example; any other is checked the same way. */
const SHEET = 'C-files.csv';
const OPENSSL =
  'openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig';
const FINGERPRINT = 'openssl pkey -pubin -in public-key.pem -outform DER | sha256sum';

const ja = ({ fingerprint, head }: GuideFacts): Guide => ({
  title: 'この資料の確かめ方',
  intro:
    'このフォルダには、使用記録の表(CSV)、報告書、照合値の一覧(SHA256SUMS)とその署名、署名を確かめる公開鍵が入っています。次の順に確かめられます。1 から 3 は、関所(Sekisho)がなくてもできます。',
  proves: '分かること',
  not: '分からないこと',
  steps: [
    {
      heading: '1. ファイルが壊れたり変わったりしていないか',
      commands: ['sha256sum -c SHA256SUMS'],
      proves: 'ここにあるファイルが、一覧(SHA256SUMS)と同じであること。',
      not: '一覧ごと作り直されていないこと。ファイルを変えた人は、一覧も変えられます。',
    },
    {
      heading: '2. 一覧が、記録の鍵で署名されたものか',
      commands: [OPENSSL],
      proves: '一覧が、同じフォルダの公開鍵に対応する鍵で署名されていること。',
      not: 'その鍵が本当にこの施設の鍵であること。公開鍵も差し替えられます。次の 3 で確かめます。',
    },
    {
      heading: '3. 鍵が、この施設の鍵か',
      commands: [FINGERPRINT],
      proves: '表示された値が、施設が別に控えておいた指紋と同じなら、この施設の鍵で作られた資料であること。',
      not: 'このフォルダに書かれた指紋と比べるだけでは、何も分かりません。必ず、別に控えたもの(紙や前回の資料)と比べてください。',
    },
    {
      heading: '4. まとめて確かめる(関所のある機械で)',
      commands: ['sekisho audit verify --pack フォルダ', `sekisho audit verify --file ${SHEET}`],
      proves:
        '1 と 2 に加え、それぞれの表が、書き出したときのまま(行の追加・削除・入れ替え・変更がない)であること。--fingerprint に控えた指紋を渡すと 3 も確かめます。',
      not: '元の記録と同じであること。それには、次の 5 が必要です。',
    },
    {
      heading: '5. 元の記録と同じか',
      commands: [
        'sekisho audit verify --pack フォルダ --data データフォルダ',
        `sekisho audit verify --data データフォルダ --head ${head ?? '控えた照合値'}`,
      ],
      proves:
        '元の記録が、この資料を作ったあとも書き換えられておらず、資料の表がその記録のとおりであること。',
      not: '記録に書かれなかったこと(関所を通さずに使われた媒体など)。',
    },
  ],
  keepHeading: '記録全体の作り直しについて',
  keep: '記録を動かしている機械を自由に操作でき、鍵を読める人は、記録の全体を署名ごと作り直せます。作り直された記録は、それだけを見ても見分けられません。見分けられるのは、機械の外に控えてあった照合値が、記録の中に見つからないときだけです。この資料を受け取った人は、下の値を控えておいてください。次の年に 3 と 5 の手順で渡すと、作り直しが分かります。',
  fingerprint: `署名鍵の指紋: ${fingerprint}`,
  head: `記録の末尾の照合値: ${head ?? '伏せた資料には載せません(伏せた名前を推測で確かめられるため)。施設の控えを見てください'}`,
});

const en = ({ fingerprint, head }: GuideFacts): Guide => ({
  title: 'How to verify this folder',
  intro:
    'This folder holds the sheets (CSV), a report, a list of check sums (SHA256SUMS) with its signature, and the public key for that. Steps 1 to 3 need no Sekisho.',
  proves: 'This proves',
  not: 'This does not prove',
  steps: [
    {
      heading: '1. Did the files change?',
      commands: ['sha256sum -c SHA256SUMS'],
      proves: 'the files here are those of the list (SHA256SUMS).',
      not: 'that the list was not made anew. Whoever changes a file can change the list as well.',
    },
    {
      heading: '2. Is the list signed with the record’s key?',
      commands: [OPENSSL],
      proves: 'the list was signed with the key that belongs to the public key in this folder.',
      not: 'that this is the clinic’s key: a public key can be replaced, too. See step 3.',
    },
    {
      heading: '3. Is it the clinic’s key?',
      commands: [FINGERPRINT],
      proves: 'if the value is the fingerprint that was kept elsewhere, this was made with the clinic’s key.',
      not: 'anything, if you only compare it with the fingerprint printed in this folder. Compare it with one kept elsewhere, on paper or from last year.',
    },
    {
      heading: '4. All at once (on a machine with Sekisho)',
      commands: ['sekisho audit verify --pack FOLDER', `sekisho audit verify --file ${SHEET}`],
      proves:
        'steps 1 and 2, and that each sheet is as it was written: no row added, removed, moved or changed. With --fingerprint and the value kept elsewhere, step 3 as well.',
      not: 'that it agrees with the record it was made from. That takes step 5.',
    },
    {
      heading: '5. Does it agree with the record?',
      commands: [
        'sekisho audit verify --pack FOLDER --data DATA-FOLDER',
        `sekisho audit verify --data DATA-FOLDER --head ${head ?? 'HEAD-KEPT-ELSEWHERE'}`,
      ],
      proves: 'the record was not changed since this was made, and the sheets say what it says.',
      not: 'anything about what was never recorded, such as media used past the gate.',
    },
  ],
  keepHeading: 'A wholly rebuilt record',
  keep: 'Whoever controls the machine and can read the key can rebuild the whole record with new signatures. Such a record looks sound by itself. It is found only where a head that was kept off the machine is not in it. Whoever receives this folder should note down the values below: given in steps 3 and 5 a year later, they show a rebuilt record.',
  fingerprint: `Fingerprint of the key: ${fingerprint}`,
  head: `Head of the record: ${head ?? 'not in a masked folder, because guesses at masked names could be held against it; ask the clinic for the one it keeps'}`,
});

export const GUIDES: Readonly<Record<SheetLanguage, (facts: GuideFacts) => Guide>> = { ja, en };
