/** 止まったときの言葉: 何が起きたか、どう決まったか、次に何をするか。 */

const STOPPED = 'いまは取り込めません';
const NOTHING_IN = '何も取り込んでいません。';

export const trouble = {
  engineMissing: {
    headline: STOPPED,
    under: 'ウイルスを調べる検査エンジン(ClamAV)が入っていません。',
    next: '担当者に「検査エンジンの用意」を頼んでください',
  },
  engineDown: {
    headline: STOPPED,
    under: '検査エンジンが正しく動いていません。',
    next: '担当者に知らせてください。直るまで、ほかのパソコンにも挿さないでください',
  },
  engineLost: {
    headline: '検査エンジンが途中で止まりました',
    under: NOTHING_IN,
    next: 'もう一度入れてください。くり返すときは担当者に知らせてください',
  },
  definitionsNone: {
    headline: STOPPED,
    under: 'ウイルス定義ファイルがありません。',
    next: '担当者に「定義ファイルの更新」を頼んでください',
  },
  definitionsExpired: {
    headline: STOPPED,
    under: 'ウイルス定義ファイルが{{days}}日前のままです。',
    next: '担当者に「定義ファイルの更新」を頼んでください',
  },
  definitionsUnfit: {
    headline: STOPPED,
    under: 'ウイルス定義ファイルが正しいものと確かめられません。',
    next: '担当者に「定義ファイルの取り直し」を頼んでください',
  },
  definitionsBusy: {
    headline: STOPPED,
    under: 'ウイルス定義ファイルを入れ替えているところです。',
    next: '少し待ってから、もう一度入れてください',
  },
  pulled: {
    headline: '途中で抜かれたので中止しました',
    under: NOTHING_IN,
    next: 'もう一度入れてください',
  },
  unreadable: {
    headline: '読み取れなかったので中止しました',
    under: NOTHING_IN,
    next: '入れ直してください。だめなら別のものでもらってください',
  },
  locked: {
    headline: 'ロックされた媒体です',
    under: '暗号化されているため、中を見られません。',
    next: '持ち主にロックを外してもらってから、入れ直してください',
  },
  tooLarge: {
    headline: '大きすぎるため取り込めません',
    under: '中身は {{bytes}}、一度に受け入れられるのは {{allowed}} までです。何も読んでいません。',
    next: '担当者に知らせるか、ファイルを減らしてもらってください',
  },
  tooManyFiles: {
    headline: 'ファイルが多すぎるため取り込めません',
    under: '一度に受け入れられるのは {{limit}}件までです。何も取り込んでいません。',
    next: '担当者に知らせるか、ファイルを減らしてもらってください',
  },
  stuck: {
    headline: 'まだ抜かないでください',
    under: 'パソコンがまだ使っています。',
    next: '少し待ってから、取り外しを押してください',
  },
  suspect: {
    headline: 'このUSB機器は使えません',
    under: NOTHING_IN,
    next: '抜いて、担当者に渡してください',
  },
  stagingFull: {
    headline: 'このパソコンの空きが足りません',
    under: NOTHING_IN,
    next: '担当者に「このパソコンの空きを増やす」よう頼んでください',
  },
  stagingFailed: {
    headline: 'このパソコンに一時的に置けませんでした',
    under: NOTHING_IN,
    next: '担当者に知らせてください',
  },
  inboxMissing: {
    headline: '取り込み先につながりません',
    under: NOTHING_IN,
    next: '担当者に「取り込み先の共有フォルダ」を確かめてもらってください',
  },
  inboxUnfit: {
    headline: '取り込み先に書き込めません',
    under: NOTHING_IN,
    next: '担当者に「取り込み先の設定」を確かめてもらってください',
  },
  inboxFull: {
    headline: '取り込み先の空きが足りません',
    under: 'あと {{missing}} 必要です。何も取り込んでいません。',
    next: '担当者に知らせてください',
  },
  inboxFullUnknown: {
    headline: '取り込み先の空きが足りません',
    under: NOTHING_IN,
    next: '担当者に知らせてください',
  },
  record: {
    headline: STOPPED,
    under: '記録を残せないため、取り込みを止めています。',
    next: '担当者に「記録の点検」を頼んでください',
  },
  anotherGate: {
    headline: STOPPED,
    under: 'もう一つの Sekisho が動いています。',
    next: 'ほかの Sekisho を終えるよう、担当者に頼んでください',
  },
  factsMissing: {
    headline: '聞き取りが終わらなかったので中止しました',
    under: NOTHING_IN,
    next: 'もう一度入れて、質問に答えてください',
  },
  unanswered: {
    headline: '質問に答える人がいなかったので中止しました',
    under: NOTHING_IN,
    next: '取り込むときは、もう一度入れて、画面の質問に答えてください',
  },
  cancelled: {
    headline: '中止しました',
    under: NOTHING_IN,
    next: '用意ができたら、もう一度入れてください',
  },
  other: {
    headline: '思わぬ問題が起きたので止めました',
    under: NOTHING_IN,
    next: 'もう一度入れてください。くり返すときは担当者に知らせてください',
  },
} as const;
