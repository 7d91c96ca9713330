/** Takes down what somebody says of a session; the record first, then every screen that shows it. */

import type { RequirableFact, SessionFacts } from '../../../shared/model/facts.ts';
import type { Actor } from '../../../shared/model/people.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { Clinic } from '../clinic.ts';
import type { FactsDesk } from '../evidence/session-facts.ts';
import type { SessionDesk } from './session-desk.ts';

export type ToldHere = { readonly facts: SessionFacts; readonly missing: readonly RequirableFact[] };

/** Errors: those of the facts desk. */
export function tellHere(
  { facts, people }: Pick<Clinic, 'facts' | 'people'>,
  sessions: Pick<SessionDesk, 'told'>,
  actor: Actor,
  said: Parameters<FactsDesk['tell']>[1],
): Result<ToldHere> {
  const told = facts.tell(actor, said);
  if (!told.ok) return told;
  const { staff } = told.value;
  const roster = people.roster();
  const name = (roster.ok && staff !== null ? roster.value.get(staff)?.name : null) ?? staff;
  return ok({ facts: told.value, missing: sessions.told(said.session, told.value, name) });
}
