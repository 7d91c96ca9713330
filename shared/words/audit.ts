/** What the command line says of exports and of exported files that it checked. */

import type { GateError } from '../errors.ts';
import type { LedgerCheck, SelfCheck } from '../model/sheet-check.ts';
import type { SheetFile } from '../model/cover.ts';

export type AuditWords = {
  exported(file: string, facts: SheetFile): string;
  coverFaults(faults: number): string;
  /** An export that was made and stands in no record, and why. */
  unrecorded(why: GateError): string;
  itself(check: SelfCheck): readonly string[];
  ledger(check: LedgerCheck): readonly string[];
  readonly noLedger: string;
};

const where = (row: number | null, column: string | null, ja: boolean): string => {
  if (row === null) return ja ? '最後の行(締めの行)' : 'the closing line';
  const line = row === 0 ? (ja ? '見出しの行' : 'the headings') : ja ? `${row} 行目` : `row ${row}`;
  return column === null ? line : ja ? `${line}の「${column}」` : `${line}, "${column}"`;
};

const JA: AuditWords = {
  exported: (file, { rows, unmappable }) =>
    `${rows} 行を ${file} に書き出しました${unmappable === 0 ? '' : `(表せない文字 ${unmappable} 個を〓と番号で示しました)`}`,
  coverFaults: (faults) =>
    `記録に異常が ${faults} 件あります。表紙に書きました。audit verify で詳しく調べてください`,
  unrecorded: ({ code, params }) =>
    code === 'data-folder-in-use'
      ? 'この書き出しは記録に残っていません。関所が動いているあいだ、記録に書き足せるのは関所だけです。記録に残すには、管理者の画面(「使用記録」か「点検」)から書き出してください'
      : params['reason'] === 'copy'
        ? 'この書き出しは記録に残っていません。ここは控えか写しで、書き足すと証拠として使えなくなるためです'
        : `この書き出しは記録に残せませんでした [${code}]。ファイルは書き出してあります`,
  itself: ({ state, rows, row, badRows, resaved }) => {
    switch (state) {
      case 'intact':
        return [
          `✓ ファイルは書き出したときのままです(${rows} 行)`,
          'ファイルだけの確認で分かるのは、うっかり変わっていないことだけです。わざと作り直したものは、台帳と照らして初めて分かります',
        ];
      case 'resaved':
        return [
          `△ 別のプログラムで保存し直されています(引用符・改行・文字コードなど)。${rows} 行の各欄の内容は書き出したときのままです`,
        ];
      case 'no-closing':
        return ['✗ 締めの行がありません。途中で切れているか、このソフトが書き出したファイルではありません'];
      case 'changed':
        return [
          badRows === 0
            ? '✗ 書き出したときから変わっています(行の数、締めの行、または照合値)'
            : `✗ 書き出したときから変わっています: ${where(row, null, true)}から ${badRows} 行`,
          ...(resaved
            ? [
                '別のプログラムで保存し直されています。日付や数字の書き方が変わっただけかどうかは、台帳と照らさないと分かりません',
              ]
            : []),
        ];
    }
  },
  ledger: (check) => {
    switch (check.state) {
      case 'agrees':
        return ['✓ 台帳から作り直したものと、すべての欄が一致しました'];
      case 'other-ledger':
        return ['✗ この台帳には、ファイルが末尾とする記録がありません。別の台帳か、作り直された台帳です'];
      case 'key-missing':
        return ['✗ 伏せた項目の印を作った鍵がここにないため、台帳と照らせません'];
      case 'differs':
        return [
          `✗ 台帳と違います: ${where(check.row, check.column, true)}`,
          ...(check.otherApp
            ? ['別の版のアプリで書き出したファイルです。書き方の違いだけのことがあります']
            : []),
        ];
    }
  },
  noLedger: '台帳とも照らすには --data を付けてください',
};

const EN: AuditWords = {
  exported: (file, { rows, unmappable }) =>
    `${rows} rows written to ${file}${unmappable === 0 ? '' : ` (${unmappable} characters that the encoding lacks are shown as 〓 and their number)`}`,
  coverFaults: (faults) =>
    `The record has ${faults} faults; the cover says so. Look into them with audit verify`,
  unrecorded: ({ code, params }) =>
    code === 'data-folder-in-use'
      ? 'This export stands in no record, because a gate is running and it alone may write there. For one on record, export from the administrator’s window (Records or Review)'
      : params['reason'] === 'copy'
        ? 'This export stands in no record: this is a backup or a copy, and writing into it would spoil it as evidence'
        : `This export could not be put on record [${code}]. The files themselves were written`,
  itself: ({ state, rows, row, badRows, resaved }) => {
    switch (state) {
      case 'intact':
        return [
          `✓ The file is as it was exported (${rows} rows)`,
          'By itself it proves no more than that nobody changed it carelessly; one that was made anew on purpose shows only against the ledger',
        ];
      case 'resaved':
        return [
          `△ Another program has saved the file again (quotes, line ends or encoding). The cells of all ${rows} rows are as they were exported`,
        ];
      case 'no-closing':
        return ['✗ The closing line is missing: the file was cut off, or is none that this program exported'];
      case 'changed':
        return [
          badRows === 0
            ? '✗ The file was changed since its export (number of rows, closing line or check values)'
            : `✗ The file was changed since its export: ${badRows} rows from ${where(row, null, false)} on`,
          ...(resaved
            ? [
                'Another program has saved it again. Whether only dates and numbers are written differently shows against the ledger alone',
              ]
            : []),
        ];
    }
  },
  ledger: (check) => {
    switch (check.state) {
      case 'agrees':
        return ['✓ Made again from the ledger, every cell is the same'];
      case 'other-ledger':
        return [
          '✗ This ledger does not hold the entry that the file calls its newest: it is another one, or was rebuilt',
        ];
      case 'key-missing':
        return ['✗ The file is masked, and the key that made its marks is not here: it cannot be compared'];
      case 'differs':
        return [
          `✗ The ledger says something else: ${where(check.row, check.column, false)}`,
          ...(check.otherApp
            ? ['Another version of the app made the file, and may only have put things differently']
            : []),
        ];
    }
  },
  noLedger: 'Add --data to hold it against the ledger, too',
};

export const auditWords = (language: 'ja' | 'en'): AuditWords => (language === 'ja' ? JA : EN);
