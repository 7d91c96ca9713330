/** Waits until everything has been said about a session that policy wants said before files go in. */

import type { RequirableFact } from '../../../shared/model/facts.ts';
import { ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';

/** `missing`: what has not been said yet. `onTold`: calls back after every word; gives what ends that. */
export type FactsToTell = {
  missing(): Result<readonly RequirableFact[]>;
  onTold(listener: () => void): () => void;
};

/** Nobody is asked: everything that had to be said was said before the session began. */
export const NOTHING_TO_TELL: FactsToTell = { missing: () => ok([]), onTold: () => () => undefined };

/** `waits`: something is missing now. `done` never settles after `stop`. */
export type FactsWait = { readonly waits: boolean; readonly done: Promise<Result<void>>; stop(): void };

/** Errors: the ledger's, when what was said cannot be read: then nothing is released. */
export function waitForFacts(facts: FactsToTell): FactsWait {
  let settle: (result: Result<void>) => void;
  const done = new Promise<Result<void>>((resolve) => (settle = resolve));
  let stop = (): void => undefined;
  /** True while something is missing. */
  function look(): boolean {
    const missing = facts.missing();
    if (missing.ok && missing.value.length > 0) return true;
    stop();
    settle(missing.ok ? ok(undefined) : missing);
    return false;
  }
  // Listening comes first: what is said between the look and the listening must not be missed.
  stop = facts.onTold(() => void look());
  const waits = look();
  return { waits, done, stop: () => stop() };
}
