/** What every change of an account asks first: who does it, to whom, and whether somebody is left to administer. */

import { gateError } from '../../../shared/errors.ts';
import type { Actor, By } from '../../../shared/model/people.ts';
import type { Action } from '../../../shared/model/rights.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { memberOf, type PeopleContext } from './context.ts';
import { claimantKey, type Member } from './roster.ts';

/** Runs `work` when the actor may do it and the person exists; right before it, so that nothing is decided on old facts. */
export function about<T>(
  context: PeopleContext,
  actor: Actor,
  action: Action,
  person: string,
  work: (member: Member, by: By) => Result<T>,
): Result<T> {
  const by = context.authority.authorise(actor, action);
  if (!by.ok) return by;
  const member = memberOf(context, person);
  return member.ok ? work(member.value, by.value) : member;
}

/** `last-administrator` when nobody but `person` could log in as one. */
export function anotherAdministrator(context: PeopleContext, person: string): Result<void> {
  const roster = context.roster();
  if (!roster.ok) return roster;
  const others = [...roster.value.values()].some(
    ({ id, role, disabled }) => id !== person && role === 'administrator' && !disabled,
  );
  return others ? ok(undefined) : err(gateError('last-administrator'));
}

/** Identifiers and card numbers share one space: what is typed at the kiosk may be either. */
export function freeCard(context: PeopleContext, card: string, person: string): Result<void> {
  const roster = context.roster();
  if (!roster.ok) return roster;
  const holder = context.secrets.byCard(card);
  if (!holder.ok) return holder;
  const taken = roster.value.has(card) || (holder.value !== null && holder.value !== person);
  return taken ? err(gateError('person-exists', { what: 'card' })) : ok(undefined);
}

export function freeIdentifier(context: PeopleContext, id: string): Result<void> {
  const roster = context.roster();
  if (!roster.ok) return roster;
  const holder = context.secrets.byCard(id);
  if (!holder.ok) return holder;
  const taken = roster.value.has(id) || holder.value !== null;
  return taken ? err(gateError('person-exists', { what: 'id' })) : ok(undefined);
}

export function forgetAttempts(context: PeopleContext, person: string): void {
  for (const way of ['login', 'recovery'] as const)
    context.attempts.clear(claimantKey({ way, person, bucket: null }));
}

export const withoutValue = (result: Result<unknown>): Result<void> => (result.ok ? ok(undefined) : result);
