/** Holds heads that were kept off the machine against the ledger: the one way in which a rebuilt chain shows. */

import { gateError } from '../../../shared/errors.ts';
import type { Actor } from '../../../shared/model/people.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { KindReader } from '../audit/by-kind.ts';
import { parseHeadLine, signatureFits } from '../audit/heads.ts';
import { publicKeyFromHex } from '../audit/keys.ts';
import type { Acting } from '../people/acting.ts';

/**
 * `missing`: the ledger has no entry of that number (cut off or restored from an older backup). `different`: it has
 * another one there (rebuilt or edited). `other-key`: signed by another key than the ledger names.
 */
export type Mismatch = {
  readonly line: number;
  readonly seq: number;
  readonly kind: 'missing' | 'different' | 'other-key';
};

/** `unread`: lines that hold no head, for instance those of other programs in the same log. */
export type Comparison = {
  readonly heads: number;
  readonly unread: number;
  readonly newest: number | null;
  readonly mismatches: readonly Mismatch[];
};

/** Enough to show what is going on. */
const MOST_MISMATCHES = 100;

/** The head within a line: the whole line of an anchor file, or what stands behind the structured data in a syslog file. */
function headIn(line: string): ReturnType<typeof parseHeadLine> {
  const start = line.indexOf('{"at":');
  return start < 0 ? null : parseHeadLine(line.slice(start).trimEnd());
}

/** `text`: an anchor file, or a collector's log. `not-found` when it holds no head at all: then it proves nothing. */
export function compareHeads(
  { authorise, reader }: Pick<Acting, 'authorise'> & { readonly reader: Pick<KindReader, 'hashAt' | 'each'> },
  actor: Actor,
  text: string,
): Result<Comparison> {
  const by = authorise(actor, 'anchor.compare');
  if (!by.ok) return by;
  let named: unknown = null;
  const first = reader.each(['ledger.created'], 0, ({ body }) => (named ??= body['key']));
  if (!first.ok) return first;
  const key = typeof named === 'string' ? publicKeyFromHex(named) : null;
  if (key === null) return err(gateError('ledger-corrupt', { reason: 'key-missing' }));
  const mismatches: Mismatch[] = [];
  let [heads, unread, newest] = [0, 0, 0];
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const head = headIn(line);
    if (head === null) {
      unread += 1;
      continue;
    }
    heads += 1;
    newest = Math.max(newest, head.seq);
    const hash = reader.hashAt(head.seq);
    if (!hash.ok) return hash;
    const kind =
      hash.value === null
        ? 'missing'
        : hash.value !== head.hash
          ? 'different'
          : signatureFits(head, key)
            ? null
            : 'other-key';
    if (kind !== null && mismatches.length < MOST_MISMATCHES)
      mismatches.push({ line: index + 1, seq: head.seq, kind });
  }
  if (heads === 0) return err(gateError('not-found', { heads: 0 }));
  return ok({ heads, unread, newest, mismatches });
}
