/** Reads the ledger for people: pages of sessions, one session with its files; never writes, also beside a running gate. */

import type Database from 'better-sqlite3';

import { gateError } from '../../../shared/errors.ts';
import type {
  LedgerEntry,
  RecordedFile,
  SessionFilter,
  SessionSummary,
} from '../../../shared/model/ledger.ts';
import type { FileRecord } from '../../../shared/model/session.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { attempt } from '../store/failure.ts';
import { openStoreForReading, type StoreOptions } from '../store/open.ts';
import type { LedgerRow } from './entry.ts';
import type { SessionRow } from './project.ts';
import { createSessionSearch } from './session-search.ts';
import { parseBody } from './tables.ts';

/** `more`: another page follows; ask with `before` = the `seq` of the last session here. */
export type SessionPage = { readonly sessions: readonly SessionSummary[]; readonly more: boolean };

/** `steps`: the session's entries that are not files', oldest first. `files`: read lazily, in the order of the medium. */
export type SessionDetail = {
  readonly session: SessionSummary;
  readonly steps: readonly LedgerEntry[];
  readonly files: () => Iterable<RecordedFile>;
};

export type Records = {
  listSessions(filter: SessionFilter): Result<SessionPage>;
  /** `not-found {session}` for an id that no session has. */
  showSession(id: string): Result<SessionDetail>;
  close(): void;
};

/** Longest page; a window shows fewer, and the CLI asks page by page. */
export const MAX_PAGE = 1000;

export const toEntry = (row: LedgerRow): LedgerEntry => ({ ...row, body: parseBody(row.body) });

export const toSummary = (row: SessionRow): SessionSummary => ({
  seq: row.seq,
  id: row.id,
  openedAt: row.opened_at,
  closedAt: row.closed_at,
  from: row.source,
  to: row.destination,
  label: row.label,
  preset: row.preset as SessionSummary['preset'],
  staff: row.staff,
  purpose: row.purpose,
  practice: row.practice !== 0,
  outcome: row.outcome as SessionSummary['outcome'],
  files: { total: row.total, released: row.released, blocked: row.blocked },
  bytes: row.bytes,
  bytesRead: row.bytes_read,
  seconds: row.seconds,
  error: row.error,
});

/** The file as its ledger entry tells it: what people see is what the chain vouches for. */
function toFile(row: Pick<LedgerRow, 'seq' | 'at' | 'body'>): RecordedFile {
  const { n, ...record } = parseBody(row.body) as unknown as FileRecord & { readonly n: number };
  return { seq: row.seq, at: row.at, n, ...record };
}

/** Opens the ledger's tables for reading; `not-found` where there is no ledger, else the store's codes. */
export function openRecords(options: StoreOptions): Result<Records> {
  const store = openStoreForReading(options);
  if (!store.ok) return store;
  const { db } = store.value;
  const search = createSessionSearch(db);
  const session = db.prepare<[string], SessionRow>('SELECT * FROM sessions WHERE id = ?');
  const steps = db.prepare<[string], LedgerRow>(
    `SELECT * FROM ledger WHERE session = ? AND session IS NOT NULL AND kind <> 'file' ORDER BY seq`,
  );

  const showSession = (id: string): Result<SessionDetail> => {
    const found = session.get(id);
    if (found === undefined) return err(gateError('not-found', { session: id }));
    return ok({ session: toSummary(found), steps: steps.all(id).map(toEntry), files: () => filesOf(db, id) });
  };

  return ok({
    listSessions: (filter) =>
      attempt(() => {
        const limit = Math.max(1, Math.min(Math.trunc(filter.limit), MAX_PAGE));
        const rows = search({ ...filter, limit: limit + 1 });
        return { sessions: rows.slice(0, limit).map(toSummary), more: rows.length > limit };
      }),
    showSession: (id) => {
      const shown = attempt(() => showSession(id));
      return shown.ok ? shown.value : shown;
    },
    close: () => store.value.close(),
  });
}

function* filesOf(db: Database.Database, id: string): Generator<RecordedFile> {
  const rows = db.prepare<[string], Pick<LedgerRow, 'seq' | 'at' | 'body'>>(
    `SELECT l.seq, l.at, l.body FROM files f CROSS JOIN ledger l ON l.seq = f.seq WHERE f.session = ? ORDER BY f.seq`,
  );
  for (const row of rows.iterate(id)) yield toFile(row);
}
