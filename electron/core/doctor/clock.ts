/** Whether the clock can be right: time never stands before what was recorded or built in it. */

import type { FindingFacts } from '../../../shared/model/finding.ts';
import { isFuture } from '../scan/definitions/state.ts';

/** `now`: milliseconds since 1970; the others ISO 8601, null when there is nothing to compare with. */
export function examineClock(
  now: number,
  newestEntry: string | null,
  definitionsBuilt: string | null,
): FindingFacts['clock'] {
  const facts = { now: new Date(now).toISOString(), newestEntry, definitionsBuilt };
  if (definitionsBuilt !== null && isFuture(Date.parse(definitionsBuilt), now)) {
    return { ...facts, state: 'before-definitions' };
  }
  if (newestEntry !== null && Date.parse(newestEntry) > now) return { ...facts, state: 'before-ledger' };
  return { ...facts, state: newestEntry === null && definitionsBuilt === null ? 'unknown' : 'plausible' };
}
