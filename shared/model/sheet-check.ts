/** What can be said of an exported file: by itself, and held against the ledger that it was made from. */

import type { ChosenPeriod } from '../japan-time.ts';
import type { SheetName } from './sheets.ts';

/**
 * `intact`: byte for byte as it was written. `resaved`: every cell is as it was written, but quotes, line ends, byte order
 * mark or encoding are another program's. `changed`: a cell, a row or the sum is not. `no-closing`: the last line is
 * missing or not ours, so nothing can be said: the file was cut off or never was an export.
 */
export type SheetState = 'intact' | 'resaved' | 'changed' | 'no-closing';

/**
 * `row`: the first one that does not fit (1 is the first below the headings, 0 the headings), null when none or when the
 * fault is in the closing line. `badRows`: how many do not fit the one above. `resaved`: another program's form; then
 * changed cells may be its doing.
 */
export type SelfCheck = {
  readonly state: SheetState;
  readonly rows: number;
  readonly row: number | null;
  readonly badRows: number;
  readonly resaved: boolean;
};

/** What the file says that it is. */
export type SheetOrigin = {
  readonly sheet: SheetName;
  readonly app: string;
  readonly period: ChosenPeriod;
  readonly rows: number;
  readonly through: { readonly seq: number; readonly at: string; readonly hash: string };
};

/**
 * `agrees`: the ledger gives the same cells. `differs`: it gives others; `row` and `column` (its heading) are the first
 * that differ, null in the closing line; `otherApp`: another version of the app made the file, and may have put things
 * differently. `other-ledger`: the entry that the file names as the newest is not in this ledger. `key-missing`: the file
 * is masked, and the key that its marks were made with is not here.
 */
export type LedgerCheck =
  | { readonly state: 'agrees' | 'other-ledger' | 'key-missing' }
  | {
      readonly state: 'differs';
      readonly row: number | null;
      readonly column: string | null;
      readonly otherApp: boolean;
    };

export type SheetReport = {
  readonly itself: SelfCheck;
  readonly origin: SheetOrigin | null;
  readonly ledger: LedgerCheck | null;
};
