/** Tells windows what happens, each only what its kind is meant to hear. */

import { EVENTS } from '../../../shared/contract.ts';
import type { EventName, EventPayload } from '../../../shared/contract.ts';
import type { Log } from '../ports.ts';
import type { Connection } from './connection.ts';

export type Listener = <E extends EventName>(event: E, payload: EventPayload<E>) => void;

export type Hub = {
  listen(connection: Connection, listener: Listener): () => void;
  tell<E extends EventName>(event: E, payload: EventPayload<E>): void;
  tellOne<E extends EventName>(connection: Connection, event: E, payload: EventPayload<E>): void;
};

/** A listener that throws is its host's bug, and no other window's trouble. */
export function createHub(log: Log): Hub {
  const listeners = new Map<Listener, Connection>();

  function hand<E extends EventName>(listener: Listener, event: E, payload: EventPayload<E>): void {
    try {
      listener(event, payload);
    } catch {
      log('error', 'desk.listener-bug', { event });
    }
  }

  return {
    listen(connection, listener) {
      // Two windows may hand in the same function: each listening is one of its own.
      const own: Listener = (event, payload) => listener(event, payload);
      listeners.set(own, connection);
      return () => void listeners.delete(own);
    },
    tell(event, payload) {
      for (const [listener, { window }] of [...listeners])
        if (EVENTS[event].windows.includes(window)) hand(listener, event, payload);
    },
    tellOne(connection, event, payload) {
      for (const [listener, to] of [...listeners]) if (to === connection) hand(listener, event, payload);
    },
  };
}
