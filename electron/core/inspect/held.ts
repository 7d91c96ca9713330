/** A finding of inspection: why a file is held back, and where in it the cause lies. */

import type { Detail, Judgement } from '../../../shared/model/verdict.ts';

export type Held = Exclude<Judgement, { verdict: 'clean' }>;

/** A member's path in a report is cut to this many UTF-16 units. */
const MAX_SHOWN = 512;

export const shown = (text: string): string =>
  text.length > MAX_SHOWN ? text.slice(0, MAX_SHOWN).toWellFormed() : text.toWellFormed();

/** Says that the cause lies in that member; of nested archives the members' paths are joined by `/`. */
export function inMember(held: Held, member: string): Held {
  const inner = held.detail['member'];
  const path = typeof inner === 'string' ? `${member}/${inner}` : member;
  const detail: Detail = { ...held.detail, member: shown(path) };
  return { ...held, detail };
}
