/** Says who somebody is and what they may do now: asked by every method, whatever a window showed or hid. */

import { gateError } from '../../../shared/errors.ts';
import type { Actor, By } from '../../../shared/model/people.ts';
import { mayDo, type Action, type Standing } from '../../../shared/model/rights.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Clock, Ledger } from '../ports.ts';
import { dutyOf, type Member, type Roster } from './roster.ts';

export type Authority = {
  /**
   * Who did it, for the entry that records it. `not-allowed` for an actor that this core has not made or whose role has
   * no such right, `login-ended` after a logout, a time without use or a disabling, `duty-first` while a secret or a
   * second factor has to be set.
   */
  authorise(actor: Actor, action: Action): Result<By>;
  enter(member: Member): Actor;
  /** The operating system's user at this machine. */
  console(user: string): Actor;
  leave(actor: Actor): void;
  /** Ends every login of a person whose secret was taken out of their hands. */
  expel(person: string): void;
};

export type AuthorityPorts = {
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly ledger: Ledger;
  readonly roster: () => Result<Roster>;
  /** No administrator can log in, because none was ever made or because the accounts were lost. */
  readonly founding: () => Result<boolean>;
  readonly rules: () => Result<Settings['people']>;
};

const OPEN_WITH_DUTY: Readonly<Record<'change-secret' | 'enrol-totp', readonly Action[]>> = {
  'change-secret': ['own.secret'],
  'enrol-totp': ['own.secret', 'own.totp'],
};

export function createAuthority(ports: AuthorityPorts): Authority {
  /** Actors are known by being these very objects: nothing that came through a window can be one. */
  const logins = new Map<Actor, { used: number }>();
  const consoles = new WeakSet<Actor>();

  const refuse = (action: Action, standing: Standing | null): Result<never> =>
    err(gateError('not-allowed', { action, role: standing }));
  const ended = (actor: Actor): Result<never> => {
    logins.delete(actor);
    return err(gateError('login-ended'));
  };

  function asConsole(user: string, action: Action): Result<By> {
    const founding = ports.founding();
    if (!founding.ok) return founding;
    const standing = founding.value ? 'founder' : 'console';
    return mayDo(standing, action) ? ok({ type: 'console', user }) : refuse(action, standing);
  }

  function asPerson(actor: Actor & { type: 'person' }, action: Action): Result<By> {
    const login = logins.get(actor);
    if (login === undefined) return err(gateError('login-ended'));
    const [roster, rules] = [ports.roster(), ports.rules()];
    if (!roster.ok) return roster;
    if (!rules.ok) return rules;
    const member = roster.value.get(actor.person);
    if (member === undefined || member.disabled) return ended(actor);
    const now = ports.clock.monotonic();
    if (now - login.used > rules.value.idleMinutes * 60_000) {
      const body = { person: member.id, how: 'idle' };
      ports.ledger.append([{ kind: 'login.ended', session: null, body }]);
      return ended(actor);
    }
    login.used = now;
    // The role of now, not of the login: rights that were taken away are gone at once.
    if (!mayDo(member.role, action)) return refuse(action, member.role);
    const duty = dutyOf(member, rules.value.secondFactor);
    if (duty !== null && !OPEN_WITH_DUTY[duty].includes(action))
      return err(gateError('duty-first', { duty }));
    return ok({ type: 'person', person: member.id, role: member.role });
  }

  return {
    authorise: (actor, action) => {
      if (actor.type === 'person') return asPerson(actor, action);
      return consoles.has(actor) ? asConsole(actor.user, action) : refuse(action, null);
    },
    enter: ({ id, name, role }) => {
      const actor: Actor = Object.freeze({ type: 'person', person: id, name, role });
      logins.set(actor, { used: ports.clock.monotonic() });
      return actor;
    },
    console: (user) => {
      const actor: Actor = Object.freeze({ type: 'console', user });
      consoles.add(actor);
      return actor;
    },
    leave: (actor) => void logins.delete(actor),
    expel: (person) => {
      for (const actor of logins.keys())
        if (actor.type === 'person' && actor.person === person) logins.delete(actor);
    },
  };
}
