/**
 * What the gate and its transfer child say to each other. The child touches the medium and the destination, both of
 * which may hang for ever in a system call; the parent can then kill it and go on. Paths stay in the child: the parent
 * names files by their number `n` in the inventory.
 */

import type { GateError } from '../../../shared/errors.ts';
import type { Detail, Reason } from '../../../shared/model/verdict.ts';

/** How the walk found one thing on the medium. `held` was not and will not be opened. */
export type Entry = {
  readonly n: number;
  readonly path: string;
  /** Hex of the relative path's bytes when they are not UTF-8; the path shown is then a guess. */
  readonly raw: string | null;
  readonly size: number;
  readonly held: { readonly reason: Reason; readonly detail: Detail } | null;
};

export type Staged =
  | {
      readonly n: number;
      readonly pack: number;
      readonly offset: number;
      readonly length: number;
      readonly sha256: string;
    }
  | { readonly n: number; readonly held: { readonly reason: Reason; readonly detail: Detail } };

export type WalkLimits = {
  readonly maxFiles: number;
  readonly maxDepth: number;
  readonly maxFileBytes: number;
};

export type ReleasePlan = {
  readonly destination: string;
  readonly partial: string;
  readonly folder: string;
  /** Numbers of the files to be released, in the order of the manifest. */
  readonly files: readonly number[];
};

/** A session that never ended, as its record tells of it. `folder` null: nothing became visible by that record. */
export type Remains = {
  readonly session: string;
  readonly to: string;
  /** Root of the file system that `to` lay on; null where the record does not say. */
  readonly mount: string | null;
  readonly folder: string | null;
};

/** `destination`: relative to the inbox. */
export type RecordedFile = { readonly destination: string; readonly sha256: string };

export type Command =
  | { readonly type: 'inventory'; readonly root: string; readonly limits: WalkLimits }
  | { readonly type: 'stage'; readonly folder: string }
  | { readonly type: 'credit'; readonly files: number; readonly bytes: number }
  | { readonly type: 'prepare'; readonly plan: ReleasePlan }
  | { readonly type: 'publish' }
  | { readonly type: 'locate'; readonly path: string }
  | { readonly type: 'reach'; readonly destination: string; readonly medium: string }
  | { readonly type: 'clear-remains'; readonly remains: Remains }
  | { readonly type: 'compare'; readonly to: string; readonly files: readonly RecordedFile[] };

export type Report =
  | { readonly type: 'ready' }
  | { readonly type: 'entries'; readonly entries: readonly Entry[] }
  | { readonly type: 'inventory-done'; readonly files: number; readonly bytes: number }
  | { readonly type: 'staged'; readonly items: readonly Staged[]; readonly packs: readonly string[] }
  | { readonly type: 'alive'; readonly bytesRead: number; readonly filesReleased: number }
  | { readonly type: 'stage-done'; readonly bytesRead: number }
  | { readonly type: 'prepared'; readonly files: number; readonly bytes: number; readonly manifest: string }
  | { readonly type: 'published'; readonly folder: string }
  | { readonly type: 'located'; readonly real: string }
  | {
      readonly type: 'reached';
      readonly real: string;
      readonly mount: string | null;
      readonly free: number | null;
    }
  | { readonly type: 'cleared'; readonly partial: boolean; readonly folder: boolean }
  | { readonly type: 'compared'; readonly identical: boolean }
  | { readonly type: 'failed'; readonly error: GateError };

/** Files up to this size share a staging file: creating one costs more than scanning what is in it. */
export const PACK_MAX_FILE_BYTES = 1024 * 1024;

/** How far staging may run ahead of scanning. One larger file may pass when nothing else is under way. */
export const WINDOW = { files: 2048, bytes: 512 * 1024 * 1024 } as const;
