/** Sheet E, what was looked through: reviews signed in the period or about it, and the drills held in it. */

import { daysPeriod, isJapanDate, japanDate, japanIso } from '../../../../shared/japan-time.ts';
import type { JsonValue } from '../../../../shared/model/ledger.ts';
import { cellOf, entriesOf, memberOf, textOf, type Body, type Scope, type SheetRow } from './scope.ts';

export function* reviewRows(scope: Scope): Generator<SheetRow> {
  for (const { seq, at, kind, hash, body } of entriesOf(scope, ['review.signed', 'drill.held'])) {
    const held = within(scope, at, at);
    if (!held && !(kind === 'review.signed' && isAbout(scope, body))) continue;
    const by = memberOf(body, 'by');
    yield {
      by: cellOf(by['person'] ?? by['user']),
      signed: japanDate(at),
      remarks: cellOf(body['remarks']),
      ...(kind === 'review.signed' ? reviewCells(body) : drillCells(body)),
      atIso: japanIso(at),
      seq,
      hash,
    };
  }
}

/** Whether the time from `first` to `last` touches the period. UTC, ISO 8601. */
function within({ period: { from, to } }: Scope, first: string, last: string): boolean {
  return (from === null || last >= from) && (to === null || first < to);
}

/** March is often signed in April: the review belongs to both fiscal years. */
function isAbout(scope: Scope, { first, last }: Body): boolean {
  if (typeof first !== 'string' || typeof last !== 'string') return false;
  if (!isJapanDate(first) || !isJapanDate(last)) return false;
  const about = daysPeriod(first, last);
  return within(scope, about.from, new Date(Date.parse(about.to) - 1).toISOString());
}

function reviewCells(body: Body): SheetRow {
  const through = memberOf(body, 'through');
  return {
    kind: 'review',
    first: cellOf(body['first']),
    last: cellOf(body['last']),
    sessions: cellOf(body['sessions']),
    throughSeq: cellOf(through['seq']),
    throughHash: cellOf(through['hash']),
  };
}

function drillCells(body: Body): SheetRow {
  const results = Array.isArray(body['results']) ? (body['results'] as readonly JsonValue[]) : [];
  const told = results.map((result) => {
    const { check, expected, found, passed } = result as Body;
    const text = `${textOf(check)}: ${textOf(found)}`;
    return passed === true ? text : `${text} (${textOf(expected)})`;
  });
  return { kind: 'drill', passed: cellOf(body['passed']), results: told.join('; ') };
}
