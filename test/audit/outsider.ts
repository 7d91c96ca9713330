/** A ledger of two sessions, and the means of somebody outside the app to change its files. */

import fs from 'node:fs';
import path from 'node:path';

import Database from 'better-sqlite3';

import { entryHash, type LedgerRow } from '../../electron/core/audit/entry.ts';
import { fileKeyStore } from '../../electron/core/audit/keys.ts';
import { verifyLedger } from '../../electron/core/audit/verify.ts';
import type { LedgerFault, VerifyReport } from '../../shared/model/ledger.ts';
import { open, record, sessionId, temporaryFolder, value } from './data-folder.ts';

/** 1 created, 2 opened, 3–7 files, 8 closed, 9 opened, 10–14 files, 15 closed; heads at 1, 2, 7, 8, 9, 14, 15. */
export function twoSessions(): string {
  const dir = temporaryFolder();
  const ledger = value(open(dir));
  record(ledger, sessionId(1), 5);
  record(ledger, sessionId(2), 5);
  ledger.close();
  return dir;
}

export const verify = async (dir: string, head?: string): Promise<VerifyReport> =>
  value(await verifyLedger({ dataDir: dir, keys: fileKeyStore(dir), head }));

export const firstFault = async (dir: string): Promise<LedgerFault | undefined> =>
  (await verify(dir)).faults[0];

/** Edits the database as an outsider would: guards away, change, guards back. */
export function tamper(dir: string, change: (db: Database.Database) => void): void {
  const db = new Database(path.join(dir, 'ledger.sqlite'));
  const guards = db.prepare<[], { name: string; sql: string }>(
    `SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`,
  );
  const triggers = guards.all();
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
  change(db);
  for (const { sql } of triggers) db.exec(sql);
  db.close();
}

export const rowAt = (db: Database.Database, seq: number): LedgerRow =>
  db.prepare<[number], LedgerRow>('SELECT * FROM ledger WHERE seq = ?').get(seq)!;

export const rehash = (row: LedgerRow): LedgerRow => ({ ...row, hash: entryHash(row) });

export function replaceRow(db: Database.Database, row: LedgerRow): void {
  db.prepare(
    'UPDATE ledger SET at=@at, kind=@kind, session=@session, body=@body, prev=@prev, hash=@hash WHERE seq=@seq',
  ).run(row);
}

export function insertRow(db: Database.Database, row: LedgerRow): void {
  db.prepare('INSERT INTO ledger VALUES (@seq, @at, @kind, @session, @body, @prev, @hash)').run(row);
}

/** Writes every entry from `seq` (2 or more) on anew, as somebody who knows the format would. */
export function rebuildChain(db: Database.Database, seq: number): void {
  let prev = rowAt(db, seq - 1).hash;
  for (const row of db
    .prepare<[number], LedgerRow>('SELECT * FROM ledger WHERE seq >= ? ORDER BY seq')
    .all(seq)) {
    const renewed = rehash({ ...row, prev });
    replaceRow(db, renewed);
    prev = renewed.hash;
  }
}

const headsFile = (dir: string): string => path.join(dir, 'heads.log');

export const headLines = (dir: string): string[] =>
  fs.readFileSync(headsFile(dir), 'utf8').split('\n').slice(0, -1);

export const writeHeads = (dir: string, lines: readonly string[]): void =>
  fs.writeFileSync(headsFile(dir), lines.map((line) => `${line}\n`).join(''));
