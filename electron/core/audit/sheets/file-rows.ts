/** Sheet C, the files: a row a file, with verdict, reason, where it went and whether it arrived identical. */

import { japanClock, japanIso } from '../../../../shared/japan-time.ts';
import { parseBody } from '../tables.ts';
import type { CellValue } from './cell.ts';
import {
  boundsOf,
  cellOf,
  lineOf,
  memberOf,
  SESSIONS_IN_SCOPE,
  stepsOf,
  textOf,
  type Body,
  type Bounds,
  type Scope,
  type SheetRow,
  type Step,
} from './scope.ts';
import { arrivalOf } from './session-ending.ts';

/** As arrays: at 1,000,000 rows an object for each is a tenth of the whole time. */
type Source = readonly [
  seq: number,
  at: string,
  body: string,
  hash: string,
  session: string,
  practice: number,
];

/** A reason's parameters in one line; of a detection the signature's name alone. */
function detailOf({ mask }: Scope, file: Body): CellValue {
  const detail = memberOf(file, 'detail');
  const names = Object.keys(detail);
  if (names.length === 0) return null;
  if (names.length === 1 && names[0] === 'signature') return cellOf(detail['signature']);
  return lineOf(mask.json(detail, 'detail') as Body);
}

/** Entries of one batch share their time. */
export function clockFaces(): (at: string) => { readonly at: string; readonly atIso: string } {
  let last = '';
  let faces = { at: '', atIso: '' };
  return (at) => {
    if (at !== last) faces = { at: japanClock(at), atIso: japanIso(at) };
    last = at;
    return faces;
  };
}

type OfSession = {
  readonly session: string;
  readonly arrived: CellValue;
  readonly exceptions: ReadonlyMap<string, CellValue>;
};

const COMMON = ['release.arrived', 'session.interrupted', 'exception.used'];

/** What all files of a session have in common, read once for each. */
function commonOf(session: string, steps: readonly Step[]): OfSession {
  const used = steps.filter(({ kind }) => kind === 'exception.used');
  return {
    session,
    arrived: arrivalOf(steps).identical,
    exceptions: new Map(used.map(({ body }) => [textOf(body['path']), cellOf(body['exception'])])),
  };
}

/** The entry of its use is the proof; a file's own entry names it as well since exceptions count in sessions. */
const exceptionOf = ({ exception, path }: Body, { exceptions }: OfSession): CellValue =>
  exceptions.size === 0 ? cellOf(exception) : (exceptions.get(textOf(path)) ?? cellOf(exception));

export function* fileRows(scope: Scope): Generator<SheetRow> {
  const steps = stepsOf(scope, COMMON);
  const faces = clockFaces();
  const rows = scope.db
    .prepare<[Bounds], Source>(
      `SELECT l.seq, l.at, l.body, l.hash, s.id, s.practice
       FROM sessions s CROSS JOIN files f ON f.session = s.id CROSS JOIN ledger l ON l.seq = f.seq
       WHERE ${SESSIONS_IN_SCOPE} AND +f.seq <= @through ORDER BY s.seq, f.seq`,
    )
    .raw();
  let common: OfSession | null = null;
  for (const [seq, at, body, hash, session, practice] of rows.iterate(boundsOf(scope))) {
    if (common?.session !== session) common = commonOf(session, steps(session));
    const file = parseBody(body);
    const { destination } = file;
    const { at: clock, atIso } = faces(at);
    yield {
      session,
      practice: practice === 0 ? 'no' : 'yes',
      n: cellOf(file['n']),
      path: cellOf(file['path']),
      size: cellOf(file['size']),
      sha256: cellOf(file['sha256']),
      type: cellOf(file['type']),
      verdict: cellOf(file['verdict']),
      reason: cellOf(file['reason']),
      detail: file['detail'] === null ? null : detailOf(scope, file),
      destination: cellOf(destination),
      arrived: destination === null ? null : common.arrived,
      at: clock,
      atIso,
      raw: cellOf(file['raw']),
      cached: cellOf(file['cached']),
      exception: exceptionOf(file, common),
      seq,
      hash,
    };
  }
}
