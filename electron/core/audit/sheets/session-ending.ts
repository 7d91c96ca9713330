/** How a session stood at the scope's moment, told by its own entries: what was counted, what arrived, how it ended. */

import type { JsonValue } from '../../../../shared/model/ledger.ts';
import type { CellValue } from './cell.ts';
import { cellOf, memberOf, NOTHING, textOf, type Body, type Step } from './scope.ts';

/** `counts` is null while the session runs, and where it ended without its last entry: then its files tell. */
export type Ending = {
  readonly at: string | null;
  readonly outcome: string | null;
  readonly counts: { readonly total: number; readonly released: number; readonly blocked: number } | null;
  readonly body: Body;
  readonly error: Body;
};

const ENDINGS = ['session.closed', 'session.refused', 'session.interrupted'];

const count = (body: Body, name: string): number => {
  const value = body[name];
  return typeof value === 'number' ? value : 0;
};

export function endingOf(steps: readonly Step[]): Ending {
  const step = steps.find(({ kind }) => ENDINGS.includes(kind));
  if (step === undefined) return { at: null, outcome: null, counts: null, body: NOTHING, error: NOTHING };
  const { at, kind, body } = step;
  if (kind === 'session.refused') {
    const counts = { total: 0, released: 0, blocked: 0 };
    return { at, outcome: 'refused', counts, body, error: body };
  }
  if (kind === 'session.interrupted')
    return { at, outcome: 'interrupted', counts: null, body, error: NOTHING };
  const files = memberOf(body, 'files');
  const counts = {
    total: count(files, 'total'),
    released: count(files, 'released'),
    blocked: count(files, 'blocked'),
  };
  return { at, outcome: textOf(body['outcome'] ?? 'aborted'), counts, body, error: memberOf(body, 'error') };
}

/** Files that are known to have arrived, also where only the look after a crash could tell. */
export function releasedOf(ending: Ending): number {
  return ending.counts?.released ?? count(memberOf(ending.body, 'arrived'), 'files');
}

/** `identical`: whether what was released was read back identical: told by its arrival, or by the look after a crash. */
export function arrivalOf(steps: readonly Step[]): {
  readonly identical: CellValue;
  readonly folder: JsonValue;
} {
  const step = steps.findLast(({ kind }) => kind === 'release.arrived' || kind === 'session.interrupted');
  if (step === undefined) return { identical: null, folder: null };
  if (step.kind === 'release.arrived') return { identical: 'yes', folder: step.body['folder'] ?? null };
  const { identical, folder } = memberOf(step.body, 'arrived');
  return { identical: cellOf(identical), folder: folder ?? null };
}
