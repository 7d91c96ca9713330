/**
 * The single list of what windows may ask and are told. Preload, IPC, dispatch, the web host and the renderer's bridge
 * are derived from it by a loop: a method without a handler, or a handler without a method, does not compile.
 *
 * Rules for whoever adds one: strict and bounded input; ids and never paths; secrets go inward only; text off a medium
 * is `FromMedium` and no more than data; a failure is a GateError, its words are the renderer's.
 */

import type { z } from 'zod';
import { ACCOUNT_METHODS } from './contract/account.ts';
import { EVENTS } from './contract/events.ts';
import { EVIDENCE_METHODS } from './contract/evidence.ts';
import { KIOSK_METHODS } from './contract/kiosk.ts';
import { PACK_METHODS } from './contract/packs.ts';
import { RECORD_METHODS } from './contract/records.ts';
import { UPKEEP_METHODS } from './contract/upkeep.ts';
import type { Result } from './result.ts';

export const METHODS = {
  ...KIOSK_METHODS,
  ...ACCOUNT_METHODS,
  ...RECORD_METHODS,
  ...PACK_METHODS,
  ...EVIDENCE_METHODS,
  ...UPKEEP_METHODS,
} as const;

export type MethodName = keyof typeof METHODS;
export const METHOD_NAMES = Object.keys(METHODS) as readonly MethodName[];
export const isMethodName = (name: unknown): name is MethodName =>
  typeof name === 'string' && Object.hasOwn(METHODS, name);

type Returns<M> = M extends { readonly returns?: () => infer O } ? O : never;

/** What a window hands in (defaults may be left out), what the handler then gets, and what comes back. */
export type CallArgs<M extends MethodName> = z.input<(typeof METHODS)[M]['input']>;
export type CallParsed<M extends MethodName> = z.output<(typeof METHODS)[M]['input']>;
export type CallValue<M extends MethodName> = Returns<(typeof METHODS)[M]>;
export type CallResult<M extends MethodName> = Result<CallValue<M>>;

export { EVENTS };
export type EventName = keyof typeof EVENTS;
export const EVENT_NAMES = Object.keys(EVENTS) as readonly EventName[];
type Payload<E> = E extends { readonly payload?: () => infer P } ? P : never;
export type EventPayload<E extends EventName> = Payload<(typeof EVENTS)[E]>;

/**
 * All that a window has: what preload exposes and what the renderer's bridge makes of the web host. `call` never
 * rejects; a broken connection is `internal`. `on` gives back what ends the listening.
 */
export type Client = {
  call<M extends MethodName>(method: M, input: CallArgs<M>): Promise<CallResult<M>>;
  on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void;
};
