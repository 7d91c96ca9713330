/**
 * The core's ports: what it needs from outside, as interfaces. Each is passed in by the composition root
 * (gatekeeper.ts), has one real adapter in its own folder and one fake in test/fakes, and one conformance suite.
 */

import type { GateError } from '../../shared/errors.ts';
import type { JsonValue } from '../../shared/model/ledger.ts';
import type { DefinitionsState, Preset } from '../../shared/model/session.ts';
import type { Judgement } from '../../shared/model/verdict.ts';
import type { Result } from '../../shared/result.ts';

export type { JsonValue };

export type Clock = {
  /** Milliseconds since 1970, UTC; may jump. */
  now(): number;
  /** Milliseconds that never go backwards; for durations and deadlines. */
  monotonic(): number;
};

/**
 * Bytes in staging: `length` bytes at `offset` of the local file `path`. Small files share one staging file.
 * `sha256` was taken while the bytes came off the medium.
 */
export type StagedBytes = {
  readonly path: string;
  readonly offset: number;
  readonly length: number;
  readonly sha256: string;
};

/** What the engine is, in words that go into the ledger and the verdict cache's key. */
export type EngineIdentity = {
  /** For instance `ClamAV 1.4.6`. */
  readonly engine: string;
  /** Version of the loaded definitions: the engine's own number where it tells one, else a hash over the loaded files. */
  readonly definitions: string;
  /** SHA-256 over all files loaded: daily's number says nothing of main, bytecode or a list beside it. Null: not to be known. */
  readonly fingerprint: string | null;
  /** Build time of the newest daily definitions, ISO 8601 UTC; null when unofficial. */
  readonly builtAt: string | null;
  readonly state: DefinitionsState;
};

/**
 * Scans staged bytes. Never rejects for what a file or the engine did: every failure is a judgement that is not clean.
 * `lost` settles when the engine died or can no longer be believed; scans then under way answer `engine-error`.
 */
export type Scanner = {
  readonly identity: EngineIdentity;
  scan(bytes: StagedBytes): Promise<Judgement>;
  /**
   * To be called after a session's last scan and before anything is released: settles when no verdict given so far
   * can be contradicted any more. An error means that the engine broke its protocol or died after it had said "clean":
   * nothing of this session may be released.
   */
  settle(): Promise<Result<void>>;
  readonly lost: Promise<GateError>;
  close(): Promise<void>;
};

/** What inspection is told about a file. `name` is the last component of `path`. */
export type InspectionRequest = {
  readonly bytes: StagedBytes;
  readonly path: string;
  readonly name: string;
  readonly preset: Preset;
};

/** `type`: MIME type by content, null when unknown. */
export type InspectionReport = { readonly type: string | null; readonly judgement: Judgement };

/** Looks into staged bytes. Never rejects for what a file did. */
export type Inspector = {
  /** A medium is coming: whatever takes time to start may start now. */
  warm(): void;
  inspect(request: InspectionRequest): Promise<InspectionReport>;
  close(): Promise<void>;
};

/** The diagnostic log: never file names, labels or other patient data; codes and numbers only. */
export type Log = {
  (
    level: 'debug' | 'info' | 'warn' | 'error',
    event: string,
    facts?: Record<string, string | number | boolean | null>,
  ): void;
};

/** One entry to be appended to the ledger; `session` is null for entries that belong to none. */
export type LedgerDraft = {
  readonly kind: string;
  readonly session: string | null;
  readonly body: Readonly<Record<string, JsonValue>>;
};

export type LedgerHead = { readonly seq: number; readonly hash: string };

/**
 * The append-only record. `append` commits all drafts in one transaction, on disk, before it returns, and gives the
 * new head; a failure is a value and nothing of the batch was kept.
 */
export type Ledger = {
  append(drafts: readonly LedgerDraft[]): Result<LedgerHead>;
  readonly head: LedgerHead | null;
};
