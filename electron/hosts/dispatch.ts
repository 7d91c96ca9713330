/**
 * The one way from a window to a handler: every host hands in what a window sent, and gets a Result. Whatever was sent,
 * it never throws; what only a bug can bring about becomes `internal` with a number to look for in the log.
 */

import { randomBytes } from 'node:crypto';
import { isMethodName, METHODS, type MethodName } from '../../shared/contract.ts';
import { MAX_INPUT_CHARACTERS } from '../../shared/contract/method.ts';
import { gateError } from '../../shared/errors.ts';
import { parseWith } from '../../shared/parse.ts';
import { err, type Result } from '../../shared/result.ts';
import type { Connection } from '../core/desk/connection.ts';
import type { Desk } from '../core/desk/desk.ts';
import { placeOfBug } from '../core/place-of-bug.ts';

export type Dispatch = (connection: Connection, method: unknown, input: unknown) => Promise<Result<unknown>>;

type AnyHandler = (connection: Connection, input: unknown) => Result<unknown> | Promise<Result<unknown>>;

/**
 * Errors of its own: `not-found {method}` for no method of ours, `not-allowed {method, window}` for another kind of
 * window, `usage {at, fault}` for input that is not what the schema says, `internal {incident}`; those of rights
 * (`login-ended`, `not-allowed {action, role}`, `duty-first`); then the handler's.
 */
export function createDispatch(desk: Pick<Desk, 'handlers' | 'authorise' | 'called' | 'log'>): Dispatch {
  async function run(connection: Connection, method: MethodName, input: unknown): Promise<Result<unknown>> {
    const spec = METHODS[method];
    if (connection.closed) return err(gateError('login-ended'));
    if (!spec.windows.includes(connection.window))
      return err(gateError('not-allowed', { method, window: connection.window }));
    const size = sizeOf(input);
    if (size === null || size > MAX_INPUT_CHARACTERS)
      return err(gateError('usage', { at: '', fault: size === null ? 'not-json' : 'too-large' }));
    const parsed = parseWith(spec.input, input);
    if (!parsed.ok) return parsed;
    const may = desk.authorise(connection, method);
    if (!may.ok) return may;
    // The handlers' type says that each takes what its own schema gives; a union of them cannot say it any more.
    const handler = desk.handlers[method] as unknown as AnyHandler;
    const result = await handler(connection, parsed.value);
    desk.called(connection, method);
    return result;
  }

  return async (connection, method, input) => {
    if (!isMethodName(method))
      return err(
        gateError('not-found', { method: typeof method === 'string' ? method.slice(0, 64) : typeof method }),
      );
    try {
      return await run(connection, method, input);
    } catch (thrown) {
      const incident = randomBytes(4).toString('hex');
      desk.log('error', 'dispatch.bug', { incident, method, place: placeOfBug(thrown) ?? 'unknown' });
      return err(gateError('internal', { incident }));
    }
  };
}

/** Length as JSON; null for what JSON cannot hold. */
function sizeOf(input: unknown): number | null {
  try {
    const text: unknown = JSON.stringify(input);
    return typeof text === 'string' ? text.length : null;
  } catch {
    return null;
  }
}
