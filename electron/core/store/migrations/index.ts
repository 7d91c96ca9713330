/** The numbered steps from an empty file to today's schema. Frozen once released: add one, never change one. */

import type Database from 'better-sqlite3';

import { ledgerTables } from './0001-ledger.ts';
import { toldFacts } from './0002-told-facts.ts';
import { heldFiles } from './0003-held-files.ts';
import { toldAndRegistered } from './0004-told-and-registered.ts';
import { toldLater } from './0005-told-later.ts';

/**
 * `update` runs inside the one transaction of all pending steps. `rebuild`: the step changed a projection, so that the
 * projections are made anew from the ledger before that transaction commits.
 */
export type Migration = {
  readonly version: number;
  readonly rebuild: boolean;
  readonly update: (db: Database.Database) => void;
};

export const MIGRATIONS: readonly Migration[] = [
  { version: 1, rebuild: true, update: ledgerTables },
  { version: 2, rebuild: true, update: toldFacts },
  { version: 3, rebuild: false, update: heldFiles },
  { version: 4, rebuild: false, update: toldAndRegistered },
  { version: 5, rebuild: true, update: toldLater },
];
