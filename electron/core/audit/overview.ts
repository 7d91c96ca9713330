/** What lists and the dashboard show beside the sessions themselves: counts by day and reason, facts, pages of files. */

import type Database from 'better-sqlite3';

import { mergeFacts, NO_FACTS, sessionFactsSchema, type SessionFacts } from '../../../shared/model/facts.ts';
import type { Span } from '../../../shared/japan-time.ts';
import type { JsonValue, RecordedFile } from '../../../shared/model/ledger.ts';
import type { FileRecord, Outcome } from '../../../shared/model/session.ts';
import type { Reason, Verdict } from '../../../shared/model/verdict.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { attempt } from '../store/failure.ts';
import { openStoreForReading, type StoreOptions } from '../store/open.ts';
import type { LedgerRow } from './entry.ts';
import { parseBody } from './tables.ts';

export type OutcomeCount = { readonly date: string; readonly outcome: Outcome; readonly sessions: number };
export type HeldCount = {
  readonly verdict: Exclude<Verdict, 'clean'>;
  readonly reason: Reason;
  readonly files: number;
};
export type FileWithHash = RecordedFile & { readonly hash: string };
/** `medium`: name of the registered medium that it was. `folder`: below the inbox, null when nothing arrived. */
export type SessionAside = {
  readonly facts: SessionFacts;
  readonly medium: string | null;
  readonly folder: string | null;
};

export type Overview = {
  /** Sessions that ended, by the day in Japan on which they were opened, from `since` (ISO 8601 UTC) on. */
  outcomes(since: string): Result<readonly OutcomeCount[]>;
  /** What was held back in sessions opened since then; the commonest first. */
  held(since: string): Result<readonly HeldCount[]>;
  /** The same for one session. `most`: held-back files looked at. */
  heldIn(session: string, most: number): Result<readonly HeldCount[]>;
  aside(session: string): Result<SessionAside>;
  /** Files in the order of the medium behind `after` (a `seq`); `held`: only those that were held back. */
  files(
    session: string,
    page: { readonly held: boolean; readonly after: number | null; readonly limit: number },
  ): Result<readonly FileWithHash[]>;
  /** Rows that the sheets of sessions and files would have; those of entries only a walk over all of them could tell. */
  rows(period: Span): Result<{ readonly sessions: number; readonly files: number }>;
  close(): void;
};

const REASONS = `json_extract(l.body, '$.verdict') AS verdict, json_extract(l.body, '$.reason') AS reason, count(*) AS files`;
const BY_REASON = 'GROUP BY verdict, reason ORDER BY files DESC, reason';
const HELD_IN = `SELECT ${REASONS} FROM (SELECT seq FROM files WHERE session = ? AND verdict <> 'clean' LIMIT ?) f
  CROSS JOIN ledger l ON l.seq = f.seq ${BY_REASON}`;

export function openOverview(options: StoreOptions): Result<Overview> {
  const store = openStoreForReading(options);
  if (!store.ok) return store;
  const { db } = store.value;
  const outcomes = db.prepare<[string], OutcomeCount>(
    `SELECT date(opened_at, '+9 hours') AS date, outcome, count(*) AS sessions FROM sessions
     WHERE opened_at >= ? AND outcome IS NOT NULL GROUP BY 1, 2`,
  );
  const first = db
    .prepare<[string], number | null>('SELECT min(seq) FROM sessions WHERE opened_at >= ?')
    .pluck();
  const held = db.prepare<[number], HeldCount>(
    // Few files are held back: their index is shorter than the span of all files.
    `SELECT ${REASONS} FROM files f INDEXED BY files_held_session CROSS JOIN ledger l ON l.seq = f.seq
     WHERE f.verdict <> 'clean' AND f.seq >= ? ${BY_REASON}`,
  );
  const heldIn = db.prepare<[string, number], HeldCount>(HELD_IN);
  const rows = db.prepare<[Span], { sessions: number; files: number }>(
    `SELECT count(*) AS sessions, CAST(total(total) AS INTEGER) AS files FROM sessions
     WHERE (@from IS NULL OR opened_at >= @from) AND (@to IS NULL OR opened_at < @to)`,
  );
  const steps = db.prepare<[string], Pick<LedgerRow, 'kind' | 'body'>>(
    `SELECT kind, body FROM ledger WHERE session = ? AND session IS NOT NULL AND kind <> 'file' ORDER BY seq`,
  );

  return ok({
    outcomes: (since) => attempt(() => outcomes.all(since)),
    held: (since) =>
      attempt(() => {
        const seq = first.get(since);
        return seq === null || seq === undefined ? [] : held.all(seq);
      }),
    heldIn: (session, most) => attempt(() => heldIn.all(session, most)),
    aside: (session) => attempt(() => asideOf(steps.all(session))),
    files: (session, page) => {
      const arrived = attempt(() => asideOf(steps.all(session)).folder !== null);
      if (!arrived.ok) return err(arrived.error);
      return attempt(() => pageOf(db, session, page).map((row) => toFile(row, arrived.value)));
    },
    rows: (period) => attempt(() => rows.get({ ...period }) ?? { sessions: 0, files: 0 }),
    close: () => store.value.close(),
  });
}

type Body = Readonly<Record<string, JsonValue>>;
const member = (body: Body, key: string): Body => {
  const value = body[key];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : {};
};
const text = (value: JsonValue | undefined): string | null => (typeof value === 'string' ? value : null);

function asideOf(steps: readonly Pick<LedgerRow, 'kind' | 'body'>[]): SessionAside {
  let facts = NO_FACTS;
  let medium: string | null = null;
  let folder: string | null = null;
  for (const { kind, body: stored } of steps) {
    const body = parseBody(stored);
    if (kind === 'session.opened' || kind === 'session.refused') {
      facts = { ...facts, staff: text(body['staff']), purpose: text(body['purpose']) };
      medium = text(member(member(body, 'volume'), 'medium')['name']);
    } else if (kind === 'session.facts') {
      const said = sessionFactsSchema.safeParse(body['facts']);
      if (said.success) facts = mergeFacts(facts, said.data);
    } else if (kind === 'release.arrived') folder = text(body['folder']);
    else if (kind === 'session.interrupted') folder = text(member(body, 'arrived')['folder']);
  }
  return { facts, medium, folder };
}

type FileEntry = Pick<LedgerRow, 'seq' | 'at' | 'body' | 'hash'>;

function pageOf(
  db: Database.Database,
  session: string,
  { held, after, limit }: { readonly held: boolean; readonly after: number | null; readonly limit: number },
): FileEntry[] {
  const only = held ? `AND f.verdict <> 'clean'` : '';
  return db
    .prepare<[string, number, number], FileEntry>(
      `SELECT l.seq, l.at, l.body, l.hash FROM files f CROSS JOIN ledger l ON l.seq = f.seq
       WHERE f.session = ? AND f.seq > ? ${only} ORDER BY f.seq LIMIT ?`,
    )
    .all(session, after ?? 0, limit);
}

/** A file's entry names where it was to go; it went there only if the session's release arrived. */
function toFile({ seq, at, body, hash }: FileEntry, arrived: boolean): FileWithHash {
  const { n, ...record } = parseBody(body) as unknown as FileRecord & { readonly n: number };
  return { seq, at, n, ...record, destination: arrived ? record.destination : null, hash };
}
