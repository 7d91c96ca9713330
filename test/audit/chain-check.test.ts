import { describe, expect, it } from 'vitest';

import { createChainCheck, type UncheckedRow } from '../../electron/core/audit/chain-check.ts';
import {
  canonicalBody,
  entryHash,
  GENESIS,
  isCanonical,
  type LedgerRow,
} from '../../electron/core/audit/entry.ts';
import type { JsonValue, LedgerFault } from '../../shared/model/ledger.ts';

/** A chain that is sound in itself, whatever it tells: as somebody with the key could write it. */
function chain(...entries: readonly Partial<LedgerRow>[]): LedgerRow[] {
  const rows: LedgerRow[] = [];
  for (const entry of entries) {
    const above = rows.at(-1);
    const row = {
      seq: rows.length + 1,
      at: '2026-11-22T01:00:00.000Z',
      kind: 'note',
      session: null,
      body: '{}',
      ...entry,
    };
    const linked = { ...row, prev: above?.hash ?? GENESIS };
    rows.push({ ...linked, hash: entryHash(linked) });
  }
  return rows;
}

function firstFault(rows: readonly UncheckedRow[]): LedgerFault | null {
  const check = createChainCheck(() => false);
  for (const row of rows) {
    const step = check.step(row);
    if (step.fault !== null) return step.fault;
  }
  return null;
}
const FIRST = { kind: 'ledger.created' };

describe('the chain', () => {
  it('is sound when each entry follows from the one above', () => {
    expect(
      firstFault(chain(FIRST, {}, { kind: 'file', session: 'a', body: '{"a":1,"b":[true,null]}' })),
    ).toBeNull();
  });

  it('must begin with the creation of the ledger', () => {
    expect(firstFault(chain({ kind: 'session.opened' }))).toEqual({ code: 'first-entry-wrong', seq: 1 });
  });

  it('may go back in time only where an entry says so', () => {
    const earlier = { at: '2026-11-22T00:59:59.999Z' };
    expect(firstFault(chain(FIRST, earlier))).toEqual({ code: 'time-backwards', seq: 2 });
    expect(firstFault(chain(FIRST, { ...earlier, kind: 'clock.backwards' }, earlier))).toBeNull();
  });

  it.each(['2026-11-22 01:00:00', '2026-11-22T01:00:00Z', '2026-13-22T01:00:00.000Z', 'yesterday'])(
    'takes no time but UTC with milliseconds: %s',
    (at) => {
      expect(firstFault(chain(FIRST, { at }))).toEqual({ code: 'entry-edited', seq: 2, what: 'at' });
    },
  );

  it.each([
    '{"b":1,"a":2}',
    '{"a":1.0}',
    '{"a":"\\u0041"}',
    '{"a":1,"a":1}',
    '{"a":"\\ud800"}',
    '{"9":1,"10":1}',
    '[]',
    'null',
  ])('takes no body but canonical JSON, though its hash fits: %s', (body) => {
    expect(firstFault(chain(FIRST, { body }))).toEqual({ code: 'entry-edited', seq: 2, what: 'body' });
  });
});

describe('canonical JSON (RFC 8785)', () => {
  it.each<[JsonValue, string]>([
    [{ b: 1, a: { d: null, c: [3, 'x'] } }, '{"a":{"c":[3,"x"],"d":null},"b":1}'],
    [
      { '\u20ac': 1, '\r': 2, '1': 3, '\u{1f600}': 4, '\ufb33': 5 },
      '{"\\r":2,"1":3,"€":1,"😀":4,"\ufb33":5}',
    ],
    [
      { n: [333333333.3333333, 1e30, 4.5, 2e-3, 1e-27, -0] },
      '{"n":[333333333.3333333,1e+30,4.5,0.002,1e-27,0]}',
    ],
    [{ '10': 1, '9': 2 }, '{"10":1,"9":2}'],
  ])('of %j', (value, text) => {
    expect(canonicalBody(value)).toBe(text);
    expect(isCanonical(text, JSON.parse(text) as JsonValue)).toBe(true);
  });

  it('gives the hash that other tools give', () => {
    // printf '%s' '{"at":"2026-11-22T01:00:00.000Z","body":{},"kind":"ledger.created","prev":"000…0","seq":1,"session":null}' | sha256sum
    const [row] = chain(FIRST);
    expect(row?.hash).toBe('671d596b104d1af32a6892d17dade45b555ba6ba938a115776bc093e762719bf');
  });
});
