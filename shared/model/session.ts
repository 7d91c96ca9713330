/** A session: one insertion of one volume, from opened to closed. Plain data that every runtime may hold. */

import type { Detail, Reason, Verdict } from './verdict.ts';

export const OUTCOMES = ['released', 'partial', 'blocked', 'refused', 'aborted', 'interrupted'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const PRESETS = ['imaging', 'documents', 'checkup', 'claims', 'lab', 'ssmix2', 'general'] as const;
export type Preset = (typeof PRESETS)[number];

/** The definitions' state. The gate opens for `fresh` and `aging` only; `practice` only in practice mode. */
export const DEFINITIONS_STATES = ['none', 'practice', 'fresh', 'aging', 'expired'] as const;
export type DefinitionsState = (typeof DEFINITIONS_STATES)[number];

/**
 * The final word on one file of a medium, as it stands in the ledger and goes to people.
 * `path`: as shown, `/` between components, relative to the medium. `raw`: hex of the name's bytes when they are
 * not UTF-8, else null. `size` in bytes. `sha256`: lower-case hex, null when the file was not read to its end.
 * `type`: MIME type by content, null when unknown. `destination`: path relative to the destination folder, null when
 * not released. `cached`: the verdict came from the cache. `exception`: the id of the exception that let it in, where one
 * did.
 */
export type FileRecord = {
  readonly path: string;
  readonly raw: string | null;
  readonly size: number;
  readonly sha256: string | null;
  readonly type: string | null;
  readonly verdict: Verdict;
  readonly reason: Reason | null;
  readonly detail: Detail | null;
  readonly destination: string | null;
  readonly cached: boolean;
  readonly exception?: string;
};

export type FileCounts = { readonly total: number; readonly released: number; readonly blocked: number };

/** Where a session stands while it runs; numbers only, so that a window can be fed often. Bytes and counts. */
export type Progress = {
  readonly session: string;
  readonly phase: 'inventory' | 'checking' | 'waiting' | 'recording' | 'releasing';
  readonly files: number;
  readonly filesDone: number;
  readonly bytes: number;
  readonly bytesDone: number;
  readonly found: number;
};
