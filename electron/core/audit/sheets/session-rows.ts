/** Sheet B, the use of media: a row a session, with what people said of it, also later, as it stands in the ledger. */

import { japanClock, japanIso } from '../../../../shared/japan-time.ts';
import type { JsonValue } from '../../../../shared/model/ledger.ts';
import type { CellValue } from './cell.ts';
import {
  boundsOf,
  cellOf,
  entriesOf,
  jsonOf,
  lineOf,
  memberOf,
  NOTHING,
  SESSIONS_IN_SCOPE,
  stepsOf,
  textOf,
  type Body,
  type Bounds,
  type Scope,
  type SheetRow,
  type Step,
} from './scope.ts';
import { arrivalOf, endingOf, releasedOf, type Ending } from './session-ending.ts';

export type SessionInScope = { readonly seq: number; readonly id: string; readonly practice: number };

export function* sessionsInScope(scope: Scope): Generator<SessionInScope> {
  const rows = scope.db.prepare<[Bounds], SessionInScope>(
    `SELECT s.seq, s.id, s.practice FROM sessions s WHERE ${SESSIONS_IN_SCOPE} ORDER BY s.seq`,
  );
  yield* rows.iterate(boundsOf(scope));
}

type FileCounts = {
  readonly total: number;
  readonly blocked: number;
  readonly infected: number;
  readonly bytes: number | null;
};

/** Counted from the files themselves: what is detected always, the rest where no last entry tells. */
function fileCounts({ db, through }: Scope): (session: string, ending: Ending) => FileCounts {
  const infected = db
    .prepare<[string, number], number>(
      `SELECT count(*) FROM files WHERE session = ? AND +seq <= ? AND verdict = 'infected'`,
    )
    .pluck();
  const all = db.prepare<[string, number], FileCounts>(
    `SELECT count(*) AS total, coalesce(sum(f.verdict <> 'clean'), 0) AS blocked,
       coalesce(sum(f.verdict = 'infected'), 0) AS infected, sum(json_extract(l.body, '$.size')) AS bytes
     FROM files f CROSS JOIN ledger l ON l.seq = f.seq WHERE f.session = ? AND +f.seq <= ?`,
  );
  return (session, { counts, body }) => {
    if (counts === null)
      return all.get(session, through) ?? { total: 0, blocked: 0, infected: 0, bytes: null };
    const { total, blocked } = counts;
    const { bytes } = body;
    return {
      total,
      blocked,
      infected: blocked === 0 ? 0 : (infected.get(session, through) ?? 0),
      bytes: typeof bytes === 'number' ? bytes : null,
    };
  };
}

/** Later words count where they say something (evidence/session-facts.ts). */
function factsOf(opened: Body, steps: readonly Step[]): Body {
  let facts: Body = { staff: opened['staff'] ?? null, purpose: opened['purpose'] ?? null };
  for (const { kind, body } of steps) {
    if (kind !== 'session.facts') continue;
    const said = Object.entries(memberOf(body, 'facts')).filter(([, value]) => value !== null);
    facts = { ...facts, ...Object.fromEntries(said) };
  }
  return facts;
}

/** By the id of an exception, the two who granted it. */
function approvers(scope: Scope): ReadonlyMap<string, readonly string[]> {
  const known = new Map<string, readonly string[]>();
  for (const { body } of entriesOf(scope, ['exception.granted'])) {
    const two = ['by', 'second'].flatMap((name) => {
      const { person } = memberOf(body, name);
      return typeof person === 'string' ? [person] : [];
    });
    known.set(textOf(body['exception']), two);
  }
  return known;
}

const mediumOf = (volume: Body): CellValue => {
  const { medium } = volume;
  return typeof medium === 'object' ? cellOf(memberOf(volume, 'medium')['id']) : cellOf(medium);
};

/** ISO 8601 as a clock shows it; what is no instant stays as it is. */
const clockOf = (value: JsonValue | undefined): CellValue =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? japanClock(value) : cellOf(value);

export function* sessionRows(scope: Scope): Generator<SheetRow> {
  const steps = stepsOf(scope);
  const counted = fileCounts(scope);
  const granted = approvers(scope);
  for (const { seq, id, practice } of sessionsInScope(scope)) {
    const entries = steps(id);
    const first = entries.find((step) => step.seq === seq);
    if (first === undefined) continue;
    const used = entries.filter(({ kind }) => kind === 'exception.used');
    const approved = used.flatMap(({ body }) => granted.get(textOf(body['exception'])) ?? []);
    yield {
      session: id,
      practice: practice === 0 ? 'no' : 'yes',
      approvedBy: [...new Set(approved)].join(', ') || null,
      exceptions: used.length,
      ...openedCells(scope, first),
      ...factCells(factsOf(first.body, entries)),
      ...endedCells(scope, entries, (ending) => counted(id, ending)),
      seq,
      hash: first.hash,
    };
  }
}

function openedCells({ mask }: Scope, { at, body }: Step): SheetRow {
  const [device, volume] = [memberOf(body, 'device'), memberOf(body, 'volume')];
  return {
    opened: japanClock(at),
    openedIso: japanIso(at),
    medium: mediumOf(volume),
    serial: cellOf(device['serial']),
    engine: cellOf(body['engine']),
    definitions: cellOf(body['definitions']),
    builtAt: clockOf(body['builtAt']),
    definitionsState: cellOf(body['state']),
    policy: cellOf(body['policy']),
    to: cellOf(body['to']),
    preset: cellOf(body['preset']),
    label: cellOf(body['label']),
    from: cellOf(body['from']),
    device: jsonOf(mask.json(body['device'] ?? null)),
    volume: jsonOf(mask.json(body['volume'] ?? null, 'volume')),
  };
}

const factCells = (facts: Body): SheetRow => ({
  staff: cellOf(facts['staff']),
  origin: cellOf(facts['origin']),
  sender: cellOf(facts['sender']),
  purpose: cellOf(facts['purpose']),
  patientId: cellOf(facts['patientId']),
  disposition: cellOf(facts['disposition']),
});

function endedCells(
  { mask }: Scope,
  entries: readonly Step[],
  counted: (ending: Ending) => FileCounts,
): SheetRow {
  const ending = endingOf(entries);
  const { at, outcome, body, error } = ending;
  const { total, blocked, infected, bytes } = counted(ending);
  const params = mask.json(memberOf(error, 'params')) as Body;
  const remarks = outcome === 'interrupted' ? { phase: body['phase'] ?? null } : NOTHING;
  return {
    total,
    blocked,
    infected,
    bytes,
    outcome,
    released: releasedOf(ending),
    remarks: lineOf({ ...remarks, ...params }) || null,
    closed: at === null ? null : japanClock(at),
    bytesRead: cellOf(body['bytesRead']),
    seconds: cellOf(body['seconds']),
    error: cellOf(error['code']),
    folder: cellOf(arrivalOf(entries).folder),
  };
}
