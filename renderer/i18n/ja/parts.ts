/** どの画面でも使う部品の言葉。 */

export const parts = {
  product: 'USB関所',
  tone: {
    waiting: '待機中',
    checking: '検査中',
    clean: '問題なし',
    partial: '一部のみ',
    blocked: '取り込めません',
    unscannable: '検査不能',
    closed: '停止中',
  },
  age: '{{moment}}({{ago}})',
  again: 'もう一度試す',
  loading: '読み込んでいます',
  close: '閉じる',
  leaveIt: 'やめておく',
  back: '戻る',
  otherLanguage: 'English',
  connecting: '準備しています',
  lost: {
    headline: '検査の本体とつながっていません',
    under: 'いまは何も取り込めません。つながりしだい、この画面は自動で元に戻ります。',
    next: '1分たっても戻らないときは、担当者に知らせてください。',
    again: 'いますぐ試す',
  },
  broken: {
    headline: '画面をうまく表示できませんでした',
    under:
      '検査と記録は続いています。下のボタンで画面を出し直してください。くり返すときは担当者に知らせてください。',
    again: '画面を出し直す',
  },
  pin: {
    label: '暗証番号',
    entered: '{{count}}桁入力しました',
    digit: '{{digit}}',
    erase: '1文字消す',
    clear: 'すべて消す',
    done: '決定',
  },
  files: {
    count_other: '{{n}}件',
    show: 'ファイルごとの理由を見る',
    none: '取り込まなかったファイルはありません',
    more: '続きを見る',
    detail: '{{what}} ― {{next}}',
    signature: '検出名: {{name}}',
    member: '中のファイル: {{name}}',
  },
} as const;
