/** The ledger's plain shapes: entries, what lists and details show, and what verification reports. */

import type { Origin } from './facts.ts';
import type { FileCounts, FileRecord, Outcome, Preset } from './session.ts';
import type { Reason } from './verdict.ts';

export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** One entry as it stands in the ledger. `at`: UTC, ISO 8601 with milliseconds. `hash`, `prev`: lower-case hex SHA-256. */
export type LedgerEntry = {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly session: string | null;
  readonly body: Readonly<Record<string, JsonValue>>;
  readonly prev: string;
  readonly hash: string;
};

/**
 * One line of the list of sessions. `seq`: the entry that opened it, newest first in lists and the cursor of a page.
 * `outcome` is null while the session runs. `bytes` in bytes, `seconds` wall time; `error`: an error code.
 */
export type SessionSummary = {
  readonly seq: number;
  readonly id: string;
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly label: string | null;
  readonly preset: Preset | null;
  readonly staff: string | null;
  readonly purpose: string | null;
  readonly practice: boolean;
  readonly outcome: Outcome | null;
  readonly files: FileCounts;
  readonly bytes: number;
  readonly bytesRead: number | null;
  readonly seconds: number | null;
  readonly error: string | null;
};

/**
 * Which sessions to list. `from` (inclusive) and `to` (exclusive) are UTC ISO instants compared with the opening time.
 * `untold`: ended, and nobody ever said who it was. `origin`: what was said last. `medium`: part of the label, or of a registered medium's name or number. `reason`: why a
 * file was held back. `search`: part of a file's path (width and case do not matter), or at least 16 digits of a SHA-256, or a session's id.
 * `before`: the `seq` of the last line of the page above.
 */
export type SessionFilter = {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly outcome?: Outcome | undefined;
  readonly staff?: string | undefined;
  readonly untold?: true | undefined;
  readonly preset?: Preset | undefined;
  readonly origin?: Origin | undefined;
  readonly medium?: string | undefined;
  readonly reason?: Reason | undefined;
  readonly search?: string | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
};

/** A file of a session with its place in the ledger; `n` counts from the session's first file. */
export type RecordedFile = FileRecord & { readonly seq: number; readonly at: string; readonly n: number };

/** What verification can find. The first fault of the chain stops the walk: everything behind it is unproven anyway. */
export const LEDGER_FAULTS = [
  // the file
  'database-missing',
  'database-corrupt',
  'schema-changed',
  'storage-changed',
  // the chain
  'entry-edited',
  'entry-missing',
  'entry-inserted',
  'entry-moved',
  'chain-broken',
  'time-backwards',
  'first-entry-wrong',
  // the heads
  'tail-cut',
  'head-missing',
  'head-malformed',
  'head-signature',
  'head-order',
  'head-mismatch',
  'key-missing',
  'key-replaced',
  'outside-head-unknown',
  // the projections
  'projection-differs',
  'projection-missing',
  'projection-surplus',
] as const;
export type LedgerFaultCode = (typeof LEDGER_FAULTS)[number];

/**
 * `seq`: the entry concerned. `line`: the line of heads.log, from 1. `table` and `row` (its primary key): a projection.
 * `what`: the column, object or property that differs; never text for people.
 */
export type LedgerFault = {
  readonly code: LedgerFaultCode;
  readonly seq?: number;
  readonly line?: number;
  readonly table?: string;
  readonly row?: number;
  readonly what?: string;
};

/** `fingerprint`: SHA-256 of the public key (SPKI, DER), hex; null when no key can be read. `entries`: entries proven. */
export type VerifyReport = {
  readonly ok: boolean;
  readonly entries: number;
  readonly head: { readonly seq: number; readonly hash: string } | null;
  readonly heads: number;
  readonly fingerprint: string | null;
  readonly faults: readonly LedgerFault[];
};
