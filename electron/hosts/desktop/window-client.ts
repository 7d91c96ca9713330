/** What a window gets: `call` and `on`, bound to the contract's closed list of names. Nothing else crosses the bridge. */

import type { IpcRenderer } from 'electron';
import type { EventName, MethodName } from '../../../shared/contract.ts';
import { gateError } from '../../../shared/errors.ts';
import { err, type Result } from '../../../shared/result.ts';
import { callChannel, eventChannel } from './channels.ts';

/** The renderer's `Client`, without the types that the bridge strips anyway. */
export type WindowClient = {
  readonly call: (method: string, input: unknown) => Promise<Result<unknown>>;
  readonly on: (event: string, listener: (payload: unknown) => void) => () => void;
};

type Ipc = Pick<IpcRenderer, 'invoke' | 'on' | 'off'>;

/** `call` never rejects; `on` of an unknown event hears nothing. */
export function createWindowClient(
  ipc: Ipc,
  methods: readonly MethodName[],
  events: readonly EventName[],
): WindowClient {
  const known = <N extends string>(names: readonly N[], name: string): N | undefined =>
    names.find((one) => one === name);
  return {
    async call(method, input) {
      const name = known(methods, method);
      if (name === undefined) return err(gateError('usage', { fault: 'unknown method' }));
      try {
        // As text, so that the other side can bound its length before it looks inside.
        return (await ipc.invoke(callChannel(name), JSON.stringify(input))) as Result<unknown>;
      } catch {
        return err(gateError('internal', { part: 'connection' }));
      }
    },
    on(event, listener) {
      const name = known(events, event);
      if (name === undefined) return () => undefined;
      const heard = (_event: unknown, payload: unknown): void => listener(payload);
      ipc.on(eventChannel(name), heard);
      return () => void ipc.off(eventChannel(name), heard);
    },
  };
}
