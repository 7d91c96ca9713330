/** Who is logged in at which window, for how long, and proofs of identity that hold for one act alone. */

import type { Credentials } from '../../../shared/contract/method.ts';
import { gateError } from '../../../shared/errors.ts';
import type { Actor } from '../../../shared/model/people.ts';
import type { Action } from '../../../shared/model/rights.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Clinic } from '../clinic.ts';
import type { Clock } from '../ports.ts';
import type { Connection } from './connection.ts';

type Person = Actor & { readonly type: 'person' };

export type Logins = {
  /** Proves who it is and keeps them at this window; somebody who was there before is logged out. */
  enter(connection: Connection, given: Credentials): Promise<Result<Person>>;
  leave(connection: Connection): Result<null>;
  /**
   * Runs `act` in the name of somebody who proves here and now who they are and that they may; they are logged out
   * again whatever comes of it.
   */
  once<T>(
    given: Credentials,
    action: Action,
    act: (actor: Person) => Result<T> | Promise<Result<T>>,
  ): Promise<Result<T>>;
  /** Who is there; `login-ended` when nobody is. */
  at(connection: Connection): Result<Person>;
  /** Whether whoever is at this window may do that now. An ended login is taken off the window. */
  may(connection: Connection, action: Action): Result<null>;
  used(connection: Connection): void;
  /** Seconds until the log-out. */
  idleLeft(connection: Connection): number;
  /** Logs out whoever has not used their window for too long. */
  sweep(connections: Iterable<Connection>): void;
};

export type LoginsPorts = {
  readonly clinic: () => Result<Clinic>;
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly ended: (connection: Connection, how: 'idle' | 'ended') => void;
};

export function createLogins({ clinic, clock, ended }: LoginsPorts): Logins {
  function idleMs(): number {
    const open = clinic();
    const present = open.ok ? open.value.settings.current() : open;
    // Settings that cannot be read keep nobody logged in for long.
    return present.ok ? present.value.settings.people.idleMinutes * 60_000 : 60_000;
  }

  async function prove(given: Credentials): Promise<Result<Person>> {
    const open = clinic();
    if (!open.ok) return open;
    const actor = await open.value.people.login(given);
    if (!actor.ok) return actor;
    if (actor.value.type !== 'person') throw new Error('a login is a person');
    return ok(actor.value);
  }

  function leave(connection: Connection): Result<null> {
    const { actor } = connection;
    connection.actor = null;
    connection.boundTo = null;
    const open = clinic();
    if (actor === null || !open.ok) return ok(null);
    const left = open.value.people.logout(actor);
    return left.ok ? ok(null) : left;
  }

  return {
    async enter(connection, given) {
      const actor = await prove(given);
      if (!actor.ok) return actor;
      leave(connection);
      // Proving takes its time; the window may be gone by now, and nobody would ever log out there.
      connection.actor = actor.value;
      if (connection.closed) {
        leave(connection);
        return err(gateError('login-ended'));
      }
      connection.usedAt = clock.monotonic();
      return actor;
    },
    leave,
    async once(given, action, act) {
      const actor = await prove(given);
      if (!actor.ok) return actor;
      const open = clinic();
      if (!open.ok) return open;
      try {
        const may = open.value.people.authorise(actor.value, action);
        return may.ok ? await act(actor.value) : may;
      } finally {
        open.value.people.logout(actor.value);
      }
    },
    at: ({ actor }) => (actor === null ? err(gateError('login-ended')) : ok(actor)),
    may(connection, action) {
      const open = clinic();
      if (!open.ok) return open;
      if (connection.actor === null) return err(gateError('login-ended'));
      const by = open.value.people.authorise(connection.actor, action);
      if (by.ok) return ok(null);
      if (by.error.code === 'login-ended') {
        connection.actor = null;
        ended(connection, 'ended');
      }
      return by;
    },
    used(connection) {
      connection.usedAt = clock.monotonic();
    },
    idleLeft: ({ usedAt }) => Math.max(0, Math.ceil((usedAt + idleMs() - clock.monotonic()) / 1000)),
    sweep(connections) {
      const limit = idleMs();
      for (const connection of connections) {
        if (connection.actor === null || clock.monotonic() - connection.usedAt < limit) continue;
        leave(connection);
        ended(connection, 'idle');
      }
    },
  };
}
