/** What a clinic shows an inspector besides the sessions: reviews, drills, and the ledger of its own media with lending. */

import { z } from 'zod';
import { isJapanDate, type JapanDate } from '../japan-time.ts';
import type { DefinitionsState } from './session.ts';

const date = z.string().refine(isJapanDate);
const line = (max: number) => z.string().trim().min(1).max(max);

/** Days in Japan, both included. */
export const reviewInput = z.strictObject({ first: date, last: date, remarks: z.string().trim().max(4000) });
export type ReviewInput = z.infer<typeof reviewInput>;

/** `through`: the newest entry that the reviewer can have seen. `sessions`: how many of them the period held then. */
export type Review = {
  readonly at: string;
  readonly by: string;
  readonly first: JapanDate;
  readonly last: JapanDate;
  readonly remarks: string;
  readonly sessions: number;
  readonly through: { readonly seq: number; readonly hash: string };
};

export const DRILL_CHECKS = ['test-virus', 'dead-engine', 'pulled-medium'] as const;
export type DrillCheck = (typeof DRILL_CHECKS)[number];

/** `expected`, `found`: outcome or error code, facts and no sentences. */
export type DrillResult = {
  readonly check: DrillCheck;
  readonly expected: string;
  readonly found: string;
  readonly passed: boolean;
  readonly seconds: number;
};
/** What was drilled: the engine and the definitions that the gate itself uses. `builtAt`: ISO 8601 UTC. */
export type DrilledEngine = {
  readonly engine: string;
  readonly definitions: string;
  readonly builtAt: string | null;
  readonly state: DefinitionsState;
};
/** `engine` is null where none came up, or where an older version did not write it down. */
export type Drill = {
  readonly at: string;
  readonly by: string;
  readonly passed: boolean;
  readonly results: readonly DrillResult[];
  readonly engine: DrilledEngine | null;
  readonly remarks: string;
};

export const OWNERS = ['clinic', 'vendor', 'patient', 'other'] as const;
export const DISPOSALS = ['shredded', 'erased', 'returned', 'handed-over', 'other'] as const;
export const MEDIUM_TYPES = ['usb', 'disc', 'card', 'disk', 'other'] as const;

/** The columns of sheet A that nobody but the clinic can know. `bytes`: capacity. */
export const mediumDetails = z.strictObject({
  type: z.enum(MEDIUM_TYPES),
  product: z.string().trim().max(200).default(''),
  bytes: z.number().int().positive().max(Number.MAX_SAFE_INTEGER).nullable().default(null),
  encrypted: z.boolean(),
  owner: z.enum(OWNERS),
  storage: line(200),
});
export type MediumDetails = z.infer<typeof mediumDetails>;

export const lendInput = z.strictObject({
  medium: line(64),
  /** To whom it goes: a person's name, as it would stand in a paper book. */
  to: line(200),
  purpose: line(500),
  due: date,
});
export type LendInput = z.infer<typeof lendInput>;

export const returnInput = z.strictObject({
  medium: line(64),
  /** Checked for what it brought back; its content erased. */
  checked: z.boolean(),
  erased: z.boolean(),
  remarks: z.string().trim().max(1000).default(''),
});
export type ReturnInput = z.infer<typeof returnInput>;

export const stockInput = z.strictObject({
  present: z.array(line(64)).max(10_000),
  remarks: z.string().trim().max(4000).default(''),
});
export type StockInput = z.infer<typeof stockInput>;

export const retireInput = z.strictObject({
  medium: line(64),
  how: z.enum(DISPOSALS),
  why: line(500),
  witness: z.string().trim().max(200).default(''),
});
export type RetireInput = z.infer<typeof retireInput>;
