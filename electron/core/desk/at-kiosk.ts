/** For which session whoever identified at a kiosk speaks; an identification never outlives that session. */

import type { EventPayload } from '../../../shared/contract.ts';
import type { Connection } from './connection.ts';
import type { Logins } from './logins.ts';

export type AtKiosk = {
  /** Identified while nothing is under way: speaks for the next session. */
  bind(connection: Connection, session: string | null): void;
  /**
   * A session begins. Whoever speaks for none yet, or for `instead`, which makes way for it, speaks for this one; whoever
   * stands there for the result of another session is gone.
   */
  begun(session: string, instead: string | null): void;
  /** A session is over, or its result was put away. */
  over(): void;
};

export function createAtKiosk(
  connections: Iterable<Connection>,
  logins: () => Pick<Logins, 'leave'>,
  ended: (connection: Connection, payload: EventPayload<'login-ended'>) => void,
): AtKiosk {
  const identified = (): readonly Connection[] =>
    [...connections].filter(({ window, actor }) => window === 'kiosk' && actor !== null);
  const end = (connection: Connection): void => {
    logins().leave(connection);
    ended(connection, { how: 'session-over' });
  };
  return {
    bind(connection, session) {
      connection.boundTo = session;
    },
    begun(session, instead) {
      for (const connection of identified()) {
        if (connection.boundTo === null || connection.boundTo === instead) connection.boundTo = session;
        else end(connection);
      }
    },
    over() {
      identified().forEach(end);
    },
  };
}
