/** A ledger in memory for tests of what writes to it: same contract, no disk, and failures on demand. */

import { entryHash, canonicalBody, GENESIS } from '../../electron/core/audit/entry.ts';
import type { Ledger, LedgerDraft, LedgerHead } from '../../electron/core/ports.ts';
import type { GateError } from '../../shared/errors.ts';
import type { LedgerEntry } from '../../shared/model/ledger.ts';
import { err, ok, type Result } from '../../shared/result.ts';

export class FakeLedger implements Ledger {
  readonly entries: LedgerEntry[] = [];
  /** Asked before each append; an error refuses that batch whole. */
  refuse: (drafts: readonly LedgerDraft[]) => GateError | null = () => null;
  #now: () => number;

  constructor(now: () => number = () => 0) {
    if (process.env['VITEST'] === undefined) throw new Error('FakeLedger is for tests only');
    this.#now = now;
  }

  get head(): LedgerHead | null {
    const last = this.entries.at(-1);
    return last === undefined ? null : { seq: last.seq, hash: last.hash };
  }

  append(drafts: readonly LedgerDraft[]): Result<LedgerHead> {
    const refused = this.refuse(drafts);
    if (refused !== null) return err(refused);
    const added: LedgerEntry[] = [];
    for (const { kind, session, body } of drafts) {
      const above = added.at(-1) ?? this.entries.at(-1);
      const row = {
        seq: (above?.seq ?? 0) + 1,
        at: new Date(this.#now()).toISOString(),
        kind,
        session,
        body: canonicalBody(body),
        prev: above?.hash ?? GENESIS,
      };
      added.push({ ...row, body: JSON.parse(row.body) as LedgerEntry['body'], hash: entryHash(row) });
    }
    this.entries.push(...added);
    const { head } = this;
    if (head === null) throw new Error('an empty batch on an empty ledger has no head');
    return ok(head);
  }

  /** The kinds in order; what most tests look at. */
  get kinds(): string[] {
    return this.entries.map((entry) => entry.kind);
  }
}
