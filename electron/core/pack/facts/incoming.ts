/** What came in within a period: sessions by month, outcome and origin, what was held back and why, and what was detected. */

import type Database from 'better-sqlite3';

import { japanDate } from '../../../../shared/japan-time.ts';
import { ORIGINS, type Origin } from '../../../../shared/model/facts.ts';
import type { Ending, Incoming, Infection, ReasonFigures } from '../../../../shared/model/report.ts';
import type { Reason, Verdict } from '../../../../shared/model/verdict.ts';
import type { SessionRow } from '../../audit/project.ts';
import { parseBody } from '../../audit/tables.ts';
import { createTally, isWithin, memberOf, textOf, type Scope } from './entries.ts';
import type { SaidOfSessions } from './said.ts';

/** A report names so many detections one by one; the sheet of files has them all. */
const LISTED_INFECTIONS = 100;

type Figures = { sessions: number; files: number; released: number; heldBack: number; bytes: number };
const noFigures = (): Figures => ({ sessions: 0, files: 0, released: 0, heldBack: 0, bytes: 0 });

function count(figures: Figures, row: SessionRow): void {
  figures.sessions += 1;
  figures.files += row.total;
  figures.released += row.released;
  figures.heldBack += row.blocked;
  figures.bytes += row.bytes;
}

type HeldFile = {
  readonly seq: number;
  readonly session: string;
  readonly at: string;
  readonly body: string;
};

export type IncomingOptions = {
  readonly db: Database.Database;
  readonly scope: Scope;
  readonly practice: boolean;
  readonly said: SaidOfSessions;
  /** What stands in the report for a file's path. */
  readonly path: (path: string) => string;
};

export function gatherIncoming({ db, scope, practice, said, path }: IncomingOptions): Incoming {
  const rows = db
    .prepare<[number, number], SessionRow>(
      'SELECT * FROM sessions WHERE practice = ? AND seq <= ? ORDER BY seq',
    )
    .iterate(practice ? 1 : 0, scope.through);
  const sessions = new Map<string, SessionRow>();
  const total = noFigures();
  const months = new Map<string, { figures: Figures; endings: Partial<Record<Ending, number>> }>();
  const origins = new Map<Origin | null, Figures>();
  const errors = createTally();
  const named = { staff: 0, origin: 0, purpose: 0 };
  for (const row of rows) {
    if (!isWithin(scope, row.opened_at)) continue;
    sessions.set(row.id, row);
    count(total, row);
    const month = japanDate(row.opened_at).slice(0, 7);
    const inMonth = months.get(month) ?? { figures: noFigures(), endings: {} };
    months.set(month, inMonth);
    count(inMonth.figures, row);
    const ending = endingOf(row);
    inMonth.endings[ending] = (inMonth.endings[ending] ?? 0) + 1;
    const facts = said.of(row.id);
    const byOrigin = origins.get(facts.origin) ?? noFigures();
    origins.set(facts.origin, byOrigin);
    count(byOrigin, row);
    if (facts.staff !== null || row.staff !== null) named.staff += 1;
    if (facts.origin !== null) named.origin += 1;
    if (facts.purpose !== null || row.purpose !== null) named.purpose += 1;
    if (row.error !== null) errors.add(row.error);
  }
  const held = heldBack(db, sessions, scope, said, path);
  return {
    total,
    months: [...months]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([month, { figures, endings }]) => ({ month, ...figures, endings })),
    origins: [...ORIGINS, null].flatMap((origin) => {
      const figures = origins.get(origin);
      return figures === undefined ? [] : [{ origin, ...figures }];
    }),
    ...held,
    errors: errors.list().map(({ name, times }) => ({ code: name, sessions: times })),
    named,
  };
}

const endingOf = (row: SessionRow): Ending => (row.outcome ?? 'open') as Ending;

/** The verdicts are read from the entries; the table `files` only finds them. */
function heldBack(
  db: Database.Database,
  sessions: ReadonlyMap<string, SessionRow>,
  scope: Scope,
  said: SaidOfSessions,
  path: (path: string) => string,
): Pick<Incoming, 'reasons' | 'infections' | 'heldSessions'> {
  const files = db.prepare<[string, number], HeldFile>(
    `SELECT l.seq, l.at, l.session, l.body FROM files f CROSS JOIN ledger l ON l.seq = f.seq
     WHERE f.session = ? AND f.verdict <> 'clean' AND f.seq <= ? ORDER BY f.seq`,
  );
  const byReason = new Map<
    string,
    { verdict: Verdict; reason: Reason | null; files: number; sessions: Set<string> }
  >();
  const listed: Infection[] = [];
  let [detected, heldSessions] = [0, 0];
  for (const row of sessions.values()) {
    if (row.blocked === 0) continue;
    heldSessions += 1;
    for (const file of files.iterate(row.id, scope.through)) {
      const body = parseBody(file.body);
      const verdict = (textOf(body, 'verdict') ?? 'unscannable') as Verdict;
      const reason = textOf(body, 'reason') as Reason | null;
      const key = `${verdict} ${reason ?? ''}`;
      const known = byReason.get(key) ?? { verdict, reason, files: 0, sessions: new Set<string>() };
      byReason.set(key, known);
      known.files += 1;
      known.sessions.add(row.id);
      if (verdict !== 'infected') continue;
      detected += 1;
      if (listed.length === LISTED_INFECTIONS) continue;
      const facts = said.of(row.id);
      listed.push({
        session: row.id,
        at: file.at,
        path: path(textOf(body, 'path') ?? ''),
        signature: textOf(memberOf(body, 'detail'), 'signature') ?? '',
        staff: facts.staff ?? row.staff,
        origin: facts.origin,
        ending: endingOf(row),
        released: row.released,
        disposition: facts.disposition,
      });
    }
  }
  const reasons: ReasonFigures[] = [...byReason.values()]
    .map((one) => ({ ...one, sessions: one.sessions.size }))
    .sort((a, b) => b.files - a.files || (String(a.reason) < String(b.reason) ? -1 : 1));
  return { reasons, heldSessions, infections: { files: detected, listed } };
}
