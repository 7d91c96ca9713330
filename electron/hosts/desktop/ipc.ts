/** The gate between windows and core: who asks is looked at first, then how much, and only then is it handed on. */

import type { IpcMain, WebContents } from 'electron';
import { METHOD_NAMES, type MethodName } from '../../../shared/contract.ts';
import { MAX_INPUT_CHARACTERS, type WindowKind } from '../../../shared/contract/method.ts';
import { gateError } from '../../../shared/errors.ts';
import { err, type Result } from '../../../shared/result.ts';
import { callChannel } from './channels.ts';
import { isFromOurWindow } from './lockdown.ts';

export type IpcDeps = {
  readonly ipc: Pick<IpcMain, 'handle'>;
  /** Null for contents that are no window of ours. */
  readonly kindOf: (contents: WebContents) => WindowKind | null;
  readonly call: (kind: WindowKind, method: MethodName, input: unknown) => Promise<Result<unknown>>;
  /** Somebody who may not asked: a fault of ours or an attack. */
  readonly refused: (method: MethodName) => void;
};

/** One handler a method. The schema is checked where the rights are: by dispatch, in the core's own process. */
export function registerContract({ ipc, kindOf, call, refused }: IpcDeps): void {
  for (const method of METHOD_NAMES) {
    ipc.handle(callChannel(method), async (event, text: unknown): Promise<Result<unknown>> => {
      const kind = kindOf(event.sender);
      if (kind === null || !isFromOurWindow(event, (contents) => kindOf(contents) !== null)) {
        refused(method);
        return err(gateError('not-allowed', { part: 'sender' }));
      }
      if (typeof text !== 'string' || text.length > MAX_INPUT_CHARACTERS)
        return err(gateError('usage', { fault: 'input' }));
      try {
        return await call(kind, method, JSON.parse(text));
      } catch {
        return err(gateError('usage', { fault: 'input' }));
      }
    });
  }
}
