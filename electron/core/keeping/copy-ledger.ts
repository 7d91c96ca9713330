/** Copies ledger, heads and secrets of a running gate as they stood at one moment. */

import fs from 'node:fs';
import fsp from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import Database from 'better-sqlite3';

import { HEADS_FILE, parseHeadLine } from '../audit/heads.ts';
import { PEOPLE_FILE } from '../people/secret-store.ts';
import type { LedgerHead } from '../ports.ts';
import { LEDGER_FILE } from '../store/open.ts';

/** Pages of 4 KiB between two turns of the event loop: about 20 ms of copying. */
const PAGES_A_STEP = 2000;

/**
 * Through SQLite's online backup. A read transaction held meanwhile keeps the copy at one moment: without it every
 * entry that the gate appends would make SQLite begin again from the first page.
 */
async function copyDatabase<T>(from: string, to: string, look: (db: Database.Database) => T): Promise<T> {
  const db = new Database(from, { readonly: true, fileMustExist: true, timeout: 5000 });
  try {
    db.exec('BEGIN');
    db.pragma('schema_version');
    const seen = look(db);
    await db.backup(to, { progress: () => PAGES_A_STEP });
    db.exec('COMMIT');
    fs.chmodSync(to, 0o600);
    settle(to);
    return seen;
  } finally {
    db.close();
  }
}

/** Out of WAL mode, so that the copy is one file and reading it writes nothing beside it. */
function settle(file: string): void {
  const db = new Database(file, { fileMustExist: true });
  try {
    db.pragma('journal_mode = DELETE');
  } finally {
    db.close();
  }
}

/** A running gate signs a head within milliseconds of its entry; a full disk may put that off for longer. */
const HEAD_TRIES = 20;
const HEAD_WAIT_MS = 50;

/** The lines of heads.log up to and with the head of entry `seq`; null when that one was never signed. */
async function headsThrough(dataDir: string, seq: number): Promise<string | null> {
  for (let tries = 0; tries < HEAD_TRIES; tries += 1) {
    const text = await fsp.readFile(path.join(dataDir, HEADS_FILE), 'utf8');
    const lines = text.split('\n').slice(0, -1);
    const last = lines.findIndex((line) => parseHeadLine(line)?.seq === seq);
    if (last >= 0) return `${lines.slice(0, last + 1).join('\n')}\n`;
    await wait(HEAD_WAIT_MS);
  }
  return null;
}

/** Null when the newest entry has no signed head. Throws what SQLite and the file system refuse. */
export async function copyLedger(dataDir: string, to: string): Promise<LedgerHead | null> {
  const ledger = path.join(to, LEDGER_FILE);
  const head = await copyDatabase(path.join(dataDir, LEDGER_FILE), ledger, (db) =>
    db.prepare<[], LedgerHead>('SELECT seq, hash FROM ledger ORDER BY seq DESC LIMIT 1').get(),
  );
  if (head === undefined) return null;
  const heads = await headsThrough(dataDir, head.seq);
  if (heads === null) return null;
  await fsp.writeFile(path.join(to, HEADS_FILE), heads, { mode: 0o600, flag: 'wx' });
  const people = path.join(dataDir, PEOPLE_FILE);
  if (fs.existsSync(people)) await copyDatabase(people, path.join(to, PEOPLE_FILE), () => undefined);
  return head;
}
