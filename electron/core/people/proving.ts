/**
 * Looks at one proof of identity at a time: waits are kept, wrong ones are counted and recorded, and many at once
 * neither get round the count nor take a hash's memory each.
 */

import { gateError } from '../../../shared/errors.ts';
import { err, type Result } from '../../../shared/result.ts';
import type { Ledger, LedgerDraft } from '../ports.ts';
import type { Attempts, LoginRules } from './attempts.ts';
import { claimantKey, type Claimant } from './roster.ts';

/** `code-missing`: the secret was right and the second factor is still to come; neither wrong nor enough. */
export type Proof = 'right' | 'code-missing' | { readonly wrong: 'secret' | 'code' | 'recovery' };

export type Prover = {
  /**
   * `accept` runs when the proof was right; once it succeeds, the wrong attempts are forgotten. Errors:
   * `login-delayed {seconds}`, `login-locked {seconds}`, `login-failed`, `second-factor-needed`, what `check` and
   * `accept` give, and the ledger's: a failure that cannot be recorded tells nothing about the proof.
   */
  prove<T>(
    claimant: Claimant,
    check: () => Promise<Result<Proof>>,
    accept: () => Result<T>,
  ): Promise<Result<T>>;
};

export type ProverPorts = {
  readonly ledger: Ledger;
  readonly attempts: Attempts;
  readonly rules: () => Result<LoginRules>;
};

/** At 0.4 s each the last of them waits for 13 s; more than that is a storm. */
const LONGEST_QUEUE = 32;

export function createProver({ ledger, attempts, rules }: ProverPorts): Prover {
  let queue: Promise<unknown> = Promise.resolve();
  let queued = 0;

  const note = (drafts: readonly Pick<LedgerDraft, 'kind' | 'body'>[]): Result<unknown> =>
    ledger.append(drafts.map((draft) => ({ ...draft, session: null })));

  function refusal(claimant: Claimant, key: string): Result<never> | null {
    const { waits, locked } = attempts.standing(key);
    if (waits === 0) return null;
    // A storm may not fill the ledger: the first is told now, how many more with the next that is looked at.
    if (attempts.refuse(key)) note([{ kind: 'login.refused', body: { ...claimant, waits, locked } }]);
    return err(gateError(locked ? 'login-locked' : 'login-delayed', { seconds: waits }));
  }

  function wrong(claimant: Claimant, key: string, factor: string, limits: LoginRules): Result<never> {
    const refused = attempts.takeRefused(key);
    const counted = attempts.fail(key, limits);
    const failed = { kind: 'login.failed', body: { ...claimant, factor, ...counted, refused } };
    const { failures, wait: seconds } = counted;
    const locked = { kind: 'login.locked', body: { ...claimant, failures, seconds } };
    const noted = note(counted.locked ? [failed, locked] : [failed]);
    return noted.ok ? err(gateError('login-failed')) : noted;
  }

  async function look<T>(
    claimant: Claimant,
    check: () => Promise<Result<Proof>>,
    accept: () => Result<T>,
  ): Promise<Result<T>> {
    const key = claimantKey(claimant);
    const limits = rules();
    if (!limits.ok) return limits;
    const refused = refusal(claimant, key);
    if (refused !== null) return refused;
    const proof = await check();
    if (!proof.ok) return proof;
    if (proof.value === 'code-missing') return err(gateError('second-factor-needed'));
    if (proof.value !== 'right') return wrong(claimant, key, proof.value.wrong, limits.value);
    const accepted = accept();
    if (accepted.ok) attempts.clear(key);
    return accepted;
  }

  return {
    prove: (claimant, check, accept) => {
      if (queued >= LONGEST_QUEUE) return Promise.resolve(err(gateError('login-delayed', { seconds: 15 })));
      queued += 1;
      const turn = queue.then(() => look(claimant, check, accept));
      queue = turn
        .catch(() => undefined)
        .then(() => {
          queued -= 1;
        });
      return turn;
    },
  };
}
