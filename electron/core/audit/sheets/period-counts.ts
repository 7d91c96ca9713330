/** What a period holds, counted once for the cover and for whoever else tells of it. */

import type { Place, PeriodCounts, PracticeShare } from '../../../../shared/model/cover.ts';
import type { Outcome } from '../../../../shared/model/session.ts';
import { VERDICTS, type Verdict } from '../../../../shared/model/verdict.ts';
import {
  boundsOf,
  ENTRIES_IN_SCOPE,
  placeAt,
  SESSIONS_IN_SCOPE,
  stepsOf,
  type Bounds,
  type Scope,
} from './scope.ts';
import { endingOf, releasedOf } from './session-ending.ts';
import { sessionsInScope } from './session-rows.ts';

type EntryCounts = { readonly entries: number; readonly first: number | null; readonly last: number | null };

function entryCounts(scope: Scope): Pick<PeriodCounts, 'entries' | 'first' | 'last' | 'elsewhere'> {
  const { db } = scope;
  const counted = db
    .prepare<[Bounds], EntryCounts>(
      `SELECT count(*) AS entries, min(l.seq) AS first, max(l.seq) AS last FROM ledger l WHERE ${ENTRIES_IN_SCOPE}`,
    )
    .get(boundsOf(scope));
  const { entries, first, last } = counted ?? { entries: 0, first: null, last: null };
  const place = (seq: number | null): Place | null => (seq === null ? null : placeAt(db, seq));
  const elsewhere = first === null || last === null ? 0 : last - first + 1 - entries;
  return { entries, first: place(first), last: place(last), elsewhere };
}

const JUMPS = `SELECT count(*) FROM ledger l WHERE l.kind = 'clock.backwards' AND l.kind <> 'file' AND l.seq <= @through
  AND ((${ENTRIES_IN_SCOPE}) OR ((@from IS NULL OR json_extract(l.body, '$.previous') >= @from)
    AND (@to IS NULL OR json_extract(l.body, '$.previous') < @to)))`;

/** A sum for each verdict: grouping would sort every file of the period. */
const COUNTED = `SELECT ${VERDICTS.map((verdict) => `coalesce(sum(f.verdict = '${verdict}'), 0) AS ${verdict}`).join(', ')},
    count(*) AS files
  FROM sessions s CROSS JOIN files f ON f.session = s.id WHERE ${SESSIONS_IN_SCOPE} AND +f.seq <= @through`;

function fileCounts(scope: Scope): Pick<PeriodCounts, 'files' | 'verdicts'> {
  const row = scope.db.prepare<[Bounds], Record<Verdict | 'files', number>>(COUNTED).get(boundsOf(scope));
  const counted = VERDICTS.map((verdict) => [verdict, row?.[verdict] ?? 0] as const);
  return { files: row?.files ?? 0, verdicts: Object.fromEntries(counted.filter(([, files]) => files > 0)) };
}

export function countPeriod(scope: Scope): PeriodCounts {
  const { db } = scope;
  const bounds = boundsOf(scope);
  const steps = stepsOf(scope);
  const outcomes: Partial<Record<Outcome, number>> = {};
  let [sessions, practiceSessions, released] = [0, 0, 0];
  for (const { id, practice } of sessionsInScope(scope)) {
    const ending = endingOf(steps(id));
    sessions += 1;
    practiceSessions += practice;
    released += releasedOf(ending);
    const outcome = ending.outcome as Outcome | null;
    if (outcome !== null) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  }
  return {
    ...entryCounts(scope),
    ...fileCounts(scope),
    clockJumps: db.prepare<[Bounds], number>(JUMPS).pluck().get(bounds) ?? 0,
    sessions,
    practiceSessions,
    outcomes,
    released,
  };
}

/** Of a period's sessions, by their own marks. */
export function practiceShare(scope: Scope): PracticeShare {
  const counted = scope.db
    .prepare<[Bounds], { readonly sessions: number; readonly practice: number | null }>(
      `SELECT count(*) AS sessions, sum(s.practice) AS practice FROM sessions s WHERE ${SESSIONS_IN_SCOPE}`,
    )
    .get(boundsOf(scope));
  const practice = counted?.practice ?? 0;
  if (practice === 0) return 'none';
  return practice === counted?.sessions ? 'all' : 'some';
}
