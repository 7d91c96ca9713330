/** 点検の言葉。型により findings-en.ts と揃う。わからなかったことは「わかりません」と言い、「正常」とは言わない。 */

import type { GateError } from '../errors.ts';
import type { FindingFacts } from '../model/finding.ts';
import { fine, speak, type FindingWords } from './finding-words.ts';
import { ja } from './ja.ts';
import { size, type Said } from './words.ts';

const day = (instant: string | null): string => instant?.slice(0, 10) ?? '日付不明';
const named = (names: readonly string[]): string => (names.length === 0 ? '' : `(${names.join('、')})`);
const bytes = (value: number | null): string => (value === null ? '不明' : size(value));
const room = (facts: FindingFacts['disk-space']): string =>
  `空き ${bytes(facts.free)} / ${bytes(facts.total)}`;
const built = ({ builtAt, days }: FindingFacts['definitions']): string =>
  days === null ? day(builtAt) : `${day(builtAt)}、${days}日前`;
const life = ({ fixesUntil, definitionsUntil }: FindingFacts['engine-support']): string =>
  `修正は ${fixesUntil ?? '未定'}、定義の配布は ${definitionsUntil ?? '未定'} まで`;
const because =
  (what: string, next: string) =>
  ({ error }: { readonly error: GateError | null }): Said =>
    error === null ? speak(what, next) : ja.errors[error.code](error.params);

const VENDOR = '導入した業者に相談してください。';
const BY_EYE = '月に一度は、時計が合っているか目で確かめてください。';
const SAME_ACCOUNT = '取り込みと点検を、いつも同じ利用者で行ってください。';
const FIRST_START = '最初の起動で作られます。';
const RENEW = '`sekisho definitions update` か `sekisho definitions import フォルダ` を実行してください。';

const LEFT_OUT: Readonly<Record<NonNullable<FindingFacts['self-test']['reason']>, Said>> = {
  'gate-running': speak(
    'いま取り込みが動いているので、行いませんでした(動いている側が自分で点検しています)。',
    '終わってから、もう一度点検してください。',
  ),
  engine: speak('検査エンジンが使えないので、行いませんでした。', '先にエンジンを直してください。'),
  definitions: speak('ウイルス定義が使えないので、行いませんでした。', '先に定義を直してください。'),
  'data-folder': speak(
    'データフォルダが使えないので、行いませんでした。',
    '先にデータフォルダを直してください。',
  ),
  stopped: speak('中止したので、行いませんでした。', 'もう一度点検してください。'),
};

export const findingsJa: FindingWords = {
  levels: { ok: '正常', notice: 'お知らせ', warning: '注意', fault: '異常' },
  things: {
    engine: '検査エンジン',
    'engine-support': 'エンジンの期限',
    'engine-confined': 'エンジンの制限',
    definitions: 'ウイルス定義',
    'self-test': '自己点検',
    'data-folder': 'データフォルダ',
    'signing-key': '署名の鍵',
    ledger: '記録',
    'disk-space': 'ディスクの空き',
    destination: '取り込み先',
    clock: '時計',
    review: '記録の確認',
    drill: '訓練',
    backup: 'バックアップ',
    anchors: '外への控え',
    'clock-sync': '時刻合わせ',
    routing: 'ネットワーク中継',
    'default-routes': '外への経路',
    vpn: 'VPN',
    autorun: '自動再生',
    antivirus: 'ほかの対策ソフト',
    'system-support': 'OSの期限',
    privileges: '実行の権限',
    swap: '仮想メモリ',
  },
  said: {
    engine: {
      present: ({ version, updater }) =>
        fine(
          `${version ?? 'ClamAV(版はわかりません)'}${updater ? '' : '。freshclam なし(定義は import で)'}`,
        ),
      missing: ({ program, package: bringer }) =>
        speak(
          `ClamAV の ${program ?? '一部'} が入っていません。取り込めません。`,
          `\`npm run setup\` を実行するか、${bringer ?? 'ClamAV'} を入れてください。`,
        ),
      remote: ({ version, server }) =>
        fine(`${version ?? 'ClamAV(版はわかりません)'}、検査サーバー ${server ?? ''}`),
      refused: because('検査サーバーが使えません。', VENDOR),
    },
    'engine-support': {
      supported: (facts) => fine(`${life(facts)}。`),
      ending: (facts) =>
        speak(`期限が近づいています(${life(facts)})。`, '新しい ClamAV を手配してください。'),
      unfixed: (facts) =>
        speak(`もう修正されません(${life(facts)})。`, '新しい ClamAV に入れ替えてください。'),
      ended: (facts) =>
        speak(`もう定義が配布されません(${life(facts)})。`, 'すぐに新しい ClamAV に入れ替えてください。'),
      unknown: ({ engine }) =>
        speak(`${engine ?? 'この版'} の期限はわかりません。`, 'ClamAV の公式の期限表で確かめてください。'),
    },
    'engine-confined': {
      confined: ({ profiles }) =>
        speak(
          `AppArmor が検査エンジンの使えるフォルダを制限しています${named(profiles)}。`,
          '自己点検が失敗するときは、その設定でデータフォルダを許してください。',
        ),
    },
    definitions: {
      fresh: (facts) => fine(`更新済み(${built(facts)})。`),
      aging: (facts) =>
        speak(`古くなりはじめています(${built(facts)})。7日を過ぎると取り込めません。`, RENEW),
      extended: (facts) => speak(`期限切れですが、管理者の延長で使えています(${built(facts)})。`, RENEW),
      practice: ({ files }) =>
        speak(
          `練習用です${files === null ? '' : `(${files} 個)`}。実際の検査ではありません。`,
          '実際に使うときは、公式の定義ファイルを取り込み、--practice を外してください。',
        ),
      unknown: speak('検査サーバーからわかりませんでした。', '先にエンジンを直してください。'),
      system: (facts) =>
        speak(
          `まだ自分の定義がありません。最初の起動で OS のもの(${built(facts)})を引き継ぎます。`,
          '一度 `sekisho gate` を使ってから、もう一度点検してください。',
        ),
      refused: because('この定義では取り込めません。', '`sekisho definitions status` を実行してください。'),
    },
    'self-test': {
      passed: ({ canaries, memory }) =>
        fine(
          `見本 ${canaries ?? 0} 個すべてに正しく答えました${memory === null ? '' : `(メモリ ${bytes(memory)})`}。`,
        ),
      blind: speak(
        '動いていますが、この定義は試験用の見本(EICAR)を知らず、検知できるか試せていません。',
        '公式の定義ファイルで、もう一度点検してください。',
      ),
      failed: because('検査エンジンが正しく答えませんでした。', '定義を更新し、もう一度点検してください。'),
      'left-out': ({ reason }) => LEFT_OUT[reason ?? 'engine'],
    },
    'data-folder': {
      private: ({ path, mode }) => fine(`この利用者だけが開けます(${mode ?? ''}): ${path}`),
      absent: ({ path }) =>
        speak(`まだありません: ${path}`, `${FIRST_START}場所が違うなら --data を直してください。`),
      open: ({ path, mode }) =>
        speak(
          `ほかの利用者も入れます(${mode ?? ''}): ${path}`,
          `\`chmod 700 '${path}'\` を実行してください。`,
        ),
      foreign: ({ path, mode }) => speak(`持ち主が別の利用者です(${mode ?? ''}): ${path}`, SAME_ACCOUNT),
      unusable: because('使えません。', '場所と権限を確かめてください。'),
      unknown: ({ path }) =>
        speak(
          `誰が開けるかはわかりません: ${path}`,
          'プロパティの「セキュリティ」で、この利用者と管理者だけか確かめてください。',
        ),
    },
    'signing-key': {
      private: fine('この利用者だけが読めます。'),
      absent: speak('まだありません。', FIRST_START),
      open: ({ path, mode }) =>
        speak(
          `ほかの利用者も読めます(${mode ?? ''}): ${path ?? ''}`,
          `\`chmod go= '${path ?? ''}'\` を実行し、誰が読めたかを確かめてください。`,
        ),
      foreign: ({ path, mode }) =>
        speak(`持ち主が別の利用者です(${mode ?? ''}): ${path ?? ''}`, SAME_ACCOUNT),
      unknown: speak(
        '誰が読めるかはわかりません。',
        'データフォルダの keys を、この利用者と管理者だけが開けるか確かめてください。',
      ),
    },
    ledger: {
      fits: ({ entries, newestAt }) =>
        fine(
          `${entries ?? 0} 件、最後は ${day(newestAt)}。末尾と署名が合っています(全体は \`sekisho audit verify\` で)。`,
        ),
      absent: speak('まだありません。', FIRST_START),
      older: speak(
        '前の版の Sekisho が書いたものです。',
        '次の起動で新しい形になります。そのあと `sekisho audit verify` を実行してください。',
      ),
      unfit: because('記録が使えません。', '`sekisho audit verify` を実行してください。'),
    },
    'disk-space': {
      enough: (facts) => fine(`${room(facts)}。`),
      low: (facts) =>
        speak(`残り少なくなっています(${room(facts)})。`, 'いらないファイルを片付けてください。'),
      full: (facts) =>
        speak(
          `ほとんどありません(${room(facts)})。何も取り込めません。`,
          'すぐに、いらないファイルを片付けてください。',
        ),
      unknown: speak('空きがわかりません。', 'ディスクのプロパティで確かめてください。'),
    },
    destination: {
      writable: ({ path, free }) => fine(`書き込めます(空き ${bytes(free)}): ${path}`),
      low: ({ path, free }) =>
        speak(`残り少なくなっています(空き ${bytes(free)}): ${path}`, '取り込み先を片付けてください。'),
      overlaps: ({ path }) =>
        speak(
          `データフォルダと重なっています: ${path}`,
          '検査前のファイルや鍵が共有されないように、別の場所にしてください。',
        ),
      unusable: because('使えません。', '取り込み先を確かめてください。'),
    },
    clock: {
      plausible: fine('最後の記録や定義の日付より後です。'),
      'before-ledger': ({ now, newestEntry }) =>
        speak(
          `最後の記録(${newestEntry ?? ''})より前を指しています(${now})。`,
          '時計を合わせてください。次の記録に「時計が戻った」と残ります。',
        ),
      'before-definitions': ({ now, definitionsBuilt }) =>
        speak(
          `定義の作成日(${definitionsBuilt ?? ''})より前を指しています(${now})。`,
          '時計を合わせてください。合うまで取り込めません。',
        ),
      unknown: ({ now }) =>
        speak(`比べるものがまだありません(${now})。`, '日付と時刻が合っているか、目で確かめてください。'),
    },
    review: {
      signed: fine('すべて確認済みです。'),
      open: ({ days, oldest }) => fine(`確認待ちは ${days ?? 0} 日分です(${day(oldest)} から)。`),
      due: ({ days, oldest }) =>
        speak(
          `確認されていない日が ${days ?? 0} 日あります(${day(oldest)} から)。`,
          '管理者が記録を見て、`sekisho review sign` で署名してください。',
        ),
      unknown: speak('確認の状況がわかりません。', '`sekisho audit verify` を実行してください。'),
    },
    drill: {
      held: ({ days }) => fine(`${days ?? 0} 日前に行い、すべて合格しました。`),
      due: ({ days }) =>
        speak(
          days === null ? 'まだ一度も行われていません。' : `前回から ${days} 日たちました。`,
          '`sekisho drill run` を行ってください。',
        ),
      failed: ({ days }) =>
        speak(
          `前回(${days ?? 0} 日前)は合格していません。`,
          '記録を見て直し、もう一度 `sekisho drill run` を行ってください。',
        ),
      unknown: speak('訓練の状況がわかりません。', '`sekisho audit verify` を実行してください。'),
    },
    backup: {
      made: ({ days }) => fine(`${days ?? 0} 日前に取りました。`),
      due: ({ days }) =>
        speak(`前回から ${days ?? 0} 日たちました。`, '`sekisho backup make` を実行してください。'),
      never: speak('まだ一度も取られていません。', '`sekisho backup make` を実行してください。'),
      unknown: speak('バックアップの状況がわかりません。', '`sekisho audit verify` を実行してください。'),
    },
    anchors: {
      none: speak(
        '記録の控えは、このパソコンの中だけにあります。',
        '別のドライブか記録サーバーへの控えを、設定で決めてください。',
      ),
      delivered: fine('すべて届いています。'),
      waiting: fine('これから送ります。'),
      failing: ({ names, since }) =>
        speak(
          `${day(since)} から届いていません${named(names)}。記録は残っていて、つながれば送ります。`,
          '控えの送り先につながるか確かめてください。',
        ),
      unknown: speak('控えの状況がわかりません。', 'データフォルダの権限を確かめてください。'),
    },
    'clock-sync': {
      synchronised: fine('自動で合っています。'),
      'set-up': speak('自動で合わせる設定です。合っているかまではわかりません。', BY_EYE),
      'not-synchronised': speak(
        '自動では合っていません。記録の時刻がずれていきます。',
        `院内の時刻サーバーに合わせてください。なければ、${BY_EYE}`,
      ),
      unknown: speak('自動で合わせているかわかりません。', BY_EYE),
    },
    routing: {
      off: fine('ネットワークのあいだを中継していません。'),
      on: ({ interfaces }) =>
        speak(
          `ネットワークのあいだを中継する設定です${named(interfaces)}。電子カルテ側へ素通りされるおそれがあります。`,
          `中継(IP転送)を切ってください。わからなければ、${VENDOR}`,
        ),
      shared: speak(
        'インターネット接続の共有(ICS)かモバイルホットスポットが動いています。',
        '接続の共有とホットスポットを切ってください。',
      ),
      bridged: ({ interfaces }) =>
        speak(
          `ふたつ以上のネットワークをブリッジでつないでいます${named(interfaces)}。`,
          `ブリッジを外してください。わからなければ、${VENDOR}`,
        ),
      unknown: speak('ネットワークのあいだを中継しているかわかりません。', VENDOR),
    },
    'default-routes': {
      none: fine('ありません。'),
      one: ({ interfaces }) => fine(`ひとつです${named(interfaces)}。`),
      several: ({ interfaces }) =>
        speak(
          `${interfaces.length} つあります${named(interfaces)}。別々のネットワークに同時につながっています。`,
          '使わないほう(無線LAN、スマートフォンの共有など)を切ってください。',
        ),
      unknown: speak('外への経路がわかりません。', VENDOR),
    },
    vpn: {
      none: fine('つながっている VPN は見当たりません。'),
      up: ({ interfaces }) =>
        speak(
          `つながっています${named(interfaces)}。外からこのパソコンに入れるかもしれません。`,
          '業者の保守中でなければ、切ってください。',
        ),
      unknown: speak('つながっているかわかりません。', VENDOR),
    },
    autorun: {
      off: fine('媒体を入れても、何もひとりでに開きません。'),
      opens: speak(
        '媒体を入れると、中身がひとりでに開きます。',
        '「リムーバブルメディア」の設定で、自動で開かないようにしてください。',
      ),
      on: speak(
        '媒体のプログラムが、ひとりでに始まるか、始めるよう勧められます。',
        '自動再生を切ってください。Windows では、すべてのドライブの自動再生をポリシーで無効にします。',
      ),
      unknown: ({ reason }) =>
        reason === 'as-root'
          ? speak(
              'root で実行したので、ふだんの利用者の設定がわかりません。',
              'ふだんの利用者で、もう一度点検してください。',
            )
          : speak('設定がわかりません。', '媒体を入れて、何もひとりでに開かないことを確かめてください。'),
    },
    antivirus: {
      on: ({ names }) => fine(`動いています${named(names)}。`),
      old: ({ names, days }) =>
        speak(
          `動いていますが、定義が ${days ?? 0} 日前のままです${named(names)}。`,
          'そのソフトの定義を更新してください。',
        ),
      off: ({ names }) =>
        speak(
          `切れています${named(names)}。Sekisho が見るのは取り込むファイルだけです。`,
          'このパソコン自身を守るため、有効にしてください。',
        ),
      found: ({ names }) =>
        speak(
          `入っています${named(names)}。動いているかまではわかりません。`,
          'そのソフトの画面で、有効で更新されていることを確かめてください。',
        ),
      none: speak(
        '知っているものは見当たりません。Sekisho が見るのは取り込むファイルだけです。',
        'このパソコン自身の守りを、業者と決めてください。',
      ),
      unknown: speak('わかりません。', '対策ソフトが有効か、その画面で確かめてください。'),
    },
    'system-support': {
      supported: ({ system, until }) => fine(`${system ?? ''}: ${until ?? ''} まで修正されます。`),
      ending: ({ system, until }) =>
        speak(`${system ?? ''}: 修正は ${until ?? ''} までです。`, '入れ替えを手配してください。'),
      ended: ({ system, until }) =>
        speak(
          `${system ?? ''}: 修正は終わっています${until === null ? '' : `(${until} まで)`}。`,
          '入れ替えてください。有償の延長を契約しているなら、その期限を控えてください。',
        ),
      unknown: ({ system }) =>
        speak(`${system ?? 'この OS'}: 期限はわかりません。`, '配布元の期限表で確かめてください。'),
    },
    privileges: {
      ordinary: fine('ふつうの利用者の権限です。'),
      all: speak(
        '管理者の権限で動いています。媒体を扱うには強すぎます。',
        'Sekisho 専用の、ふつうの利用者で動かしてください。',
      ),
      unknown: speak('どの権限かわかりません。', 'ふつうの利用者で動かしてください。'),
    },
    swap: {
      none: fine('使っていません。'),
      memory: fine('メモリの中だけです(zram)。'),
      encrypted: fine('暗号化されています。'),
      plain: ({ device }) =>
        speak(
          `暗号化されていません(${device ?? ''})。検査中の内容がディスクに残ることがあります。`,
          'ディスクを暗号化するか、仮想メモリを切ってください。',
        ),
    },
  },
};
