/** Handlers for the kiosk: what whoever stands there may do, and what needs a name. */

import type { Identified, KIOSK_METHODS, Receipt } from '../../../shared/contract/kiosk.ts';
import { resultsIn } from '../../../shared/contract/snapshot.ts';
import { gateError } from '../../../shared/errors.ts';
import type { Actor } from '../../../shared/model/people.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { loggedIn } from './account.ts';
import { asActor } from './acting.ts';
import type { Connection } from './connection.ts';
import { filesPage } from './file-page.ts';
import type { HandlersOf } from './handlers.ts';
import { receiptOf } from './receipt.ts';
import type { Room } from './room.ts';
import { tellHere } from './telling.ts';

export function kioskHandlers(room: Room): HandlersOf<keyof typeof KIOSK_METHODS> {
  const { board, clinic, logins, atKiosk, sessions, media, gate, host } = room;
  const as = asActor(room);

  const unknown = (params: Record<string, string>): Result<never> => err(gateError('not-found', params));
  const onScreen = (session: string): boolean =>
    board.now.session?.id === session || resultsIn(board.now).some((result) => result.session === session);

  function who(actor: Actor & { readonly type: 'person' }): Result<Identified> {
    const open = clinic();
    if (!open.ok) return open;
    const found = loggedIn(open.value, actor, 0);
    if (!found.ok) return found;
    const { person, name, role, duty } = found.value;
    return ok({ person, name, role, duty });
  }

  /** Whoever identified for one medium says nothing of another. */
  function speaksFor({ boundTo }: Connection, session: string): Result<null> {
    const tellable = sessions.tellable(session);
    if (!tellable.ok) return tellable;
    return boundTo === session ? ok(null) : err(gateError('login-ended'));
  }

  /** Lets the watch do something about an insertion that is there. */
  function about(insertion: string, act: (watcher: NonNullable<typeof gate.watcher>) => void): Result<null> {
    if (!media.has(insertion) || gate.watcher === null) return unknown({ insertion });
    act(gate.watcher);
    return ok(null);
  }

  /** While nobody could give an administrator's word (there is none yet, or the record cannot be opened), nobody is kept in. */
  async function onWord(
    by: Parameters<typeof logins.once>[0],
    action: 'kiosk.exit' | 'app.quit',
    act: () => void,
  ): Promise<Result<null>> {
    if (board.now.founding || !room.clinic().ok) {
      act();
      return ok(null);
    }
    return logins.once(by, action, () => {
      act();
      return ok(null);
    });
  }

  return {
    'snapshot.read': () => ok(board.now),
    'gate.retry': async () => {
      room.refresh();
      await gate.retry();
      return ok(null);
    },
    'notice.dismiss': () => {
      board.change({ interrupted: [] });
      return ok(null);
    },

    'people.choose': () => {
      const open = clinic();
      const roster = open.ok ? open.value.people.roster() : open;
      if (!roster.ok) return roster;
      const working = [...roster.value.values()].filter(
        ({ disabled, role }) => !disabled && role !== 'auditor',
      );
      return ok(working.map(({ id, name }) => ({ id, name })));
    },
    'kiosk.identify': async (connection, { session, ...given }) => {
      const entered = await logins.enter(connection, given);
      if (!entered.ok) return entered;
      atKiosk.bind(connection, session ?? board.now.session?.id ?? board.now.result?.session ?? null);
      return who(entered.value);
    },
    'kiosk.leave': (connection) => logins.leave(connection),
    'kiosk.who': ({ actor }) => (actor === null ? ok(null) : who(actor)),

    'facts.tell': as((open, actor, { session, facts }, connection) => {
      const may = speaksFor(connection, session);
      return may.ok ? tellHere(open, sessions, actor, { session, facts }) : may;
    }),
    'preset.choose': as((open, actor, { session, preset }, connection) => {
      const may = speaksFor(connection, session);
      if (!may.ok) return may;
      const before = board.now.session;
      const chosen = sessions.choose(session, preset, actor);
      if (!chosen.ok || before?.preset === preset || before?.facts.staff !== null) return chosen;
      // A session that makes way for another one has its own line in the record, which says who did that.
      const told = open.facts.tell(actor, { session, facts: {} });
      return told.ok ? ok(null) : told;
    }),
    'session.cancel': (_connection, { session }) => {
      const under = sessions.under(session);
      if (!under.ok) return under;
      under.value.running.abort();
      return ok(null);
    },
    'session.dismiss': (_connection, { turn }) => {
      sessions.dismiss(turn);
      return ok(null);
    },
    'session.files': (_connection, input) =>
      onScreen(input.session) ? filesPage(room, input) : unknown({ session: input.session }),
    'receipt.read': (connection, { session }): Result<Receipt> => {
      if (connection.window === 'admin') {
        const may = logins.may(connection, 'session.read');
        if (!may.ok) return may;
      } else if (!onScreen(session)) return unknown({ session });
      return receiptOf(room, session);
    },

    'medium.eject': (_connection, { insertion }) => about(insertion, (watcher) => watcher.eject(insertion)),
    'guest.admit': (_connection, { insertion, by }) =>
      logins.once(by, 'guest.admit', ({ person }) =>
        about(insertion, (watcher) => watcher.answer(insertion, true, person)),
      ),
    'guest.refuse': (_connection, { insertion }) =>
      about(insertion, (watcher) => watcher.answer(insertion, false, null)),

    'admin.open': () => {
      if (host.openAdmin === null) return unknown({ window: 'admin' });
      host.openAdmin();
      return ok(null);
    },
    'kiosk.exit': ({ id }, { by }) => onWord(by, 'kiosk.exit', () => host.leaveKiosk(id)),
    'app.quit': (_connection, { by }) => onWord(by, 'app.quit', () => host.quit()),
  };
}
