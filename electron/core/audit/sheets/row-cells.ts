/** From a row's values to the cells that stand in the file: masked, in words, harmless to a spreadsheet. */

import {
  columnsOf,
  type SheetColumn,
  type SheetLanguage,
  type SheetName,
} from '../../../../shared/model/sheets.ts';
import { codeWord, SHEET_WORDS } from '../../../../shared/words/sheet-words.ts';
import { quoted, type CellValue, type CellWriter } from './cell.ts';
import type { Masker } from './mask.ts';
import type { SheetRow } from './scope.ts';

/** `row` gives the quoted cells for each column of the sheet, in their order, without the row's check value. */
export type RowCells = {
  readonly headings: readonly string[];
  row(values: SheetRow): string;
};

/**
 * Rows that follow each other share most of what is not a name: a column's cell is made again only when its value
 * changes, and a code's cell once for all rows.
 */
export function createRowCells(
  sheet: SheetName,
  language: SheetLanguage,
  cells: CellWriter,
  mask: Masker,
): RowCells {
  const words = SHEET_WORDS[language];
  const headings: Readonly<Record<string, string>> = words.headings[sheet];
  const columns = columnsOf(sheet).map((column, index) => ({
    ...column,
    between: index === 0 ? '' : ',',
    value: '',
    cell: '',
  }));
  const made = new Map<string, string>();

  const make = ({ key, kind }: SheetColumn, value: string): string => {
    if (kind !== 'code') return quoted(cells.write(mask.cell(value, kind), kind));
    const place = `${key}\0${value}`;
    const known = made.get(place) ?? quoted(cells.write(codeWord(words, sheet, key, value), 'text'));
    made.set(place, known);
    return known;
  };

  const cellOf = (column: (typeof columns)[number], value: CellValue | undefined): string => {
    if (value === undefined || value === null || value === '') return '""';
    if (typeof value === 'number') return `"${value}"`;
    if (column.value === value) return column.cell;
    const before = cells.replaced;
    const cell = make(column, value);
    // What the encoding lacks counts in every row that shows it.
    if (cells.replaced !== before) return cell;
    column.value = value;
    column.cell = cell;
    return cell;
  };

  return {
    headings: columns.map(({ key }) => cells.write(headings[key] ?? key, 'text')),
    row: (values) => {
      let text = '';
      for (const column of columns) text += column.between + cellOf(column, values[column.key]);
      return text;
    },
  };
}
