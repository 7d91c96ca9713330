/** Keeps two gates off one data folder, with a lock that the kernel itself gives back when a gate is killed. */

import fs from 'node:fs';
import path from 'node:path';

import Database from 'better-sqlite3';

import { gateError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';

export const LOCK_FILE = 'gate.lock';

export type DataFolder = { readonly dir: string; release(): void };

const errno = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : 'unknown';

/** Whoever may write here can lay his own files over staging, the verdicts that are remembered, and the record. */
const OTHERS_MAY_WRITE = 0o022;

/**
 * A folder made beforehand with a common mask is open to others: ledger, key and staging are nobody else's business. It
 * is closed to them when it is ours and holds nothing of anybody's: `--data /tmp` must not shut the whole machine out.
 * Gives the mode of a folder that others may still write to, null when all is well. Windows has no such modes.
 */
function keepPrivate(dataDir: string): string | null {
  const stat = fs.statSync(dataDir);
  if (process.platform === 'win32' || (stat.mode & 0o077) === 0) return null;
  const names = fs.readdirSync(dataDir);
  if (process.getuid?.() === stat.uid && (names.length === 0 || names.includes(LOCK_FILE))) {
    fs.chmodSync(dataDir, 0o700);
    return null;
  }
  return (stat.mode & OTHERS_MAY_WRITE) === 0 ? null : (stat.mode & 0o777).toString(8);
}

/**
 * Makes `dataDir` (0700) when it is missing and holds it until `release`. A second holder gets `data-folder-in-use`, a
 * folder that cannot be made or written, or that others may write to (`others-can-write`, `mode`), `data-folder-unusable
 * {reason}`.
 *
 * The lock is SQLite's exclusive lock on an empty database: a byte-range lock on POSIX, LockFileEx on Windows, so
 * that SIGKILL or a power cut leaves nothing stale. On POSIX a process loses it when it opens and closes gate.lock by
 * other means: nobody else may touch that file.
 */
export function acquireDataFolder(dataDir: string): Result<DataFolder> {
  const file = path.join(dataDir, LOCK_FILE);
  try {
    fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const mode = keepPrivate(dataDir);
    if (mode !== null) return err(gateError('data-folder-unusable', { reason: 'others-can-write', mode }));
    if (!fs.existsSync(file)) fs.closeSync(fs.openSync(file, 'a', 0o600));
  } catch (thrown) {
    return err(gateError('data-folder-unusable', { reason: errno(thrown) }));
  }
  let db: Database.Database | null = null;
  try {
    db = new Database(file, { timeout: 0, fileMustExist: true });
    db.exec('BEGIN EXCLUSIVE');
  } catch (thrown) {
    db?.close();
    const code = errno(thrown);
    if (code.startsWith('SQLITE_BUSY')) return err(gateError('data-folder-in-use'));
    if (thrown instanceof Database.SqliteError)
      return err(gateError('data-folder-unusable', { reason: code }));
    throw thrown;
  }
  const held = db;
  return ok({ dir: dataDir, release: () => void held.close() });
}
