/** All handlers behind the contract: a method that has none does not compile here. */

import type { CallParsed, CallResult, MethodName } from '../../../shared/contract.ts';
import { accountHandlers } from './account.ts';
import type { Connection } from './connection.ts';
import { evidenceHandlers } from './evidence.ts';
import { kioskHandlers } from './kiosk.ts';
import { packHandlers } from './pack-job.ts';
import { recordHandlers } from './records.ts';
import type { Room } from './room.ts';
import { upkeepHandlers } from './upkeep.ts';

/** The input has passed its schema, and the connection may call the method. */
export type Handler<M extends MethodName> = (
  connection: Connection,
  input: CallParsed<M>,
) => CallResult<M> | Promise<CallResult<M>>;
export type Handlers = { readonly [M in MethodName]: Handler<M> };
export type HandlersOf<M extends MethodName> = { readonly [N in M]: Handler<N> };

export const createHandlers = (room: Room): Handlers => ({
  ...kioskHandlers(room),
  ...accountHandlers(room),
  ...recordHandlers(room),
  ...packHandlers(room),
  ...evidenceHandlers(room),
  ...upkeepHandlers(room),
});
