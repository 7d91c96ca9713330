/** Opens <data>/ledger.sqlite: durable settings, known version, unchanged guards, and every failure as a value. */

import fs from 'node:fs';
import path from 'node:path';

import Database from 'better-sqlite3';

import { gateError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { attempt } from './failure.ts';
import { migrate, readVersion } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { otherTable, schemaDifferences } from './schema.ts';

export const LEDGER_FILE = 'ledger.sqlite';

/** Another process of ours holds the write lock for milliseconds at most; a longer wait means that it hangs. */
const BUSY_TIMEOUT_MS = 5000;

/** For the writer: the index over hashes is hit at random, and at 1,000,000 entries it no longer fits the 16 MB default. */
const CACHE_KIB = 32_768;

/** 16 MiB of log: with 1000 entries a batch, the pages of the hash index are then written back once for several batches. */
const CHECKPOINT_PAGES = 4000;

export type Store = { readonly db: Database.Database; close(): void };

export type StoreOptions = {
  readonly dataDir: string;
  readonly busyTimeoutMs?: number;
};

const opened = (db: Database.Database): Store => ({ db, close: () => void db.close() });

/** Closes what was opened when a later step refuses, so that no lock outlives the refusal. */
function keep(db: Database.Database, step: () => Result<void>): Result<Store> {
  try {
    const done = step();
    if (done.ok) return ok(opened(db));
    db.close();
    return done;
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}

function guarded(db: Database.Database): Result<void> {
  const version = readVersion(db);
  if (!version.ok) return version;
  const [different] = schemaDifferences(db, version.value);
  return different === undefined
    ? ok(undefined)
    : err(gateError('ledger-corrupt', { reason: 'schema', object: different }));
}

/**
 * For the one process that writes (see lock.ts): creates the file (0600) when it is missing, migrates it, and refuses
 * a ledger whose guards were dropped. `rebuild` makes the projections anew inside a migration.
 */
export function openStore(options: StoreOptions, rebuild: (db: Database.Database) => void): Result<Store> {
  const file = path.join(options.dataDir, LEDGER_FILE);
  const result = attempt(() => {
    fs.closeSync(fs.openSync(file, 'a', 0o600));
    const db = new Database(file, { fileMustExist: true, timeout: options.busyTimeoutMs ?? BUSY_TIMEOUT_MS });
    return keep(db, () => {
      db.pragma('journal_mode = WAL');
      // FULL: a commit is on the disk before append returns; WAL alone would settle for NORMAL and lose the last ones.
      db.pragma('synchronous = FULL');
      // Unused bytes are zero: what is not was written by somebody else (unused-bytes.ts).
      db.pragma('secure_delete = ON');
      db.pragma('foreign_keys = ON');
      db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
      db.pragma('recursive_triggers = ON');
      db.pragma('trusted_schema = OFF');
      db.pragma(`cache_size = -${CACHE_KIB}`);
      const migrated = migrate(db, rebuild);
      if (!migrated.ok) return migrated;
      // SQLite opens a file that it may not write without complaint; taking the write lock tells now and not mid-session.
      db.transaction(() => undefined).immediate();
      if (db.readonly) return err(gateError('ledger-read-only'));
      return guarded(db);
    });
  });
  return result.ok ? result.value : result;
}

/** For lists, exports and verification, also beside a running gate. Neither creates nor migrates; looks at tables alone. */
export function openStoreForReading(options: StoreOptions): Result<Store> {
  const file = path.join(options.dataDir, LEDGER_FILE);
  if (!fs.existsSync(file)) return err(gateError('not-found', { file: LEDGER_FILE }));
  const result = attempt(() => {
    const db = new Database(file, {
      readonly: true,
      fileMustExist: true,
      timeout: options.busyTimeoutMs ?? BUSY_TIMEOUT_MS,
    });
    return keep(db, () => {
      db.pragma('trusted_schema = OFF');
      const version = readVersion(db);
      if (!version.ok) return version;
      if (version.value === 0) return err(gateError('not-found', { file: LEDGER_FILE }));
      // An older file lacks tables that queries name; the gate migrates it at its next start.
      if (version.value < MIGRATIONS.length)
        return err(gateError('ledger-failed', { reason: 'older', found: version.value }));
      const other = otherTable(db);
      return other === null
        ? ok(undefined)
        : err(gateError('ledger-corrupt', { reason: 'schema', object: other }));
    });
  });
  return result.ok ? result.value : result;
}
