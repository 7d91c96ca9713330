/** What every ledger promises, run on the real one and on the fake. */

import { describe, expect, it } from 'vitest';

import type { Ledger, LedgerDraft } from '../../electron/core/ports.ts';
import type { GateError } from '../../shared/errors.ts';

/** `entries`: all entries in order. `breakNext`: makes the next append fail as a condition of the machine would. */
export type LedgerUnderTest = {
  readonly ledger: Ledger;
  entries(): readonly {
    readonly seq: number;
    readonly kind: string;
    readonly prev: string;
    readonly hash: string;
  }[];
  breakNext(): void;
  mend(): void;
};

const draft = (kind: string, body: LedgerDraft['body'] = {}): LedgerDraft => ({ kind, session: null, body });

export function describeLedger(name: string, create: () => LedgerUnderTest): void {
  describe(`${name} keeps a ledger's promises:`, () => {
    it('a batch is appended whole, in order, chained, and its last entry is the head', () => {
      const under = create();
      const { ledger } = under;
      const before = under.entries().length;
      const appended = ledger.append([draft('one'), draft('two', { b: [1, { c: null }] }), draft('three')]);
      const added = under.entries().slice(before);
      expect(added.map((entry) => entry.kind)).toEqual(['one', 'two', 'three']);
      added.slice(1).forEach((entry, index) => {
        expect(entry.prev).toBe(added[index]?.hash);
        expect(entry.seq).toBe((added[index]?.seq ?? 0) + 1);
      });
      const last = added.at(-1);
      expect(appended).toEqual({ ok: true, value: { seq: last?.seq, hash: last?.hash } });
      expect(ledger.head).toEqual({ seq: last?.seq, hash: last?.hash });
    });

    it('a failure is a value, keeps nothing of the batch and leaves the head; the next batch is appended', () => {
      const under = create();
      const { ledger } = under;
      ledger.append([draft('before')]);
      const [kept, head] = [under.entries().length, ledger.head];
      under.breakNext();
      const refused = ledger.append([draft('lost'), draft('lost too')]);
      expect(refused).toMatchObject({
        ok: false,
        error: { code: expect.stringMatching(/^ledger-/) as GateError['code'] },
      });
      expect([under.entries().length, ledger.head]).toEqual([kept, head]);
      under.mend();
      expect(ledger.append([draft('after')]).ok).toBe(true);
      expect(
        under
          .entries()
          .map((entry) => entry.kind)
          .slice(-2),
      ).toEqual(['before', 'after']);
    });

    it('the same entries have the same hash in every ledger, and what is no JSON is a bug', () => {
      const { ledger } = create();
      expect(() => ledger.append([draft('bad', { size: Number.NaN })])).toThrow('NaN');
    });
  });
}
