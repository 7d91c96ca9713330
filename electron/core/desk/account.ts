/** Handlers for logging in, one's own account and other people's. */

import type { ACCOUNT_METHODS } from '../../../shared/contract/account.ts';
import type { LoggedIn } from '../../../shared/contract/account.ts';
import { gateError } from '../../../shared/errors.ts';
import type { Actor } from '../../../shared/model/people.ts';
import { ACTIONS, mayDo } from '../../../shared/model/rights.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Clinic } from '../clinic.ts';
import { dutyOf } from '../people/roster.ts';
import type { Connection } from './connection.ts';
import type { HandlersOf } from './handlers.ts';
import type { Room } from './room.ts';
import { asActor, done } from './acting.ts';

export function accountHandlers(room: Room): HandlersOf<keyof typeof ACCOUNT_METHODS> {
  const { logins, clinic } = room;
  const as = asActor(room);

  function whoIs(connection: Connection): Result<LoggedIn> {
    const actor = logins.at(connection);
    if (!actor.ok) return actor;
    const open = clinic();
    if (!open.ok) return open;
    return loggedIn(open.value, actor.value, logins.idleLeft(connection));
  }

  return {
    async login(connection, given) {
      const entered = await logins.enter(connection, given);
      return entered.ok ? whoIs(connection) : entered;
    },
    logout: (connection) => logins.leave(connection),
    whoami: (connection) => (connection.actor === null ? ok(null) : whoIs(connection)),
    'login.keep': () => ok(null),
    async recover(_connection, input) {
      const open = clinic();
      return open.ok ? open.value.people.recover(input) : open;
    },

    'own.secret': as(({ people }, actor, input) => done(people.own.changeSecret(actor, input))),
    'own.totp-begin': as(({ people }, actor, input) => people.own.beginTotp(actor, input)),
    'own.totp-confirm': as(({ people }, actor, input) => done(people.own.confirmTotp(actor, input))),
    'own.recovery': as(({ people }, actor, input) => people.own.renewRecovery(actor, input)),

    'people.list': as(({ people }, actor) => people.accounts.list(actor)),
    'people.add': as(({ people }, actor, input) => people.accounts.add(actor, input)),
    'people.change': as(({ people }, actor, input) => people.accounts.change(actor, input)),
    'people.reset': as(({ people }, actor, input) => done(people.accounts.reset(actor, input))),
    'people.card': as(({ people }, actor, input) => done(people.accounts.setCard(actor, input))),
    'people.totp-remove': as(({ people }, actor, input) => done(people.accounts.removeTotp(actor, input))),
    'people.disable': as(({ people }, actor, input) => done(people.accounts.disable(actor, input))),
    'people.enable': as(({ people }, actor, input) => done(people.accounts.enable(actor, input))),
    'people.unlock': as(({ people }, actor, input) => done(people.accounts.unlock(actor, input))),
  };
}

/** Who they are now; `login-ended` for somebody who is not there any more. */
export function loggedIn(
  { people, settings }: Clinic,
  actor: Actor & { readonly type: 'person' },
  idleLeft: number,
): Result<LoggedIn> {
  const [roster, present] = [people.roster(), settings.current()];
  if (!roster.ok) return roster;
  if (!present.ok) return present;
  const member = roster.value.get(actor.person);
  if (member === undefined) return err(gateError('login-ended'));
  const { secondFactor, idleMinutes } = present.value.settings.people;
  return ok({
    person: member.id,
    name: member.name,
    role: member.role,
    duty: dutyOf(member, secondFactor),
    totp: member.totp,
    rights: ACTIONS.filter((action) => mayDo(member.role, action)),
    idleMinutes,
    idleLeft,
  });
}
