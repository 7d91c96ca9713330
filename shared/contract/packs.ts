/** The pack for an inspector (監査用の一式), and calling off long work of this window. */

import { z } from 'zod';
import type { MadePack } from '../model/pack.ts';
import { ENCODINGS } from '../model/sheets.ts';
import * as m from './method.ts';
import type { Job, JobState } from './method.ts';
import { ADMIN, method } from './method.ts';

/**
 * `name`: of the folder that was made in the chosen one. `pdf`: why the report is there to be printed only; null where it
 * is there as PDF. `faults`: what is wrong with the record, as the report says too. `head` and `fingerprint` are to be kept
 * elsewhere: only so a wholly rebuilt record is found.
 */
export type Packed = {
  readonly name: string;
  readonly files: number;
  readonly sessions: number;
  readonly practice: boolean;
  readonly faults: number;
  readonly pdf: MadePack['pdf'];
  readonly head: { readonly seq: number; readonly hash: string };
  readonly fingerprint: string | null;
};

export const PACK_METHODS = {
  /**
   * The host asks for the folder; null: none was chosen. Told by `pack-progress`: `done` of `total` entries of the record
   * proven, after which report and seal follow. On record as `audit.exported`. `export-failed {reason}`.
   */
  'pack.start': method<Job | null>()({
    windows: ADMIN,
    need: 'audit.export',
    input: z.strictObject({
      from: m.day.optional(),
      to: m.day.optional(),
      encoding: z.enum(ENCODINGS).default('utf8'),
      language: z.enum(['ja', 'en']).default('ja'),
      /** Without file names and patients' numbers. */
      mask: z.boolean().default(false),
    }),
  }),
  'pack.status': method<JobState<Packed>>()({
    windows: ADMIN,
    need: 'audit.export',
    input: m.jobInput,
    idle: true,
  }),
  /**
   * Ends a check, an export or a pack that this window began, and removes what was written of it, also a file that nobody
   * took; answers when that is so. Work that was through before it heard of this stays `done`: a pack then has its name.
   * `not-found` for any other job.
   */
  'job.cancel': method<null>()({ windows: ADMIN, need: 'login', input: m.jobInput }),
} as const;
