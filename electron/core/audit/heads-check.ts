/** Checks heads.log beside the chain: each line well-formed and chained, the last signed, each head where it says. */

import type { KeyObject } from 'node:crypto';
import fs from 'node:fs';

import type { LedgerFault } from '../../../shared/model/ledger.ts';
import type { LedgerHead } from '../ports.ts';
import { GENESIS } from './entry.ts';
import { lineHash, parseHeadLine, signatureFits, type HeadLine } from './heads.ts';

type Line = { readonly text: string; readonly number: number; readonly whole: boolean };

const CHUNK = 65_536;

/** The lines within the first `size` bytes. `whole` is false for a last one without its line feed. */
function* readLines(file: string, size: number): Generator<Line> {
  if (size === 0) return;
  const handle = fs.openSync(file, 'r');
  try {
    const chunk = Buffer.alloc(CHUNK);
    let rest = Buffer.alloc(0);
    let number = 0;
    for (let at = 0; at < size;) {
      const read = fs.readSync(handle, chunk, 0, Math.min(CHUNK, size - at), at);
      if (read === 0) break;
      at += read;
      rest = Buffer.concat([rest, chunk.subarray(0, read)]);
      let start = 0;
      for (let end = rest.indexOf(0x0a); end >= 0; end = rest.indexOf(0x0a, start)) {
        yield { text: rest.toString('utf8', start, end), number: (number += 1), whole: true };
        start = end + 1;
      }
      rest = rest.subarray(start);
    }
    if (rest.length > 0) yield { text: rest.toString('utf8'), number: number + 1, whole: false };
  } finally {
    fs.closeSync(handle);
  }
}

/**
 * `entry`: tell each proven entry in order; gives the fault of a head that says otherwise. `finish`: the faults of the
 * lines themselves and, when the chain was proven to its end, of heads beyond it and of a last entry without a head;
 * `beyond` answers whether an entry was appended meanwhile.
 */
export type HeadsCheck = {
  readonly lines: number;
  entry(head: LedgerHead): LedgerFault | null;
  finish(
    proven: { readonly last: LedgerHead | null; beyond(head: LedgerHead): boolean } | null,
  ): readonly LedgerFault[];
  close(): void;
};

/**
 * One signature vouches for all lines above it, because each line holds the hash of the one before. So the last is
 * checked (150 µs), and others only where the lines do not fit together, to name the one that was changed.
 */
export function createHeadsCheck(file: string, size: number, key: KeyObject | null): HeadsCheck {
  const lines = readLines(file, size);
  const faults: LedgerFault[] = [];
  let above: { readonly text: string; readonly head: HeadLine; readonly number: number } | null = null;
  let next: { readonly head: HeadLine; readonly number: number } | null = null;
  let count = 0;
  let ended = false;

  const stop = (fault: LedgerFault): null => {
    faults.push(fault);
    ended = true;
    return null;
  };
  const unsigned = (head: HeadLine): boolean => key !== null && !signatureFits(head, key);

  /** Where two lines do not fit together, the one with a wrong signature was changed; else lines are gone or moved. */
  const misfit = (head: HeadLine, number: number): LedgerFault => {
    if (above !== null && unsigned(above.head))
      return { code: 'head-signature', line: above.number, seq: above.head.seq };
    return { code: unsigned(head) ? 'head-signature' : 'head-order', line: number, seq: head.seq };
  };

  const advance = (): typeof next => {
    if (ended) return null;
    const step = lines.next();
    if (step.done === true) {
      ended = true;
      if (above !== null && unsigned(above.head)) {
        faults.push({ code: 'head-signature', line: above.number, seq: above.head.seq });
      }
      return null;
    }
    const { text, number, whole } = step.value;
    const head = whole ? parseHeadLine(text) : null;
    if (head === null) return stop({ code: 'head-malformed', line: number });
    const prev = above === null ? GENESIS : lineHash(above.text);
    if (head.prev !== prev || (above !== null && head.seq <= above.head.seq))
      return stop(misfit(head, number));
    above = { text, head, number };
    count = number;
    return { head, number };
  };

  next = advance();
  return {
    get lines() {
      return count;
    },
    entry: ({ seq, hash }) => {
      if (next?.head.seq !== seq) return null;
      const { head, number } = next;
      next = advance();
      return head.hash === hash ? null : { code: 'head-mismatch', seq, line: number };
    },
    finish: (proven) => {
      const sound = faults.length === 0;
      if (
        sound &&
        next === null &&
        proven !== null &&
        proven.last !== null &&
        above?.head.seq !== proven.last.seq
      ) {
        faults.push({ code: 'head-missing', seq: proven.last.seq });
      }
      for (; next !== null; next = advance()) {
        if (proven === null || proven.beyond(next.head)) continue;
        faults.push({ code: 'tail-cut', seq: (proven.last?.seq ?? 0) + 1, line: next.number });
        break;
      }
      return faults;
    },
    close: () => void lines.return(undefined),
  };
}
