/** Sheet D, operations: every entry that no other sheet shows, with who did it, to what, and what it says. */

import { japanClock, japanIso } from '../../../../shared/japan-time.ts';
import type { JsonValue } from '../../../../shared/model/ledger.ts';
import { NOT_OPERATIONS } from '../../../../shared/model/sheets.ts';
import type { LedgerRow } from '../entry.ts';
import { parseBody } from '../tables.ts';
import type { CellValue } from './cell.ts';
import {
  boundsOf,
  cellOf,
  ENTRIES_IN_SCOPE,
  lineOf,
  memberOf,
  textOf,
  type Body,
  type Bounds,
  type Scope,
  type SheetRow,
} from './scope.ts';

/** A clock that went back shows in both periods: the one it left and the one it came into. */
const SELECT = `SELECT l.* FROM ledger l
  WHERE l.kind NOT IN (${NOT_OPERATIONS.map((kind) => `'${kind}'`).join(', ')}) AND l.kind <> 'file'
    AND ((${ENTRIES_IN_SCOPE})
      OR (l.kind = 'clock.backwards' AND l.seq <= @through
        AND (@from IS NULL OR json_extract(l.body, '$.previous') >= @from)
        AND (@to IS NULL OR json_extract(l.body, '$.previous') < @to)))
  ORDER BY l.seq`;

/** Who did it: a person or the console's user; logins tell of themselves; older entries name only their staff. */
function actorOf(kind: string, body: Body): CellValue {
  const by = memberOf(body, 'by');
  const actor = by['person'] ?? by['user'] ?? body['staff'] ?? null;
  return cellOf(actor === null && kind.startsWith('login.') ? (body['person'] ?? null) : actor);
}

/** What it was done to, by the first of these that the body names. */
const SUBJECTS = ['person', 'medium', 'exception', 'file', 'backup', 'target', 'insertion', 'version'];

const subjectOf = (body: Body): CellValue => {
  const name = SUBJECTS.find((key) => typeof body[key] === 'string');
  return name === undefined ? null : cellOf(body[name]);
};

/** Of changed settings what differs; the whole of them stands in the ledger. */
function contentOf(kind: string, body: Body): Body {
  const { by: _by, ...rest } = body;
  if (kind !== 'settings.changed') return rest;
  const changes = Array.isArray(body['changes']) ? (body['changes'] as readonly JsonValue[]) : [];
  const told = changes.map((change) => {
    const { at, before, after } = change as Body;
    return [textOf(at), `${JSON.stringify(before)} → ${JSON.stringify(after)}`] as const;
  });
  return { ...Object.fromEntries(told), previous: body['previous'] ?? null };
}

export function* operationRows(scope: Scope): Generator<SheetRow> {
  const practice = scope.db.prepare<[string], number>('SELECT practice FROM sessions WHERE id = ?').pluck();
  const ofSession = (session: string | null): CellValue => {
    const found = session === null ? undefined : practice.get(session);
    return found === undefined ? null : found === 0 ? 'no' : 'yes';
  };
  for (const row of scope.db.prepare<[Bounds], LedgerRow>(SELECT).iterate(boundsOf(scope))) {
    const { at, kind, session, seq, hash } = row;
    const body = parseBody(row.body);
    yield {
      at: japanClock(at),
      kind,
      by: actorOf(kind, body),
      subject: subjectOf(body),
      content: lineOf(scope.mask.json(contentOf(kind, body), kind) as Body) || null,
      session,
      practice: typeof body['practice'] === 'boolean' ? cellOf(body['practice']) : ofSession(session),
      atIso: japanIso(at),
      seq,
      hash,
    };
  }
}
