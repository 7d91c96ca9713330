/** The names under which windows and the main process speak; made from the contract, one for each method and event. */

import type { EventName, MethodName } from '../../../shared/contract.ts';

export const callChannel = (method: MethodName): string => `call:${method}`;
export const eventChannel = (event: EventName): string => `event:${event}`;
