/** What a session knows of each file while it runs, and the one way in which that becomes a record. */

import type { FileCounts, FileRecord } from '../../../shared/model/session.ts';
import type { Judgement } from '../../../shared/model/verdict.ts';
import type { Judged } from './decide.ts';
import type { Entry } from '../transfer/protocol.ts';

export type KnownFile = {
  readonly entry: Entry;
  sha256: string | null;
  type: string | null;
  /** Null until everything that has to speak about the file has spoken. */
  judgement: Judgement | null;
  cached: boolean;
  /** The exception that made it clean; null when it needed none. */
  exception: string | null;
};

export const known = (entry: Entry): KnownFile => ({
  entry,
  sha256: null,
  type: null,
  judgement: null,
  cached: false,
  exception: null,
});

/** `folder`: the release folder's name when the file is (to be) released, else null. A judged file only. */
export function toRecord(file: KnownFile, folder: string | null): FileRecord {
  const { entry, judgement } = file;
  if (judgement === null) throw new Error('a file without a judgement has no record');
  const clean = judgement.verdict === 'clean';
  return {
    path: entry.path,
    raw: entry.raw,
    size: entry.size,
    sha256: file.sha256,
    type: file.type,
    verdict: judgement.verdict,
    reason: clean ? null : judgement.reason,
    detail: clean ? null : judgement.detail,
    destination: clean && folder !== null ? `${folder}/${entry.path}` : null,
    cached: file.cached,
    ...(clean && file.exception !== null ? { exception: file.exception } : {}),
  };
}

export function count(files: readonly KnownFile[], visible: boolean): FileCounts {
  const released = visible ? files.filter((file) => file.judgement?.verdict === 'clean').length : 0;
  return { total: files.length, released, blocked: files.length - released };
}

/** What the decision needs of a file. One without a judgement is a bug, and a bug releases nothing. */
export function toJudged({ entry, judgement }: KnownFile): Judged {
  if (judgement === null) throw new Error('a file was left without a judgement');
  return { path: entry.path, raw: entry.raw, judgement };
}

export type Releasing = {
  readonly n: number;
  readonly path: string;
  readonly sha256: string;
  readonly size: number;
};

/** One item when the file is to be released, none when not. */
export function toReleasing({ entry, sha256, judgement }: KnownFile): readonly Releasing[] {
  if (judgement?.verdict !== 'clean' || sha256 === null) return [];
  return [{ n: entry.n, path: entry.path, sha256, size: entry.size }];
}

export const sizeOf = (files: readonly Releasing[]): number =>
  files.reduce((sum, file) => sum + file.size, 0);
