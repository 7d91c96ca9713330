/** Closing, opening and unlocking accounts, and what hangs on them: card and second factor. */

import * as model from '../../../shared/model/people.ts';
import type { Actor } from '../../../shared/model/people.ts';
import { parseWith } from '../../../shared/parse.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { about, anotherAdministrator, forgetAttempts, freeCard, withoutValue } from './account-rules.ts';
import { tell, type PeopleContext } from './context.ts';

/** All for administrators; `not-found {person}` for an identifier that nobody has, `usage {at, fault}` for a malformed one. */
export type AccountState = {
  /** Ends the person's logins at once. `last-administrator` where nobody else could administer. */
  disable(actor: Actor, input: model.PersonReason): Result<void>;
  enable(actor: Actor, input: model.PersonReason): Result<void>;
  unlock(actor: Actor, input: model.PersonOnly): Result<void>;
  /** `person-exists {what: 'card'}` when it is somebody else's card or identifier. */
  setCard(actor: Actor, input: model.PersonCard): Result<void>;
  /** For a lost telephone. */
  removeTotp(actor: Actor, input: model.PersonReason): Result<void>;
};

export function createAccountState(context: PeopleContext): AccountState {
  const { ledger, secrets, authority } = context;
  return {
    disable(actor, input) {
      const parsed = parseWith(model.personReason, input);
      if (!parsed.ok) return parsed;
      const { person, reason } = parsed.value;
      return about(context, actor, 'person.disable', person, (member, by) => {
        if (member.disabled) return ok(undefined);
        const last = member.role === 'administrator' ? anotherAdministrator(context, person) : ok(undefined);
        if (!last.ok) return last;
        const told = tell(ledger, { kind: 'person.disabled', body: { person, reason, by } });
        if (told.ok) authority.expel(person);
        return withoutValue(told);
      });
    },

    enable(actor, input) {
      const parsed = parseWith(model.personReason, input);
      if (!parsed.ok) return parsed;
      const { person, reason } = parsed.value;
      return about(context, actor, 'person.disable', person, (member, by) => {
        if (!member.disabled) return ok(undefined);
        return withoutValue(tell(ledger, { kind: 'person.enabled', body: { person, reason, by } }));
      });
    },

    unlock(actor, input) {
      const parsed = parseWith(model.personOnly, input);
      if (!parsed.ok) return parsed;
      const { person } = parsed.value;
      return about(context, actor, 'person.unlock', person, (_, by) => {
        const told = tell(ledger, { kind: 'person.unlocked', body: { person, by } });
        if (told.ok) forgetAttempts(context, person);
        return withoutValue(told);
      });
    },

    setCard(actor, input) {
      const parsed = parseWith(model.personCard, input);
      if (!parsed.ok) return parsed;
      const { person, card } = parsed.value;
      return about(context, actor, 'person.change', person, (_, by) => {
        const free = card === null ? ok(undefined) : freeCard(context, card, person);
        if (!free.ok) return free;
        const body = { person, card: card !== null, by };
        const done = secrets.change(
          (writer) => writer.setCard(person, card),
          () => tell(ledger, { kind: 'person.card-set', body }),
        );
        return withoutValue(done);
      });
    },

    removeTotp(actor, input) {
      const parsed = parseWith(model.personReason, input);
      if (!parsed.ok) return parsed;
      const { person, reason } = parsed.value;
      return about(context, actor, 'person.change', person, (_, by) => {
        const body = { person, totp: false, reason, by };
        const done = secrets.change(
          (writer) => writer.setTotp(person, null, null),
          () => tell(ledger, { kind: 'person.totp-set', body }),
        );
        return withoutValue(done);
      });
    },
  };
}
