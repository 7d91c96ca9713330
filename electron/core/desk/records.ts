/** Handlers for looking at the record: dashboard, search, one session's story, verification and exports. */

import type { Dashboard, RECORD_METHODS, SessionLine } from '../../../shared/contract/records.ts';
import { gateError } from '../../../shared/errors.ts';
import { japanDate, japanDays, startOfDay } from '../../../shared/japan-time.ts';
import type { SessionSummary } from '../../../shared/model/ledger.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Overview } from '../audit/overview.ts';
import type { Records } from '../audit/records.ts';
import { verifyLedger } from '../audit/verify.ts';
import type { Clinic } from '../clinic.ts';
import type { Roster } from '../people/roster.ts';
import { asActor, done } from './acting.ts';
import { exportHandlers } from './export-job.ts';
import { filesPage } from './file-page.ts';
import type { HandlersOf } from './handlers.ts';
import type { Room } from './room.ts';
import { tellHere } from './telling.ts';

const DAYS_SHOWN = 30;
const DAY_MS = 86_400_000;
/** Lines of today on the dashboard; the list has the rest. */
const TODAY_SHOWN = 100;
/** Held-back files looked at for the reason in a line of the list. */
const LINE_LOOKS_AT = 500;

type Desk = {
  readonly clinic: Clinic;
  readonly records: Records;
  readonly overview: Overview;
  readonly roster: Roster;
};

export function recordHandlers(room: Room): HandlersOf<keyof typeof RECORD_METHODS> {
  function withRecords<T>(use: (desk: Desk) => Result<T>): Result<T> {
    const [clinic, records, overview] = [room.clinic(), room.records(), room.overview()];
    if (!clinic.ok) return clinic;
    if (!records.ok) return records;
    if (!overview.ok) return overview;
    const roster = clinic.value.people.roster();
    if (!roster.ok) return roster;
    return use({
      clinic: clinic.value,
      records: records.value,
      overview: overview.value,
      roster: roster.value,
    });
  }

  return {
    'dashboard.read': () => withRecords((desk) => dashboard(desk, room.clock.now())),

    'records.search': (_connection, { from, to, before, limit, ...filter }) => {
      const period = japanDays(from, to);
      if (!period.ok) return period;
      const span = { from: period.value.from ?? undefined, to: period.value.to ?? undefined };
      return withRecords((desk) => {
        const page = desk.records.listSessions({ ...filter, ...span, before, limit });
        if (!page.ok) return page;
        const lines = allOk(page.value.sessions.map((session) => lineOf(desk, session)));
        if (!lines.ok) return lines;
        return ok({ lines: lines.value, next: page.value.more ? (lines.value.at(-1)?.seq ?? null) : null });
      });
    },

    'records.detail': (_connection, { session }) =>
      withRecords((desk) => {
        const found = desk.records.showSession(session);
        if (!found.ok) return found;
        const line = lineOf(desk, found.value.session);
        if (!line.ok) return line;
        const [reasons, aside] = [
          desk.overview.heldIn(session, Number.MAX_SAFE_INTEGER),
          desk.overview.aside(session),
        ];
        if (!reasons.ok) return reasons;
        if (!aside.ok) return aside;
        const { steps } = found.value;
        return ok({ session: line.value, steps, reasons: reasons.value, folder: aside.value.folder });
      }),

    'records.tell': asActor(room)((open, actor, { session, facts }) => {
      if (room.sessions.under(session).ok) return err(gateError('busy', { session }));
      const roster = open.people.roster();
      if (!roster.ok) return roster;
      if (facts.staff !== undefined && !roster.value.has(facts.staff))
        return err(gateError('not-found', { person: facts.staff }));
      return done(tellHere(open, room.sessions, actor, { session, facts }));
    }),
    'records.files': (_connection, input) => filesPage(room, input),

    'verify.start': ({ id }, { head }) => {
      const open = room.clinic();
      if (!open.ok) return open;
      const { dataDir, keys, ledger } = open.value;
      const total = ledger.head.seq;
      return room.verifying.start(id, (report, signal) =>
        verifyLedger({ dataDir, keys, head, signal, onProgress: (entries) => report(entries, total) }),
      );
    },
    'verify.status': ({ id }, { job }) => room.verifying.state(id, job),

    'export.count': (_connection, { from, to }) => {
      const period = japanDays(from, to);
      if (!period.ok) return period;
      return withRecords(({ overview }) => overview.rows(period.value));
    },
    ...exportHandlers(room),
  };
}

function allOk<T>(results: readonly Result<T>[]): Result<readonly T[]> {
  const values: T[] = [];
  for (const result of results) {
    if (!result.ok) return result;
    values.push(result.value);
  }
  return ok(values);
}

function lineOf({ overview, roster }: Desk, session: SessionSummary): Result<SessionLine> {
  const aside = overview.aside(session.id);
  if (!aside.ok) return aside;
  const held = session.files.blocked === 0 ? ok([]) : overview.heldIn(session.id, LINE_LOOKS_AT);
  if (!held.ok) return held;
  const { facts, medium } = aside.value;
  const staffName = facts.staff === null ? null : (roster.get(facts.staff)?.name ?? null);
  return ok({ ...session, staffName, facts, medium, reason: held.value[0] ?? null });
}

function dashboard(desk: Desk, now: number): Result<Dashboard> {
  const date = japanDate(now);
  const midnight = startOfDay(date);
  const today = desk.records.listSessions({ from: new Date(midnight).toISOString(), limit: TODAY_SHOWN });
  if (!today.ok) return today;
  const lines = allOk(today.value.sessions.map((session) => lineOf(desk, session)));
  if (!lines.ok) return lines;
  const since = new Date(midnight - (DAYS_SHOWN - 1) * DAY_MS).toISOString();
  const [outcomes, reasons] = [desk.overview.outcomes(since), desk.overview.held(since)];
  if (!outcomes.ok) return outcomes;
  if (!reasons.ok) return reasons;
  const days = Array.from({ length: DAYS_SHOWN }, (_, back) => {
    const day = japanDate(midnight - (DAYS_SHOWN - 1 - back) * DAY_MS);
    const counts = outcomes.value.filter((count) => count.date === day);
    return { date: day, outcomes: Object.fromEntries(counts.map((one) => [one.outcome, one.sessions])) };
  });
  const newest = desk.clinic.reader.newest();
  if (!newest.ok) return newest;
  const { head, fingerprint } = desk.clinic.ledger;
  return ok({
    date,
    today: lines.value,
    days,
    reasons: reasons.value,
    head,
    fingerprint,
    newestAt: newest.value?.at ?? new Date(now).toISOString(),
  });
}
