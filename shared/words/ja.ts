/** 日本語の言葉。型により en.ts と揃う。「安全です」とは決して言わない。 */

import type { Sayer, Words } from './words.ts';
import { bytesParam, missingThing, param, usageFault } from './words.ts';

const say =
  (what: string, next: string): Sayer =>
  () => ({ what, next });

const CALL = '担当者に知らせてください。';

const FACT_NAMES: Readonly<Record<string, string>> = {
  staff: '操作者',
  origin: '持込元',
  purpose: '目的',
  disposition: '媒体の処置',
};

/** `facts`: their names joined by commas. */
const namesOf = (facts: unknown): string =>
  String(facts)
    .split(', ')
    .map((fact) => FACT_NAMES[fact] ?? fact)
    .join('、');

export const ja: Words = {
  verdicts: {
    clean: '検出なし',
    infected: 'ウイルスの疑い',
    blocked: '取り込めません',
    unscannable: '検査不能',
  },
  definitions: {
    none: 'ウイルス定義ファイルがありません',
    practice: '練習用の定義ファイル(実際の検査ではありません)',
    fresh: '更新済み',
    aging: '古くなりはじめています',
    expired: '期限切れ',
  },
  phases: {
    inventory: '一覧を作成中',
    checking: 'ウイルスチェック中',
    waiting: 'チェック済み(受付の入力を待っています)',
    recording: '記録中',
    releasing: '取り込み中',
  },
  outcomes: {
    released: {
      what: '問題は見つかりませんでした。すべて取り込みました。',
      next: '媒体を抜いてよい状態になりました。',
    },
    partial: {
      what: '一部を取り込みました。取り込まなかったものがあります。',
      next: '取り込まなかった理由を確かめてから、媒体を抜いてください。',
    },
    blocked: { what: '何も取り込みませんでした。', next: '理由を確かめてから、媒体を抜いてください。' },
    refused: { what: '媒体を読みませんでした。何も取り込んでいません。', next: CALL },
    aborted: { what: '途中で中止しました。何も取り込んでいません。', next: 'もう一度入れてください。' },
    interrupted: {
      what: '最後の記録ができませんでした。',
      next: '次に起動したときに、取り込み先を調べて記録します。',
    },
  },
  reasons: {
    signature: {
      what: 'ウイルスの疑い',
      next: 'ほかのパソコンに挿さないでください。すぐ担当者に知らせてください。',
    },
    heuristic: { what: '不審な作りのファイル', next: '担当者に相談してください。' },
    executable: {
      what: 'プログラム',
      next: '取り込まないのが正常です。業者の保守なら担当者に相談してください。',
    },
    script: { what: '命令を含むファイル', next: '送り主に確認してください。' },
    shortcut: { what: 'ショートカット', next: '不要です。元のファイルをもらってください。' },
    autorun: { what: '自動実行の設定', next: '取り込まないのが正常です。' },
    macro: { what: 'マクロ付きの文書', next: 'PDFか、マクロなしの文書でもらってください。' },
    'type-not-allowed': { what: 'この取り込みでは扱わない種類', next: '中身の選び方を確かめてください。' },
    'type-mismatch': { what: '名前と中身が違う', next: '送り主に確認してください。' },
    encrypted: { what: 'パスワード付き', next: 'パスワードなしでもらってください。' },
    'archive-unreadable': { what: '壊れた圧縮ファイル', next: '作り直してもらってください。' },
    'archive-limit': { what: '大きすぎる・多すぎる圧縮ファイル', next: '圧縮せずにもらってください。' },
    'archive-method': { what: '検査できない圧縮方式', next: '普通のZIPでもらってください。' },
    'archive-member': {
      what: '圧縮ファイルの中に取り込めないもの',
      next: '中のファイルの行を見てください。',
    },
    'name-unsafe': { what: '危険な名前', next: '名前を直してもらってください。' },
    'dicom-preamble': { what: '画像に別のものが混ざっている', next: '担当者に相談してください。' },
    'special-file': { what: 'リンクなど、ファイルでないもの', next: '不要です。' },
    'medium-infected': { what: '同じ媒体にウイルスの疑いがあった', next: '送り主に知らせてください。' },
    'engine-error': { what: '検査が最後まで終わらなかった', next: 'もう一度入れてください。' },
    'engine-limit': { what: '検査の上限を超えた', next: '担当者に相談してください。' },
    'read-error': { what: '読み取れなかった', next: '入れ直すか、別の媒体でもらってください。' },
    'changed-while-reading': { what: '読み取り中に変わった', next: 'もう一度入れてください。' },
    'too-large': { what: '大きすぎる', next: '担当者に相談してください。' },
  },
  errors: {
    'engine-missing': say(
      'ClamAV が入っていません。',
      '`npm run setup` を実行するか、clamav-daemon・clamav-freshclam・clamdscan を入れてください。',
    ),
    'engine-start-failed': (p) => ({
      what: `検査エンジンが起動しませんでした(${param(p, 'reason')})。`,
      next: 'データフォルダの engine/clamd.log を見てください。`sekisho doctor` で詳しく調べられます。',
    }),
    'engine-start-timeout': say(
      '検査エンジンの準備が時間内に終わりませんでした。',
      'もう一度試し、だめなら `sekisho doctor` を実行してください。',
    ),
    'engine-selftest-failed': (p) => ({
      what: `検査エンジンの自己点検に失敗しました(${param(p, 'canary')})。`,
      next: '取り込みは止めたままです。定義ファイルを更新し、`sekisho doctor` を実行してください。',
    }),
    'engine-crash-loop': say(
      '検査エンジンが何度も停止します。',
      '取り込みは止めたままです。`sekisho doctor` を実行してください。',
    ),
    'engine-lost': say('検査エンジンが途中で停止しました。', 'もう一度入れてください。'),
    'engine-remote-refused': (p) => ({
      what: `離れた検査エンジンは使えません(${param(p, 'reason')})。`,
      next: 'ループバックか、トンネルと明記したアドレスを使ってください。',
    }),
    'definitions-none': say(
      'ウイルス定義ファイルがありません。',
      '`sekisho definitions update` か `sekisho definitions import フォルダ` を実行してください。',
    ),
    'definitions-unofficial': (p) => ({
      what: `公式のウイルス定義ファイルではありません(${param(p, 'file')})。`,
      next: '公式の定義ファイルを取り込んでください。練習に使うときは --practice を付けてください。',
    }),
    'definitions-extra-files': (p) => ({
      what: `定義フォルダに余分なものがあります(${param(p, 'file')})。`,
      next: '誰が置いたかを確かめ、取り除いてから、もう一度試してください。',
    }),
    'definitions-expired': (p) => ({
      what: `ウイルス定義ファイルが${param(p, 'days')}日前のままです。`,
      next: '`sekisho definitions update` か `sekisho definitions import フォルダ` を実行してください。',
    }),
    'definitions-forged': (p) => ({
      what: `定義ファイルの署名が正しくありません(${param(p, 'file')})。何も変えていません。`,
      next: '公式の配布元から取り直してください。',
    }),
    'definitions-older': (p) => ({
      what: `いま使っているものより古い定義ファイルです(${param(p, 'file')})。何も変えていません。`,
      next: '新しいものを取ってください。',
    }),
    'definitions-future': (p) => ({
      what: `未来の日付の定義ファイルです(${param(p, 'file')})。何も変えていません。`,
      next: 'このパソコンの時計を確かめてください。',
    }),
    'definitions-load-failed': (p) => ({
      what: `検査エンジンが定義ファイルを読み込めませんでした(${param(p, 'reason')})。`,
      next: '取り直してください。前の定義ファイルをそのまま使います。',
    }),
    'definitions-update-failed': (p) => ({
      what: `定義ファイルを更新できませんでした(${param(p, 'reason')})。`,
      next: '接続を確かめるか、媒体から取り込んでください。',
    }),
    'definitions-not-writable': (p) => ({
      what: `定義フォルダに書き込めません(${param(p, 'errno')})。`,
      next: 'データフォルダの権限を確かめてください。',
    }),
    'definitions-changed': say('読み込み中に定義ファイルが変わりました。', 'もう一度試してください。'),
    'medium-missing': (p) => ({
      what: `媒体がありません: ${param(p, 'path')}`,
      next: '--from の場所を確かめてください。',
    }),
    'medium-gone': say(
      '途中で抜かれたので中止しました。何も取り込んでいません。',
      'もう一度入れてください。',
    ),
    'medium-unreadable': (p) => ({
      what: `媒体を読めません(${param(p, 'errno')})。`,
      next: '入れ直すか、別の媒体でもらってください。',
    }),
    'medium-hung': say(
      '媒体が応答しません。何も取り込んでいません。',
      '入れ直すか、別の媒体でもらってください。',
    ),
    'medium-locked': say(
      'ロックされた媒体です。',
      '持ち主にロックを外してもらってから、入れ直してください。',
    ),
    'medium-too-large': (p) => ({
      what: `媒体の中身は ${bytesParam(p, 'bytes')}、受け入れられるのは ${bytesParam(p, 'allowed')} までです。`,
      next: 'このパソコンの空きを増やすか、ファイルを減らしてください。',
    }),
    'medium-too-many-files': (p) => ({
      what: `媒体のファイルが ${param(p, 'limit')} 件を超えています。`,
      next: 'ファイルを減らすか、ポリシーの limits.maxFiles を増やしてください。',
    }),
    'medium-mount-failed': (p) => ({
      what: `媒体を読み取り専用で開けませんでした(${param(p, 'reason')})。`,
      next: '入れ直すか、別の媒体でもらってください。',
    }),
    'medium-eject-failed': say(
      '媒体がまだ使われています。',
      '少し待ってから、取り外しの操作をして抜いてください。',
    ),
    'hotplug-unavailable': (p) => ({
      what: `USB機器を見張れません(${param(p, 'reason')})。`,
      next: 'マウントされた媒体は見つけられます。`sekisho doctor` を実行してください。',
    }),
    'volumes-unavailable': (p) => ({
      what: `ボリュームの一覧を読めません(${param(p, 'reason')})。`,
      next: '`sekisho doctor` を実行してください。',
    }),
    'device-refused': (p) => ({
      what: `このUSB機器は使えません(${param(p, 'reason')})。`,
      next: '抜いて、担当者に渡してください。',
    }),
    'staging-full': say(
      'このパソコンの空きが足りません。何も取り込んでいません。',
      '空きを増やしてから、もう一度入れてください。',
    ),
    'staging-failed': (p) => ({
      what: `このパソコンでの一時保管に失敗しました(${param(p, 'errno')})。何も取り込んでいません。`,
      next: CALL,
    }),
    'destination-missing': (p) => ({
      what: `取り込み先がありません: ${param(p, 'path')}`,
      next: '共有フォルダをつなぐか、--to を直してください。',
    }),
    'destination-not-mounted': (p) => ({
      what: `取り込み先の共有フォルダがつながっていません: ${param(p, 'path')}(前回は ${param(p, 'mount')})。何も取り込んでいません。`,
      next: '共有フォルダをつないでください。取り込み先を本当に変えたときは、管理者が gate --accept-destination で認めてください。',
    }),
    'destination-not-writable': (p) => ({
      what: `取り込み先に書き込めません(${param(p, 'errno')})。`,
      next: '取り込み先の権限を確かめてください。',
    }),
    'destination-full': (p) => ({
      what: `取り込み先の空きが足りません${p['missing'] === undefined ? '' : `(あと ${bytesParam(p, 'missing')} 必要です)`}。何も取り込んでいません。`,
      next: '取り込み先の空きを増やしてから、もう一度入れてください。',
    }),
    'destination-gone': say(
      '取り込み先が使えなくなりました。何も取り込んでいません。',
      '共有フォルダをつなぎ直してください。',
    ),
    'destination-inside-medium': say(
      '取り込み先と媒体が重なっています。',
      '媒体の外の取り込み先を選んでください。',
    ),
    'destination-mismatch': say(
      '取り込み先から読み返した内容が一致しません。何も取り込んでいません。',
      `取り込み先のディスクを調べてください。${CALL}`,
    ),
    'ledger-locked': say('記録がほかのプログラムで使われています。', '閉じてから、もう一度試してください。'),
    'ledger-read-only': say('記録に書き込めません。', 'データフォルダの権限を確かめてください。'),
    'ledger-corrupt': (p) => ({
      what: `記録が壊れているか、書き換えられています(${param(p, 'reason')})。`,
      next: 'データフォルダをそのまま残し、`sekisho audit verify` を実行し、バックアップから戻してください。',
    }),
    'ledger-newer': say('新しい版の Sekisho が書いた記録です。', 'その版か、より新しい版を入れてください。'),
    'ledger-failed': (p) =>
      p['reason'] === 'older'
        ? {
            what: '古い版の Sekisho が書いた記録です。',
            next: '一度起動してください。記録が今の形式に直ります。',
          }
        : {
            what: `記録を書けませんでした(${param(p, 'reason')})。`,
            next: 'このパソコンのディスクを調べてください。',
          },
    'export-failed': (p) => ({
      what: `書き出しに失敗しました(${param(p, 'reason')})。途中のファイルは残していません。`,
      next: '別の --out を選んでください。',
    }),
    'checklist-invalid': (p) => ({
      what: `チェックリストのファイルの「${param(p, 'at')}」が正しくありません(${param(p, 'fault')})。`,
      next: '直すか、--checklist を外してください。',
    }),
    'data-folder-in-use': say(
      'このデータフォルダは、ほかの Sekisho が使っています。',
      'そちらを終えるか、別の --data を選んでください。',
    ),
    'data-folder-unusable': (p) => ({
      what: `データフォルダを使えません(${param(p, 'reason')})。`,
      next: '場所と権限を確かめてください。',
    }),
    'login-failed': say(
      '識別子または暗証が正しくありません。',
      'もう一度入力するか、管理者に聞いてください。',
    ),
    'login-delayed': (p) => ({
      what: `まちがいが続いたため、あと ${param(p, 'seconds')} 秒は受け付けません。`,
      next: '待ってから、もう一度入力してください。',
    }),
    'login-locked': (p) => ({
      what: `まちがいが続いたためロックしました。あと ${param(p, 'seconds')} 秒です。`,
      next: '待つか、管理者に解除してもらってください。管理者は復旧コードを使えます。',
    }),
    'login-ended': say('ログインが終わっています。', 'もう一度ログインしてください。'),
    'second-factor-needed': say(
      'ワンタイムコードが必要です。',
      '端末に出ている6桁の数字を入力してください。',
    ),
    'duty-first': (p) => ({
      what:
        param(p, 'duty') === 'enrol-totp'
          ? '先に二要素認証の登録が必要です。'
          : '先に自分の暗証を決める必要があります。',
      next: '済ませてから、続けてください。',
    }),
    'secret-refused': (p) => ({
      what: `この暗証は使えません(${param(p, 'rule')})。`,
      next: '職員は推測されにくい6桁以上の数字、管理者と監査者は13文字以上にしてください。',
    }),
    'person-exists': (p) => ({
      what: `すでに使われています(${param(p, 'what')})。`,
      next: '別のものにしてください。退職者の識別子は再び使えません。',
    }),
    'last-administrator': say('最後の管理者です。', '先に別の管理者を追加してから、もう一度行ってください。'),
    'same-person': say('別の二人が必要です。', '二人目としてほかの職員にログインしてもらってください。'),
    'accounts-unusable': (p) => ({
      what: `アカウントを読み書きできません(${param(p, 'reason')})。`,
      next: '直るまで誰もログインできません。`sekisho doctor` を実行してください。',
    }),
    'settings-invalid': (p) => ({
      what: `設定の「${param(p, 'at')}」が正しくありません(${param(p, 'fault')})。何も変えていません。`,
      next: '直してから、もう一度試してください。',
    }),
    'settings-conflict': say(
      'ほかの人が先に設定を変えました。何も変えていません。',
      'いまの設定を確かめてから、もう一度変えてください。',
    ),
    'facts-missing': (p) => ({
      what: `まだ入力されていないことがあります: ${namesOf(p['facts'])}。何も取り込んでいません。`,
      next: '受付の画面か --staff、--purpose、--origin、--disposition で、もう一度入れて伝えてください。',
    }),
    'exception-refused': (p) =>
      p['rule'] === 'ended'
        ? {
            what: '待っている間に例外の期限が切れたか、取り消されました。何も取り込んでいません。',
            next: 'もう一度媒体を入れてください。そのファイルは残り、ほかは取り込まれます。',
          }
        : {
            what: `この例外は認められません(${param(p, 'rule')})。`,
            next: '送り元に別のファイルを頼んでください。',
          },
    'medium-state': (p) => ({
      what: `媒体の状態に合わない操作です(${param(p, 'state')})。`,
      next: '媒体台帳で確かめてください。',
    }),
    'review-refused': (p) => ({
      what: `この期間は確認済みにできません(${param(p, 'rule')})。`,
      next: '今日までの期間を、初日・末日の順に選んでください。',
    }),
    'backup-failed': (p) => ({
      what: `バックアップできませんでした(${param(p, 'reason')})。作りかけは残していません。`,
      next: 'フォルダと空きを確かめて、もう一度試してください。',
    }),
    'backup-invalid': (p) => ({
      what: `このバックアップは完全ではありません(${param(p, 'reason')})。`,
      next: '別のバックアップを使い、ドライブを確かめてください。',
    }),
    'restore-refused': (p) => ({
      what: `復元していません(${param(p, 'reason')})。`,
      next: '前のままです。手引きの確認項目を見てください。',
    }),
    'archive-failed': (p) => ({
      what: `保管ファイルを作れませんでした(${param(p, 'reason')})。`,
      next: 'フォルダと年を確かめて、もう一度試してください。',
    }),
    'archive-invalid': (p) => ({
      what: `保管ファイルが封をしたときのままではありません(${param(p, 'reason')})。`,
      next: '別の写しを使ってください。',
    }),
    busy: () => ({
      what: '同じ作業がいま行われています。',
      next: '終わるまで待ってください。',
    }),
    'anchor-failed': (p) => ({
      what: `記録の照合値を送れませんでした(${param(p, 'reason')})。取っておき、後で送ります。`,
      next: 'ドライブやログ収集サーバーを確かめてください。',
    }),
    'policy-invalid': (p) => ({
      what: `ポリシーファイルの「${param(p, 'at')}」が正しくありません: ${param(p, 'fault')}`,
      next: 'そのキーを直してください。',
    }),
    'policy-unreadable': (p) => ({
      what: `ポリシーファイルを読めません(${param(p, 'errno')})。`,
      next: '--policy を確かめてください。',
    }),
    usage: (p) => ({ what: usageFault(p), next: '`sekisho help` を見てください。' }),
    'not-found': (p) => ({
      what: `見つかりません: ${missingThing(p)}`,
      next: '指定を確かめてください。',
    }),
    'not-allowed': say('この操作は許されていません。', CALL),
    cancelled: say('中止しました。何も取り込んでいません。', '用意ができたら、もう一度入れてください。'),
    internal: (p) => ({
      what: `内部の誤りです(${param(p, 'part')})。何も取り込んでいません。`,
      next: `${CALL}データフォルダの logs/diagnostic.log に詳しい記録があります。`,
    }),
  },
};
