/**
 * Version 2: the list of sessions shows what was told about one while it ran. The projections are made anew, so that every
 * form that version 1 had before it was released ends in the same tables; the ledger and its guards stay as they are.
 */

import type Database from 'better-sqlite3';

import { LEDGER_INDEXES, PROJECTIONS } from './0001-ledger.ts';

export function toldFacts(db: Database.Database): void {
  db.exec(`
    DROP INDEX IF EXISTS ledger_kinds;
    DROP INDEX IF EXISTS ledger_steps;
    DROP TABLE IF EXISTS sessions;
    DROP TABLE IF EXISTS files;
    DROP TABLE IF EXISTS names;
    DROP TABLE IF EXISTS hashes;
  `);
  db.exec(LEDGER_INDEXES);
  db.exec(PROJECTIONS);
}
