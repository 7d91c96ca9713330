/** How one method of the contract is written down, and the bounded pieces that its input is made of. */

import { z } from 'zod';
import type { GateError } from '../errors.ts';
import { isJapanDate } from '../japan-time.ts';
import type { Action } from '../model/rights.ts';

/** What kind of window asks. Each kind has its own way in, so that a kiosk can never speak as an administrator's window. */
export const WINDOW_KINDS = ['kiosk', 'admin'] as const;
export type WindowKind = (typeof WINDOW_KINDS)[number];

/**
 * Who may call: `open`, whoever stands before the window; `login`, whoever is logged in; else whoever has that right.
 * The core asks for the right once more where it does the thing.
 */
export type Need = Action | 'open' | 'login';

/** `idle`: asking it does not count as using the window (a clock that runs on the screen keeps nobody logged in). */
export type Method<I extends z.ZodType = z.ZodType, O = unknown> = {
  readonly windows: readonly WindowKind[];
  readonly need: Need;
  readonly input: I;
  readonly idle: boolean;
  /** A type and nothing at run time: what comes out was made by the core and not by a window. */
  readonly returns?: () => O;
};

type Spec<I extends z.ZodType> = {
  readonly windows: readonly WindowKind[];
  readonly need: Need;
  readonly input: I;
  readonly idle?: boolean;
};

/** `method<Output>()({ windows, need, input })`. */
export const method =
  <O>() =>
  <I extends z.ZodType>(spec: Spec<I>): Method<I, O> => ({ idle: false, ...spec });

export const BOTH: readonly WindowKind[] = WINDOW_KINDS;
export const KIOSK: readonly WindowKind[] = ['kiosk'];
export const ADMIN: readonly WindowKind[] = ['admin'];

/** Most characters of one call, as JSON; the settings with a certificate in them are the longest. */
export const MAX_INPUT_CHARACTERS = 256 * 1024;
/** Most lines of one page of sessions or files. */
export const MAX_PAGE_LINES = 200;

export const nothing = z.strictObject({});
export const sessionId = z.string().regex(/^[0-9a-f]{12}$/);
/** One plugging-in, or a job, as the desk named it. */
export const handle = z.string().regex(/^[\w:.-]{1,64}$/);
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const day = z.string().max(10).refine(isJapanDate);
export const pageLimit = z.number().int().min(1).max(MAX_PAGE_LINES);
export const cursor = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
export const line = (max: number) => z.string().trim().min(1).max(max);
export const prose = (max: number) => z.string().trim().max(max);

/** Inward only: nothing that is answered or told ever holds a secret that was typed. */
const identifier = z.string().min(1).max(64);
export const secret = z.string().min(1).max(256);
export const code = z.string().trim().min(1).max(16);

/** Identifier or card, secret, and the six digits of the second factor where there is one. */
export const credentials = z.strictObject({ identifier, secret, code: code.optional() });
export type Credentials = z.output<typeof credentials>;

/**
 * Text that came off a medium or a device: names, labels, signature names. Data, never words of ours: show it through
 * `visible()` (shared/visible.ts) and as text, never as markup, and never cut it in the middle of a file's ending.
 */
export type FromMedium = string;

/** Long work: started by one method, told by an event, and asked for by its `job` at any time. */
export type JobState<T> =
  | { readonly state: 'running'; readonly done: number; readonly total: number | null }
  | { readonly state: 'done'; readonly value: T }
  | { readonly state: 'failed'; readonly error: GateError };
export type Job = { readonly job: string };
export const jobInput = z.strictObject({ job: handle });

/**
 * What became of a file that was made for the person at the window. Where it goes is between that person and the host:
 * `saved` in a place that they chose (`name` without folders), `download` once from this address, `cancelled` by them.
 */
export type Delivery =
  | { readonly way: 'saved'; readonly name: string }
  | { readonly way: 'download'; readonly name: string; readonly address: string }
  | { readonly way: 'cancelled' };
