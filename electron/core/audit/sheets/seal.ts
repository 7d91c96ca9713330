/**
 * What lets an exported file be checked: every row carries a check value over itself and all rows above, and the last
 * line closes the file with what it was made of and the SHA-256 of every byte before that sum.
 */

import { hash as digest } from 'node:crypto';

import { z } from 'zod';

import { ENCODINGS, MASKS, SHEET_LANGUAGES, SHEET_NAMES } from '../../../../shared/model/sheets.ts';
import { asciiJson, csvText } from './cell.ts';
import { HASH_MARK } from './mask.ts';

export const FORMAT = 'sekisho-sheet/1';

/** The first cell of the closing line. No row begins so: their first cells are numbers, ids, times and words of ours. */
export const CLOSING = '#end';

const hex = z.string().regex(/^[0-9a-f]{64}$/);
/** Of an entry; with a mask its mark. */
const entryHash = z.union([hex, z.string().regex(HASH_MARK)]);
const instant = z.iso.datetime().nullable();
const day = z.string().nullable();

/**
 * What the file was made of: enough to make it again from the ledger. `through`: the newest entry at that moment.
 * `chain`: the last row's check value. `salt`: of the masks. `cover`: what the cover told (shared/model/cover.ts).
 */
export const closingSchema = z.strictObject({
  format: z.literal(FORMAT),
  app: z.string(),
  sheet: z.enum(SHEET_NAMES),
  language: z.enum(SHEET_LANGUAGES),
  encoding: z.enum(ENCODINGS),
  period: z.strictObject({
    kind: z.enum(['all', 'days', 'fiscal-year', 'year', 'month']),
    name: z.string().nullable(),
    first: day,
    last: day,
    from: instant,
    to: instant,
  }),
  through: z.strictObject({ seq: z.number().int().positive(), at: z.iso.datetime(), hash: entryHash }),
  practice: z.enum(['none', 'some', 'all']),
  mask: z.array(z.enum(MASKS)),
  salt: z.string().nullable(),
  rows: z.number().int().min(0),
  unmappable: z.number().int().min(0),
  chain: hex,
  cover: z.json().nullable(),
});
export type Closing = z.infer<typeof closingSchema>;

/** What stands above the heading: a value that no row has. */
export const CHAIN_START = digest('sha256', FORMAT, 'hex');

/** `text`: the line as we write it, up to the comma before its check value. Over text and not bytes: encodings may change. */
export const nextCheck = (before: string, text: string): string =>
  digest('sha256', `${before}\n${text}`, 'hex');

/** `bytes`: the text that was checked last, as UTF-8; good until the next is. */
export type Chain = { readonly check: typeof nextCheck; readonly bytes: () => Buffer };

/** The same for line after line: bytes in a buffer that is used again are hashed in half the time of a text. */
export function createChain(): Chain {
  let buffer = Buffer.alloc(65_536);
  let start = 0;
  let end = 0;
  return {
    check(before, text) {
      // A unit of UTF-16 becomes three bytes at most.
      const most = before.length + 1 + text.length * 3;
      if (most > buffer.length) buffer = Buffer.alloc(most * 2);
      start = buffer.write(before, 0, 'latin1') + 1;
      buffer[start - 1] = 0x0a;
      end = start + buffer.write(text, start, 'utf8');
      return digest('sha256', buffer.subarray(0, end), 'hex');
    },
    bytes: () => buffer.subarray(start, end),
  };
}

/** The closing line for a sheet of `columns` columns, with a check value of its own; the file's sum goes into the last cell. */
export function closingCells(closing: Closing, columns: number): string[] {
  const said = [CLOSING, asciiJson(closing)];
  return [...said, nextCheck(closing.chain, csvText(said)), ...Array<string>(columns - 2).fill('')];
}

/** What follows the sum in the file's last line, and how long sum and end are together. */
export const AFTER_SUM = '"\r\n';
export const SUM_LENGTH = 64 + AFTER_SUM.length;

/** What a closing line says; null when it is none of ours, was changed, or is of a format that this version does not know. */
export function readClosing(cells: readonly string[]): Closing | null {
  if (cells[0] !== CLOSING) return null;
  try {
    const parsed = closingSchema.safeParse(JSON.parse(cells[1] ?? ''));
    if (!parsed.success) return null;
    return cells[2] === nextCheck(parsed.data.chain, csvText(cells.slice(0, 2))) ? parsed.data : null;
  } catch {
    return null;
  }
}
