/** Walks the chain entry by entry and names the first that is not what was once appended. */

import type { LedgerFault } from '../../../shared/model/ledger.ts';
import { entryHash, GENESIS, isCanonical, type LedgerRow } from './entry.ts';
import { parseBody } from './tables.ts';

/** A row as SQLite hands it over: after an edit from outside a column can hold any type. */
export type UncheckedRow = Readonly<Record<keyof LedgerRow, unknown>>;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

const isInstant = (text: string): boolean => INSTANT.test(text) && !Number.isNaN(Date.parse(text));

/** The first column whose stored type or form is not what the gate writes; null when all are. */
function oddColumn(row: UncheckedRow, above: LedgerRow | null): keyof LedgerRow | null {
  if (row.at !== above?.at && (typeof row.at !== 'string' || !isInstant(row.at))) return 'at';
  if (typeof row.kind !== 'string') return 'kind';
  if (typeof row.session !== 'string' && row.session !== null) return 'session';
  if (typeof row.body !== 'string') return 'body';
  if (typeof row.prev !== 'string') return 'prev';
  if (typeof row.hash !== 'string') return 'hash';
  return null;
}

/** The parsed body; null when the text is not the canonical form of a JSON object. */
function readBody(text: string): ReturnType<typeof parseBody> | null {
  try {
    const body: unknown = parseBody(text);
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
    const read = body as ReturnType<typeof parseBody>;
    return isCanonical(text, read) ? read : null;
  } catch {
    return null;
  }
}

/** How far an entry may have been shifted for its old place to be found. */
const SHIFT = 16;

/** Where an entry stood when its hash was taken: the distance from its present place, 0 when that is nowhere near. */
function shiftOf(row: LedgerRow): number {
  for (let distance = 1; distance <= SHIFT; distance += 1) {
    for (const shift of [-distance, distance]) {
      if (entryHash({ ...row, seq: row.seq + shift }) === row.hash) return shift;
    }
  }
  return 0;
}

export type ChainStep =
  | { readonly fault: LedgerFault }
  | { readonly fault: null; readonly row: LedgerRow; readonly body: ReturnType<typeof parseBody> };

/** `holds`: whether an entry near `seq` has that hash; asked only once a fault is found, to tell a move from a gap. */
export type ChainCheck = { step(row: UncheckedRow): ChainStep };

export function createChainCheck(holds: (hash: string, seq: number) => boolean): ChainCheck {
  let above: LedgerRow | null = null;

  const displaced = (row: LedgerRow): LedgerFault => {
    const shift = shiftOf(row);
    if (shift === 0) return { code: 'entry-edited', seq: row.seq, what: 'hash' };
    if (holds(row.prev, row.seq) && row.prev !== above?.prev && shift > 0)
      return { code: 'entry-moved', seq: row.seq };
    if (shift > 0) return { code: 'entry-missing', seq: row.seq };
    // It once stood further up: something was put in before it, behind the entry that it names as its predecessor.
    return { code: 'entry-inserted', seq: Math.max(1, row.seq + shift) };
  };

  /** The numbers come first: where one was changed, the hash still tells which entry it was. */
  const misplaced = (seq: number, row: LedgerRow | null): LedgerFault | null => {
    const expected = (above?.seq ?? 0) + 1;
    if (seq === expected) return null;
    const own = row !== null && entryHash({ ...row, seq: expected }) === row.hash;
    if (own && !holds(row.hash, expected)) {
      return { code: 'entry-edited', seq: expected, what: 'seq' };
    }
    if (seq < expected) return { code: 'entry-inserted', seq };
    return { code: 'entry-missing', seq: expected };
  };

  const faultOf = (row: LedgerRow): LedgerFault | null => {
    if (entryHash(row) !== row.hash) return displaced(row);
    // Whole in itself and named by the one below it: the entry above was written anew with a fresh hash.
    if (row.prev !== (above?.hash ?? GENESIS))
      return { code: 'chain-broken', seq: above?.seq ?? row.seq, what: 'hash' };
    if (above === null && row.kind !== 'ledger.created') return { code: 'first-entry-wrong', seq: row.seq };
    if (above !== null && row.at < above.at && row.kind !== 'clock.backwards') {
      return { code: 'time-backwards', seq: row.seq };
    }
    return null;
  };

  return {
    step: (unchecked) => {
      const seq = Number(unchecked.seq);
      const odd = oddColumn(unchecked, above);
      const gap = misplaced(seq, odd === null ? (unchecked as LedgerRow) : null);
      if (gap !== null) return { fault: gap };
      if (odd !== null) return { fault: { code: 'entry-edited', seq, what: odd } };
      const row = unchecked as LedgerRow;
      const fault = faultOf(row);
      if (fault !== null) return { fault };
      const body = readBody(row.body);
      if (body === null) return { fault: { code: 'entry-edited', seq, what: 'body' } };
      above = row;
      return { fault: null, row, body };
    },
  };
}
