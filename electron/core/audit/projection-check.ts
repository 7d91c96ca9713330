/** Compares the projections with what the ledger says they must be, row by row as the chain is walked. */

import type Database from 'better-sqlite3';

import type { LedgerFault, LedgerFaultCode } from '../../../shared/model/ledger.ts';
import {
  BLOCKS_PER_SESSION,
  createProjector,
  type FileRow,
  type ProjectedEntry,
  type SessionRow,
} from './project.ts';
import { SESSION_COLUMNS } from './tables.ts';

export type ProjectionCheck = {
  apply(entry: ProjectedEntry): void;
  /** The first fault of each table, once every entry was applied. */
  finish(): readonly LedgerFault[];
  /** Ends the reading, so that the connection can be closed. */
  close(): void;
};

const FILE_COLUMNS = ['session', 'verdict', 'sha256'] as const;

/** What people say about a session, and may still say after its end. */
const TOLD_COLUMNS = ['staff', 'purpose'] as const satisfies readonly (keyof SessionRow)[];
const isTold = (column: keyof SessionRow): boolean => (TOLD_COLUMNS as readonly string[]).includes(column);

type Table = 'sessions' | 'files' | 'names' | 'hashes';

/** A page at a time: asking SQLite for each row by itself takes twice as long. */
const FILES_A_PAGE = 250;

function* readFiles(db: Database.Database): Generator<FileRow, void> {
  const page = db.prepare<[number, number], FileRow>(
    'SELECT seq, session, verdict, sha256 FROM files WHERE seq > ? ORDER BY seq LIMIT ?',
  );
  // From below every number there can be: a row put in front of the first is one, too.
  let above = Number.NEGATIVE_INFINITY;
  for (;;) {
    const rows = page.all(above, FILES_A_PAGE);
    for (const row of rows) yield row;
    const last = rows.at(-1);
    if (last === undefined) return;
    above = last.seq;
  }
}

export function createProjectionCheck(db: Database.Database): ProjectionCheck {
  const faults = new Map<Table, LedgerFault>();
  const found = (code: LedgerFaultCode, table: Table, row: number, what?: string): void => {
    if (!faults.has(table)) faults.set(table, { code, table, row, ...(what === undefined ? {} : { what }) });
  };
  const session = db.prepare<[number], Record<string, unknown>>('SELECT * FROM sessions WHERE seq = ?');
  const ended = db.prepare<[string], SessionRow>(
    'SELECT * FROM sessions WHERE id = ? AND outcome IS NOT NULL',
  );
  const texts = {
    names: db.prepare<[number]>('SELECT text FROM names WHERE rowid = ?').pluck(),
    hashes: db.prepare<[number]>('SELECT text FROM hashes WHERE rowid = ?').pluck(),
  };
  const files = readFiles(db);
  const seen: Record<Table, number> = { sessions: 0, files: 0, names: 0, hashes: 0 };
  let next = files.next();

  /**
   * By their ids: sessions whose stored row says what nobody has said yet. Somebody may say it further on in the ledger;
   * what is left of them at the end is a fault. All others are as they are stored, and need not be remembered.
   */
  const early = new Map<string, Readonly<SessionRow>>();

  const compareSession = (row: Readonly<SessionRow>): void => {
    const stored = session.get(row.seq);
    early.delete(row.id);
    if (stored === undefined) {
      found('projection-missing', 'sessions', row.seq);
      return;
    }
    const columns = SESSION_COLUMNS.filter((name) => stored[name] !== row[name]);
    const other = columns.find((name) => !isTold(name));
    if (other !== undefined) found('projection-differs', 'sessions', row.seq, other);
    else if (columns.length > 0) early.set(row.id, { ...row });
  };

  const neverSaid = (): void => {
    for (const row of early.values()) {
      const stored = session.get(row.seq);
      const column = TOLD_COLUMNS.find((name) => stored?.[name] !== row[name]);
      found('projection-differs', 'sessions', row.seq, column);
    }
  };

  const compareFile = (row: FileRow): void => {
    for (; next.done !== true && next.value.seq < row.seq; next = files.next()) {
      found('projection-surplus', 'files', next.value.seq);
    }
    if (next.done === true || next.value.seq !== row.seq) {
      found('projection-missing', 'files', row.seq);
      return;
    }
    const stored = next.value;
    for (const column of FILE_COLUMNS) {
      if (stored[column] !== row[column]) found('projection-differs', 'files', row.seq, column);
    }
    next = files.next();
  };

  const compareText = (table: 'names' | 'hashes', row: number, expected: string): void => {
    seen[table] += 1;
    const text = texts[table].get(row);
    if (text === undefined) found('projection-missing', table, row);
    else if (text !== expected) found('projection-differs', table, row, 'text');
  };

  const projector = createProjector({
    resume: () => null,
    ended: (id) => early.get(id) ?? ended.get(id) ?? null,
    session: (row) => {
      seen.sessions += 1;
      compareSession(row);
    },
    toldLater: compareSession,
    file: compareFile,
    block: ({ rowid, names, hashes }) => {
      compareText('names', rowid, names);
      compareText('hashes', rowid, hashes);
    },
  });

  /** Rows that no entry accounts for; looked for only where there are more rows than there should be. */
  const surplus = (): void => {
    if (next.done !== true) found('projection-surplus', 'files', next.value.seq);
    const count = (table: Table): number => Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
    if (count('sessions') > seen.sessions) {
      const row = db
        .prepare(
          `SELECT seq FROM sessions WHERE id IS NOT (SELECT session FROM ledger WHERE ledger.seq = sessions.seq
           AND kind IN ('session.opened', 'session.refused')) ORDER BY seq LIMIT 1`,
        )
        .pluck()
        .get();
      found('projection-surplus', 'sessions', Number(row ?? 0));
    }
    for (const table of ['names', 'hashes'] as const) {
      if (count(table) <= seen[table]) continue;
      const row = db
        .prepare(
          `SELECT rowid FROM ${table} WHERE NOT EXISTS
           (SELECT 1 FROM sessions WHERE seq = ${table}.rowid / ${BLOCKS_PER_SESSION}) ORDER BY rowid LIMIT 1`,
        )
        .pluck()
        .get();
      found('projection-surplus', table, Number(row ?? 0));
    }
  };

  return {
    apply: (entry) => projector.apply(entry),
    finish: () => {
      projector.flush();
      neverSaid();
      surplus();
      return [...faults.values()];
    },
    close: () => void files.return(),
  };
}
