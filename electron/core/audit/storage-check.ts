/** Compares how each entry is stored with how SQLite stores it, so that no byte of a row can change unnoticed. */

import type Database from 'better-sqlite3';

import type { LedgerFault } from '../../../shared/model/ledger.ts';
import { MalformedPage, rawRecords } from '../store/pages.ts';
import type { LedgerRow } from './entry.ts';

export type StorageCheck = {
  step(row: LedgerRow): LedgerFault | null;
  /** Bytes that hold nothing and were changed all the same: worth naming where nothing worse was found. */
  unused(): LedgerFault | null;
  close(): void;
};

/** Writes SQLite's variable-length integer and gives the place behind it. Types of texts below 2^31 take five bytes at most. */
function putVarint(target: Buffer, at: number, value: number): number {
  let length = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) length += 1;
  for (let index = length - 1, rest = value; index >= 0; index -= 1, rest = Math.floor(rest / 128)) {
    target[at + index] = (rest & 0x7f) | (index === length - 1 ? 0 : 0x80);
  }
  return at + length;
}

/** Seven columns of five bytes, and the header's own length. */
const HEADER_BYTES = 36;

/**
 * Writes the header that SQLite gives the row into `target`: the row id's own column is stored as NULL (type 0), a text
 * of n bytes has type 13 + 2n. Gives the lengths of the header and of the whole record.
 */
function putHeader(target: Buffer, row: LedgerRow): { readonly header: number; readonly payload: number } {
  let end = putVarint(target, 1, 0);
  let content = 0;
  for (const text of [row.at, row.kind, row.session, row.body, row.prev, row.hash]) {
    const length = text === null ? 0 : Buffer.byteLength(text);
    end = putVarint(target, end, text === null ? 0 : 13 + 2 * length);
    content += length;
  }
  target[0] = end;
  return { header: end, payload: end + content };
}

/** Steps through the stored records in the order of the chain. */
export function createStorageCheck(db: Database.Database, file: string): StorageCheck {
  const root = Number(
    db.prepare(`SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = 'ledger'`).pluck().get(),
  );
  let near: number | null = null;
  const records = rawRecords(file, root, (seq) => (near ??= seq));
  const expected = Buffer.alloc(HEADER_BYTES);
  return {
    step: (row) => {
      try {
        const stored = records.next();
        if (stored.done === true || stored.value.seq !== row.seq)
          return { code: 'storage-changed', seq: row.seq };
        const { header, payload } = putHeader(expected, row);
        const { page, start, end } = stored.value;
        const same = stored.value.payload === payload && page.compare(expected, 0, header, start, end) === 0;
        return same ? null : { code: 'storage-changed', seq: row.seq };
      } catch (thrown) {
        if (thrown instanceof MalformedPage || thrown instanceof RangeError) {
          return { code: 'storage-changed', seq: row.seq };
        }
        throw thrown;
      }
    },
    unused: () => (near === null ? null : { code: 'storage-changed', seq: near }),
    close: () => void records.return(undefined),
  };
}
