/** One sheet as the lines of its file, from the heading to the closing line; the same for writing and for comparing. */

import type { SheetName } from '../../../../shared/model/sheets.ts';
import { SHEET_WORDS } from '../../../../shared/words/sheet-words.ts';
import { createCellWriter, csvText, type CellWriter } from './cell.ts';
import { coverRows } from './cover-rows.ts';
import { fileRows } from './file-rows.ts';
import { ledgerRows } from './ledger-rows.ts';
import { mediaRows } from './media-rows.ts';
import { operationRows } from './operation-rows.ts';
import { reviewRows } from './review-rows.ts';
import { createRowCells } from './row-cells.ts';
import type { Scope, SheetRow } from './scope.ts';
import { CHAIN_START, closingCells, createChain, type Closing } from './seal.ts';
import { sessionRows } from './session-rows.ts';
import type { CoverFacts } from '../../../../shared/model/cover.ts';

const ROWS: Readonly<Record<Exclude<SheetName, 'cover'>, (scope: Scope) => Generator<SheetRow>>> = {
  media: mediaRows,
  sessions: sessionRows,
  files: fileRows,
  operations: operationRows,
  reviews: reviewRows,
  ledger: ledgerRows,
};

/** All of the closing line that is known before the first row. */
export type SheetPlan = Omit<Closing, 'rows' | 'unmappable' | 'chain' | 'cover'> & {
  readonly cover: CoverFacts | null;
};

/**
 * `check`: a row's check value, which follows its text. `utf8`: the row's text, good until the next line is asked for;
 * the heading and the closing line have neither.
 */
export type SheetLine =
  | { readonly kind: 'row'; readonly text: string; readonly utf8: Buffer; readonly check: string }
  | { readonly kind: 'heading' | 'closing'; readonly text: string };

export type SheetLines = {
  readonly cells: CellWriter;
  /** From the heading to the closing line, the last one without the file's sum. */
  each(): Generator<SheetLine, void>;
  /** One line after the other as it stands in the file, without its end; the last one without the file's sum. */
  lines(): Generator<string, void>;
  /** As in the closing line; whole when all lines were taken. */
  readonly rows: number;
};

export function createSheetLines(plan: SheetPlan, scope: Scope): SheetLines {
  const cells = createCellWriter(plan.encoding);
  const toCells = createRowCells(plan.sheet, plan.language, cells, scope.mask);
  const words = SHEET_WORDS[plan.language];
  let rows = 0;

  function source(): Generator<SheetRow> {
    if (plan.sheet !== 'cover') return ROWS[plan.sheet](scope);
    if (plan.cover === null) throw new Error('a cover tells of an export');
    return coverRows(plan.cover, words);
  }

  function* each(): Generator<SheetLine, void> {
    const headings = [...toCells.headings, cells.write(words.rowCheck, 'text')];
    const heading = csvText(headings);
    const { check, bytes } = createChain();
    let chain = check(CHAIN_START, heading);
    yield { kind: 'heading', text: heading };
    for (const values of source()) {
      const text = toCells.row(values);
      chain = check(chain, text);
      rows += 1;
      yield { kind: 'row', text, utf8: bytes(), check: chain };
    }
    const closing = { ...plan, rows, unmappable: cells.replaced, chain } as unknown as Closing;
    yield { kind: 'closing', text: csvText(closingCells(closing, headings.length - 1)) };
  }

  function* lines(): Generator<string, void> {
    for (const line of each()) yield line.kind === 'row' ? `${line.text},"${line.check}"` : line.text;
  }

  return {
    cells,
    each,
    lines,
    get rows() {
      return rows;
    },
  };
}
