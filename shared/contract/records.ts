/** Looking at the record: the dashboard, the list with its filters, one session's story, proving and exporting. */

import { z } from 'zod';
import type { JapanDate } from '../japan-time.ts';
import type { SessionFacts } from '../model/facts.ts';
import { ORIGINS } from '../model/facts.ts';
import type { LedgerEntry, RecordedFile, SessionSummary, VerifyReport } from '../model/ledger.ts';
import { OUTCOMES, PRESETS } from '../model/session.ts';
import type { Outcome } from '../model/session.ts';
import { ENCODINGS, SHEET_NAMES } from '../model/sheets.ts';
import type { SheetEncoding, SheetName } from '../model/sheets.ts';
import { REASONS } from '../model/verdict.ts';
import * as m from './method.ts';
import type { Delivery, FromMedium, Job, JobState } from './method.ts';
import { ADMIN, method } from './method.ts';
import { said } from './kiosk.ts';
import type { ReasonCount } from './snapshot.ts';

/** `next`: what to hand in as the cursor of the following page; null at the end. */
export type Page<T> = { readonly lines: readonly T[]; readonly next: number | null };

/** `destination` is null for what did not go in. `hash`: of the file's own entry. */
export type FileLine = RecordedFile & { readonly hash: string };

/** A line of the list. `medium`: name of the clinic's own medium; null for a guest. `reason`: the commonest one. */
export type SessionLine = SessionSummary & {
  readonly staffName: string | null;
  readonly facts: SessionFacts;
  readonly medium: FromMedium | null;
  readonly reason: ReasonCount | null;
};

/** What one session was, from beginning to end. `steps`: its entries without the files', oldest first. */
export type SessionStory = {
  readonly session: SessionLine;
  readonly steps: readonly LedgerEntry[];
  readonly reasons: readonly ReasonCount[];
  readonly folder: FromMedium | null;
};

export type DayCount = {
  readonly date: JapanDate;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
};

/** `days`: the last 30, today last, also those without sessions. `reasons`: of those 30 days, the commonest first. */
export type Dashboard = {
  readonly date: JapanDate;
  readonly today: readonly SessionLine[];
  readonly days: readonly DayCount[];
  readonly reasons: readonly ReasonCount[];
  readonly head: { readonly seq: number; readonly hash: string };
  readonly fingerprint: string;
  /** When the newest entry was written, ISO 8601 UTC. */
  readonly newestAt: string;
};

/** Days in Japan, both included. `search`: part of a file's path, 16 digits or more of a SHA-256, or a session's number. */
const filter = {
  from: m.day.optional(),
  to: m.day.optional(),
  outcome: z.enum(OUTCOMES).optional(),
  staff: m.line(64).optional(),
  /** Only sessions that ended and of which nobody ever said who it was. */
  untold: z.literal(true).optional(),
  origin: z.enum(ORIGINS).optional(),
  preset: z.enum(PRESETS).optional(),
  /** Part of a medium's label, or of a registered medium's name or number. */
  medium: m.line(200).optional(),
  reason: z.enum(REASONS).optional(),
  search: m.line(500).optional(),
};
export const recordFilter = z.strictObject(filter);
export type RecordFilter = z.infer<typeof recordFilter>;

export type Exported = {
  readonly rows: number;
  /** Characters that the encoding does not hold, written as 〓 with their number. */
  readonly replaced: number;
  readonly sheet: SheetName;
  readonly encoding: SheetEncoding;
  readonly name: string;
};

export const RECORD_METHODS = {
  'dashboard.read': method<Dashboard>()({
    windows: ADMIN,
    need: 'session.read',
    input: m.nothing,
    idle: true,
  }),
  /** Newest first. */
  'records.search': method<Page<SessionLine>>()({
    windows: ADMIN,
    need: 'session.read',
    input: z.strictObject({ ...filter, before: m.cursor.optional(), limit: m.pageLimit }),
  }),
  'records.detail': method<SessionStory>()({
    windows: ADMIN,
    need: 'session.read',
    input: z.strictObject({ session: m.sessionId }),
  }),
  /**
   * Adds to the record what was said of a session after its end. `busy` while it is under way: that is the kiosk's to say;
   * `not-allowed` for staff who name somebody else; `not-found` for an unknown person.
   */
  'records.tell': method<null>()({
    windows: ADMIN,
    need: 'session.facts',
    input: z.strictObject({ session: m.sessionId, facts: said.extend({ staff: m.line(64).optional() }) }),
  }),
  'records.files': method<Page<FileLine>>()({
    windows: ADMIN,
    need: 'session.read',
    input: z.strictObject({
      session: m.sessionId,
      held: z.boolean(),
      after: m.cursor.nullable(),
      limit: m.pageLimit,
    }),
  }),

  /** `head`: one that was kept off the machine, to be found in the chain. Told by `verify-progress`. */
  'verify.start': method<Job>()({
    windows: ADMIN,
    need: 'audit.verify',
    input: z.strictObject({
      head: z
        .string()
        .trim()
        .regex(/^[0-9a-fA-F]{64}$/)
        .optional(),
    }),
  }),
  'verify.status': method<JobState<VerifyReport>>()({
    windows: ADMIN,
    need: 'audit.verify',
    input: m.jobInput,
    idle: true,
  }),

  /** How many rows of each sheet the period holds, before anything is written. */
  'export.count': method<Readonly<Partial<Record<SheetName, number>>>>()({
    windows: ADMIN,
    need: 'audit.export',
    input: z.strictObject({ from: m.day.optional(), to: m.day.optional() }),
  }),
  /** Makes the file inside the data folder; `export.save` hands it over. Told by `export-progress`. */
  'export.start': method<Job>()({
    windows: ADMIN,
    need: 'audit.export',
    input: z.strictObject({
      sheet: z.enum(SHEET_NAMES),
      encoding: z.enum(ENCODINGS),
      from: m.day.optional(),
      to: m.day.optional(),
      language: z.enum(['ja', 'en']).default('ja'),
      /** Without file names and patients' numbers. */
      mask: z.boolean().default(false),
    }),
  }),
  'export.status': method<JobState<Exported>>()({
    windows: ADMIN,
    need: 'audit.export',
    input: m.jobInput,
    idle: true,
  }),
  /** The host asks the person at the screen where it is to go. The job is over then, whatever they answer. */
  'export.save': method<Delivery>()({ windows: ADMIN, need: 'audit.export', input: m.jobInput }),
} as const;
