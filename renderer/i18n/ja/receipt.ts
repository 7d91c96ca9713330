/** 印刷する控えの言葉。 */

export const receipt = {
  title: '取り込みの控え',
  practice: '練習 ― 実際の検査ではありません',
  session: '受付番号',
  at: '日時',
  staff: '操作者',
  origin: '持込元',
  purpose: '目的',
  medium: '媒体',
  content: '中身',
  outcome: '結果',
  files: 'ファイル',
  filesLine: '全{{total}}件のうち {{released}}件を取り込み、{{blocked}}件を取り込まず',
  folder: '取り込み先',
  engine: '検査エンジン',
  definitions: 'ウイルス定義',
  head: '記録の照合値({{seq}}番)',
  fingerprint: '鍵の指紋',
  qr: '受付番号と記録の照合値',
  foot: 'この控えの照合値は、後から記録が書き換えられていないことを確かめるためのものです。問題が見つからなかったことは、ウイルスがないことの保証ではありません。',
  failed: '控えを作れませんでした',
} as const;
