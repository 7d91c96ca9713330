/** What the methods about people work with, put together once by people.ts. */

import { gateError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Clock, JsonValue, Ledger, LedgerHead } from '../ports.ts';
import type { Attempts } from './attempts.ts';
import type { Authority } from './authority.ts';
import type { Prover } from './proving.ts';
import type { Member, Roster } from './roster.ts';
import type { Hasher } from './secret-hash.ts';
import type { SecretStore } from './secret-store.ts';

export type PeopleContext = {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly secrets: SecretStore;
  readonly hasher: Hasher;
  readonly attempts: Attempts;
  readonly authority: Authority;
  readonly prover: Prover;
  readonly roster: () => Result<Roster>;
};

export type Fact = { readonly kind: string; readonly body: Readonly<Record<string, JsonValue>> };

/** All facts in one batch, none of them part of a session. */
export const tell = (ledger: Ledger, ...facts: readonly Fact[]): Result<LedgerHead> =>
  ledger.append(facts.map((fact) => ({ ...fact, session: null })));

/** `not-found` for an identifier that nobody has. */
export function memberOf(context: Pick<PeopleContext, 'roster'>, person: string): Result<Member> {
  const roster = context.roster();
  if (!roster.ok) return roster;
  const member = roster.value.get(person);
  return member === undefined ? err(gateError('not-found', { person })) : ok(member);
}
