/** Writes the projections into their tables, and makes them anew from the ledger alone. */

import type Database from 'better-sqlite3';

import type { JsonValue } from '../../../shared/model/ledger.ts';
import type { LedgerRow } from './entry.ts';
import {
  blockFile,
  createProjector,
  FILES_PER_BLOCK,
  type BlockRow,
  type FileRow,
  type OpenSession,
  type ProjectionSink,
  type SessionRow,
} from './project.ts';

export const SESSION_COLUMNS = [
  'seq',
  'id',
  'opened_at',
  'closed_at',
  'source',
  'destination',
  'label',
  'preset',
  'staff',
  'purpose',
  'practice',
  'outcome',
  'total',
  'released',
  'blocked',
  'bytes',
  'bytes_read',
  'seconds',
  'error',
] as const satisfies readonly (keyof SessionRow)[];

/** Upsert by seq alone: a second session under an id that exists fails on the unique id instead of replacing the first. */
const UPSERT_SESSION = `INSERT INTO sessions(${SESSION_COLUMNS.join(', ')})
  VALUES (${SESSION_COLUMNS.map((column) => `@${column}`).join(', ')})
  ON CONFLICT(seq) DO UPDATE SET ${SESSION_COLUMNS.slice(1)
    .map((column) => `${column} = excluded.${column}`)
    .join(', ')}`;

export const parseBody = (body: string): Readonly<Record<string, JsonValue>> =>
  JSON.parse(body) as Readonly<Record<string, JsonValue>>;

/** A sink that writes. Runs inside the caller's transaction. */
export function tableSink(db: Database.Database): ProjectionSink {
  const upsertSession = db.prepare<[Readonly<SessionRow>]>(UPSERT_SESSION);
  const insertFile = db.prepare<[number, string | null, string | null, string | null]>(
    'INSERT INTO files(seq, session, verdict, sha256) VALUES (?, ?, ?, ?)',
  );
  const insertNames = db.prepare<[number, string]>('INSERT INTO names(rowid, text) VALUES (?, ?)');
  const insertHashes = db.prepare<[number, string]>('INSERT INTO hashes(rowid, text) VALUES (?, ?)');
  const openSession = db.prepare<[string], SessionRow>(
    'SELECT * FROM sessions WHERE id = ? AND outcome IS NULL',
  );
  const endedSession = db.prepare<[string], SessionRow>(
    'SELECT * FROM sessions WHERE id = ? AND outcome IS NOT NULL',
  );
  const newestBodies = db
    .prepare<[string, number], string>(
      `SELECT ledger.body FROM files JOIN ledger ON ledger.seq = files.seq
       WHERE files.session = ? ORDER BY files.seq DESC LIMIT ?`,
    )
    .pluck();

  return {
    resume: (id): OpenSession | null => {
      const row = openSession.get(id);
      if (row === undefined) return null;
      const pending = newestBodies.all(id, row.total % FILES_PER_BLOCK).reverse();
      const files = pending.map((body) => blockFile(parseBody(body)));
      return { row, files, blocks: Math.floor(row.total / FILES_PER_BLOCK) };
    },
    ended: (id) => endedSession.get(id) ?? null,
    session: (row) => void upsertSession.run(row),
    toldLater: (row) => void upsertSession.run(row),
    file: (row: FileRow) => void insertFile.run(row.seq, row.session, row.verdict, row.sha256),
    block: (row: BlockRow) => {
      insertNames.run(row.rowid, row.names);
      insertHashes.run(row.rowid, row.hashes);
    },
  };
}

/** Rows read at once: a connection that iterates cannot write. */
const REBUILD_PAGE = 1000;

/** Empties the projections and makes them anew from the ledger; runs inside the caller's transaction. */
export function rebuildProjections(db: Database.Database): void {
  db.exec('DELETE FROM sessions; DELETE FROM files; DELETE FROM names; DELETE FROM hashes;');
  const projector = createProjector({ ...tableSink(db), resume: () => null });
  const page = db.prepare<[number, number], LedgerRow>(
    'SELECT * FROM ledger WHERE seq > ? ORDER BY seq LIMIT ?',
  );
  let rows = page.all(0, REBUILD_PAGE);
  while (rows.length > 0) {
    for (const row of rows) projector.apply({ ...row, body: parseBody(row.body) });
    rows = page.all(rows.at(-1)?.seq ?? 0, REBUILD_PAGE);
  }
  projector.flush();
}
