/** Asks SQLite whether its file is sound: pages, records, and every index against its table. */

import fs from 'node:fs';
import { Worker } from 'node:worker_threads';

import Database from 'better-sqlite3';

/** SQLite's first complaint; null when it has none. */
export function firstComplaint(db: Database.Database): string | null {
  const said = String(db.pragma('integrity_check(1)', { simple: true }));
  return said === 'ok' ? null : said;
}

/** What the thread of integrity-worker.ts does: a file that SQLite cannot even read is a complaint as well. */
export function complaintOf(file: string): string | null {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  try {
    return firstComplaint(db);
  } catch (thrown) {
    if (thrown instanceof Database.SqliteError && thrown.code.startsWith('SQLITE_CORRUPT'))
      return thrown.code;
    throw thrown;
  } finally {
    db.close();
  }
}

/** At 1,000,000 entries the check takes 4 s of 13; below this, starting a thread takes longer than it saves. */
const WORTH_A_THREAD_BYTES = 64 * 1024 * 1024;

/** `finish` gives the complaint; ask it inside the transaction of `db`. `stop` ends a check that nobody waits for. */
export type IntegrityCheck = { finish(): Promise<string | null>; stop(): void };

/** Checks `file`, which `db` has open: a large one beside the caller's own work, a small one when it is asked for. */
export function checkIntegrity(
  file: string,
  db: Database.Database,
  worth = WORTH_A_THREAD_BYTES,
): IntegrityCheck {
  if (fs.statSync(file).size < worth)
    return { finish: () => Promise.resolve(firstComplaint(db)), stop: () => undefined };
  const worker = new Worker(new URL('./integrity-worker.ts', import.meta.url), { workerData: file });
  const complaint = new Promise<string | null>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the integrity check ended without an answer: ${code}`)));
  });
  // Whoever stops waiting does not want to hear of it.
  complaint.catch(() => undefined);
  return { finish: () => complaint, stop: () => void worker.terminate() };
}
