/** Brings a ledger file to today's schema in one transaction, and refuses a file that a newer app has written. */

import type Database from 'better-sqlite3';

import { gateError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { MIGRATIONS, type Migration } from './migrations/index.ts';

/** "SKSH": tells our file from any other SQLite database that somebody put in its place. */
export const APPLICATION_ID = 0x534b5348;

/** Throws when the list itself is wrong: versions must be 1, 2, 3 … without a gap. */
export function checkMonotonic(migrations: readonly Migration[]): void {
  migrations.forEach(({ version }, index) => {
    if (version !== index + 1) throw new Error(`migration ${version} stands at place ${index + 1}`);
  });
}

const pragmaNumber = (db: Database.Database, name: string): number =>
  Number(db.pragma(name, { simple: true }));

/** The file's version; `ledger-newer` and `ledger-corrupt` as values. 0 is an empty file. */
export function readVersion(db: Database.Database, migrations = MIGRATIONS): Result<number> {
  const version = pragmaNumber(db, 'user_version');
  const application = pragmaNumber(db, 'application_id');
  const tables = Number(db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get());
  if (version === 0 && application === 0 && tables === 0) return ok(0);
  if (application !== APPLICATION_ID || version < 1)
    return err(gateError('ledger-corrupt', { reason: 'not-a-ledger' }));
  if (version > migrations.length) {
    return err(gateError('ledger-newer', { found: version, known: migrations.length }));
  }
  return ok(version);
}

/**
 * Runs the pending migrations up to `target` (default: all). `rebuild` is called inside the same transaction when one
 * of them changed a projection of a ledger that already holds entries.
 */
export function migrate(
  db: Database.Database,
  rebuild: (db: Database.Database) => void,
  migrations = MIGRATIONS,
  target = migrations.length,
): Result<void> {
  checkMonotonic(migrations);
  const version = readVersion(db, migrations);
  if (!version.ok) return version;
  const pending = migrations.slice(version.value, target);
  if (pending.length === 0) return ok(undefined);
  db.transaction(() => {
    for (const migration of pending) migration.update(db);
    if (version.value > 0 && pending.some((migration) => migration.rebuild)) rebuild(db);
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${target}`);
  }).immediate();
  return ok(undefined);
}
