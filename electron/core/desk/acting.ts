/** Runs a handler in the name of whoever is logged in at the window that asks. */

import type { Actor } from '../../../shared/model/people.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { Clinic } from '../clinic.ts';
import type { Connection } from './connection.ts';
import type { Room } from './room.ts';

type Act<I, T> = (
  clinic: Clinic,
  actor: Actor & { readonly type: 'person' },
  input: I,
  connection: Connection,
) => Result<T> | Promise<Result<T>>;

/** `login-ended` where nobody is; the core asks once more whether they may. */
export const asActor =
  ({ clinic, logins }: Room) =>
  <I, T>(act: Act<I, T>) =>
  async (connection: Connection, input: I): Promise<Result<T>> => {
    const actor = logins.at(connection);
    if (!actor.ok) return actor;
    const open = clinic();
    return open.ok ? act(open.value, actor.value, input, connection) : open;
  };

/** For what has nothing to tell but that it is done. */
export async function done(work: Result<unknown> | Promise<Result<unknown>>): Promise<Result<null>> {
  const result = await work;
  return result.ok ? ok(null) : result;
}
