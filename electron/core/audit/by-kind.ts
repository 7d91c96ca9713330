/** Reads the ledger's entries by kind and folds them into what they add up to: people, exceptions, settings, reviews. */

import type Database from 'better-sqlite3';

import type { LedgerEntry } from '../../../shared/model/ledger.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { attempt } from '../store/failure.ts';
import { OPENING_KINDS } from '../store/migrations/0004-told-and-registered.ts';
import { openStoreForReading } from '../store/open.ts';
import type { LedgerRow } from './entry.ts';
import { createHashSearch } from './hash-search.ts';
import { parseBody } from './tables.ts';

/** `at`: ISO 8601 UTC. */
export type Newest = { readonly seq: number; readonly at: string; readonly hash: string };

/** The `seq` and the time (ISO 8601 UTC) of the entry that opened a session. */
export type Opening = { readonly seq: number; readonly at: string };

export type KindReader = {
  /**
   * Shows the entries of these kinds behind `after`, oldest first, and gives the newest seq of the whole ledger at that
   * moment: the next `after`. Errors: those of the store.
   */
  each(kinds: readonly string[], after: number, visit: (entry: LedgerEntry) => void): Result<number>;
  /**
   * Shows when the sessions behind `after` began, also refused ones, oldest first, and gives the next `after` as `each` does. It reads
   * no entry: on a slow disk the opening entries of 14,000 sessions, all over the file, took 25 s.
   */
  eachOpening(after: number, visit: (opening: Opening) => void): Result<number>;
  newest(): Result<Newest | null>;
  /** The newest entry of these kinds that fits. */
  findNewest(kinds: readonly string[], fits: (entry: LedgerEntry) => boolean): Result<LedgerEntry | null>;
  /** The entries of one session but its files, oldest first. */
  ofSession(session: string): Result<readonly LedgerEntry[]>;
  /** What was ever said about a content, each once; `sha256` in lower-case hex. */
  verdictsOn(sha256: string): Result<readonly string[]>;
  hashAt(seq: number): Result<string | null>;
  /**
   * The first entry behind `after` whose time is not before `instant` (ISO 8601 UTC). A time later than one that an
   * administrator confirmed afterwards is none: the clock ran ahead.
   */
  firstSince(after: number, instant: string): Result<number | null>;
  /** Rows as they are stored, both ends included. Iterating throws the store's own errors. */
  rows(from: number, through: number): Iterable<LedgerRow>;
  close(): void;
};

const ROWS_A_PAGE = 1000;

const NEWEST = 'SELECT seq, at, hash FROM ledger ORDER BY seq DESC LIMIT 1';

/** Opens its own connection: it sees what is committed, also while the gate writes. */
export function openByKind(dataDir: string): Result<KindReader> {
  const store = openStoreForReading({ dataDir });
  if (!store.ok) return store;
  const { db } = store.value;
  const statements = new Map<number, Database.Statement<unknown[], LedgerRow>>();
  const newest = db.prepare<[], Newest>(NEWEST);
  const ofSession = db.prepare<[string], LedgerRow>(
    `SELECT * FROM ledger WHERE session = ? AND kind <> 'file' ORDER BY seq`,
  );
  const openings = db.prepare<[number, number], Opening>(
    `SELECT seq, at FROM ledger WHERE ${OPENING_KINDS} AND seq > ? AND seq <= ? ORDER BY seq`,
  );
  const hashes = createHashSearch(db);
  const hashAt = db.prepare<[number], string>('SELECT hash FROM ledger WHERE seq = ?').pluck();
  const firstSince = db
    .prepare<[number, string], number>(
      `SELECT l.seq FROM ledger l WHERE l.seq > ? AND l.at >= ? AND NOT EXISTS (SELECT 1 FROM ledger c
         WHERE c.kind = 'clock.confirmed' AND c.kind <> 'file' AND c.seq > l.seq AND c.at < l.at)
       ORDER BY l.seq LIMIT 1`,
    )
    .pluck();
  const rows = db.prepare<[number, number], LedgerRow>(
    'SELECT * FROM ledger WHERE seq BETWEEN ? AND ? ORDER BY seq',
  );

  /** Says outright that files are left out, so that a partial index over all the other kinds can serve it. */
  const select = (count: number): Database.Statement<unknown[], LedgerRow> => {
    const known = statements.get(count);
    if (known !== undefined) return known;
    const made = db.prepare<unknown[], LedgerRow>(
      `SELECT * FROM ledger WHERE kind IN (${Array<string>(count).fill('?').join(', ')}) AND kind <> 'file'
         AND seq > ? AND seq <= ? ORDER BY seq`,
    );
    statements.set(count, made);
    return made;
  };

  return ok({
    each: (kinds, after, visit) => {
      if (kinds.includes('file')) throw new Error('files are read through the projections');
      return attempt(() => {
        const last = newest.get()?.seq ?? 0;
        if (last <= after) return last;
        for (const row of select(kinds.length).iterate(...kinds, after, last))
          visit({ ...row, body: parseBody(row.body) });
        return last;
      });
    },
    eachOpening: (after, visit) =>
      attempt(() => {
        const last = newest.get()?.seq ?? 0;
        if (last <= after) return last;
        for (const opening of openings.iterate(after, last)) visit(opening);
        return last;
      }),
    newest: () => attempt(() => newest.get() ?? null),
    findNewest: (kinds, fits) => {
      if (kinds.includes('file')) throw new Error('files are read through the projections');
      return attempt(() => {
        const places = Array<string>(kinds.length).fill('?').join(', ');
        const rows = db.prepare<unknown[], LedgerRow>(
          `SELECT * FROM ledger WHERE kind IN (${places}) AND kind <> 'file' ORDER BY seq DESC`,
        );
        for (const row of rows.iterate(...kinds)) {
          const entry = { ...row, body: parseBody(row.body) };
          if (fits(entry)) return entry;
        }
        return null;
      });
    },
    ofSession: (session) =>
      attempt(() => ofSession.all(session).map((row) => ({ ...row, body: parseBody(row.body) }))),
    verdictsOn: (sha256) => attempt(() => hashes.verdictsOn(sha256)),
    hashAt: (seq) => attempt(() => hashAt.get(seq) ?? null),
    firstSince: (after, instant) => attempt(() => firstSince.get(after, instant) ?? null),
    *rows(from, through) {
      // Page by page: whoever takes these may wait in between, and an open cursor would hold up the connection.
      for (let at = from; at <= through; at += ROWS_A_PAGE)
        yield* rows.all(at, Math.min(through, at + ROWS_A_PAGE - 1));
    },
    close: () => store.value.close(),
  });
}

/** Something that the ledger adds up to. `read` first catches up with what was appended since. */
export type Folded<S> = { read(): Result<S> };

/**
 * `apply` may change `state` in place or give a new one. It throws on an entry that it cannot read: skipping one could
 * give back a right that was taken away.
 */
export function foldKinds<S>(
  reader: Pick<KindReader, 'each'>,
  kinds: readonly string[],
  empty: S,
  apply: (state: S, entry: LedgerEntry) => S,
): Folded<S> {
  let state = empty;
  let seen = 0;
  return {
    read: () => {
      const read = reader.each(kinds, seen, (entry) => {
        state = apply(state, entry);
        // An entry that stopped the fold half-way must not be applied twice.
        seen = entry.seq;
      });
      if (!read.ok) return read;
      seen = read.value;
      return ok(state);
    },
  };
}
