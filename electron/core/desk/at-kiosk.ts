/** For which session whoever identified at a kiosk speaks; an identification never outlives that session. */

import type { EventPayload } from '../../../shared/contract.ts';
import type { Connection } from './connection.ts';
import type { Logins } from './logins.ts';

export type AtKiosk = {
  /** Identified while nothing is under way: speaks for the next session. */
  bind(connection: Connection, session: string | null): void;
  /**
   * A session begins. Whoever speaks for none yet, or for `instead`, which makes way for it, speaks for this one; whoever
   * stands there for a session that is no longer on the screen is gone.
   */
  begun(session: string, instead: string | null): void;
  /** A session is over, or its result was put away; null where nothing had begun. */
  over(session: string | null): void;
};

export function createAtKiosk(
  connections: Iterable<Connection>,
  logins: () => Pick<Logins, 'leave'>,
  ended: (connection: Connection, payload: EventPayload<'login-ended'>) => void,
  tellable: (session: string) => boolean,
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
        const { boundTo } = connection;
        if (boundTo === null || boundTo === instead) connection.boundTo = session;
        else if (!tellable(boundTo)) end(connection);
      }
    },
    over(session) {
      for (const connection of identified()) {
        const { boundTo } = connection;
        if (boundTo === null || boundTo === session || !tellable(boundTo)) end(connection);
      }
    },
  };
}
