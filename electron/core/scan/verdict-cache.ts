/**
 * Remembers what was clean, so that a stick that comes back every day passes fast. Only `clean` is ever kept, and only
 * for the same bytes at the same path under the same engine, definitions, inspection and policy: when any of these
 * changes, everything is forgotten. The cache is no evidence and may be deleted at any time.
 */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import Database from 'better-sqlite3';
import type { Preset } from '../../../shared/model/session.ts';
import type { Judgement } from '../../../shared/model/verdict.ts';
import type { EngineIdentity } from '../ports.ts';

export type VerdictCache = {
  /** What is known of these bytes at this path; null unless they were clean in the very same circumstances. */
  find(sha256: string, path: string, preset: Preset): { readonly type: string | null } | null;
  /** Keeps what is clean of these files by itself, nothing else. */
  keep(files: Iterable<CheckedFile>, preset: Preset): void;
  close(): void;
};

export type CheckedFile = {
  readonly entry: { readonly path: string };
  readonly sha256: string | null;
  readonly type: string | null;
  readonly judgement: Judgement | null;
  readonly cached: boolean;
  /** What an exception let in is never remembered: it may be revoked. */
  readonly exception: string | null;
};

/** All that a verdict depends on besides the bytes, their path and the preset. */
export type CacheCircumstances = {
  readonly engine: EngineIdentity;
  readonly policyVersion: string;
  /** Version of our own rules and of the program that holds them. */
  readonly inspection: string;
};

/** About 150 bytes a row: some 150 MB at the most, then the cache starts anew. */
const MAX_ROWS = 1_000_000;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS circumstances (text TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS clean (
    sha256 BLOB NOT NULL, path TEXT NOT NULL, preset TEXT NOT NULL, type TEXT,
    PRIMARY KEY (sha256, path, preset)
  ) WITHOUT ROWID, STRICT;
`;

/** Opens `<data>/cache.sqlite`; a file that cannot be used is thrown away. A cache that cannot be kept at all is empty. */
export function openVerdictCache(dataDir: string, circumstances: CacheCircumstances): VerdictCache {
  const file = path.join(dataDir, 'cache.sqlite');
  // A scan server does not tell all that it has loaded, so nobody could tell when to forget.
  if (circumstances.engine.fingerprint === null) return NO_CACHE;
  try {
    return open(file, circumstances);
  } catch {
    // Not a database, or not one of ours: thrown away below.
  }
  try {
    for (const suffix of ['', '-wal', '-shm', '-journal']) fs.rmSync(file + suffix, { force: true });
    return open(file, circumstances);
  } catch {
    return NO_CACHE;
  }
}

/** For a gate whose cache is switched off or cannot be had: nothing is ever known, everything is scanned. */
export const NO_CACHE: VerdictCache = { find: () => null, keep: () => undefined, close: () => undefined };

/** The cache of the engine and policy in use; another of either opens it anew, and so empties it. */
export function verdictCaches(
  dataDir: string,
  inspection: string,
): { for: (engine: EngineIdentity, policyVersion: string) => VerdictCache; close: () => void } {
  let open: { readonly circumstances: CacheCircumstances; readonly cache: VerdictCache } | null = null;
  return {
    for(engine, policyVersion) {
      const circumstances = { engine, policyVersion, inspection };
      if (open !== null && isDeepStrictEqual(open.circumstances, circumstances)) return open.cache;
      open?.cache.close();
      open = { circumstances, cache: openVerdictCache(dataDir, circumstances) };
      return open.cache;
    },
    close: () => open?.cache.close(),
  };
}

function open(file: string, circumstances: CacheCircumstances): VerdictCache {
  const db = new Database(file);
  try {
    fs.chmodSync(file, 0o600);
    db.pragma('journal_mode = WAL');
    // Losing the newest rows in a power cut costs a scan, nothing more.
    db.pragma('synchronous = NORMAL');
    db.exec(SCHEMA);
    forgetUnlessSame(db, JSON.stringify(circumstances));
    return prepared(db);
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}

function forgetUnlessSame(db: Database.Database, circumstances: string): void {
  const before = db.prepare<[], { text: string }>('SELECT text FROM circumstances').all();
  const rows = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM clean').get()?.n ?? 0;
  if (before.length === 1 && before[0]?.text === circumstances && rows <= MAX_ROWS) return;
  db.transaction(() => {
    db.prepare('DELETE FROM clean').run();
    db.prepare('DELETE FROM circumstances').run();
    db.prepare('INSERT INTO circumstances VALUES (?)').run(circumstances);
  })();
}

function prepared(db: Database.Database): VerdictCache {
  const select = db.prepare<[Buffer, string, string], { type: string | null }>(
    'SELECT type FROM clean WHERE sha256 = ? AND path = ? AND preset = ?',
  );
  const insert = db.prepare('INSERT OR IGNORE INTO clean VALUES (?, ?, ?, ?)');
  const keepAll = db.transaction((files: Iterable<CheckedFile>, preset: Preset) => {
    for (const file of files) {
      if (file.judgement?.verdict !== 'clean' || file.cached || file.sha256 === null) continue;
      if (file.exception !== null) continue;
      insert.run(Buffer.from(file.sha256, 'hex'), file.entry.path, preset, file.type);
    }
  });
  let usable = true;
  const trying = <T>(work: () => T, otherwise: T): T => {
    if (!usable) return otherwise;
    try {
      return work();
    } catch {
      // A cache that breaks under way is no reason to stop: from here on everything is scanned.
      usable = false;
      return otherwise;
    }
  };
  return {
    find: (sha256, at, preset) =>
      trying(() => select.get(Buffer.from(sha256, 'hex'), at, preset) ?? null, null),
    keep: (files, preset) => trying(() => keepAll(files, preset), undefined),
    close: () => db.close(),
  };
}
