/** The shape of doctor's words: for every thing in each of its states what it means and the next step, complete by type. */

import type { Finding, FindingFacts, FindingId, FindingLevel, FindingState } from '../model/finding.ts';
import type { Said } from './words.ts';

export type Speech<F> = Said | ((facts: F) => Said);

export type FindingWords = {
  readonly levels: Readonly<Record<FindingLevel, string>>;
  /** What was looked at, in a word or two. */
  readonly things: Readonly<Record<FindingId, string>>;
  /** `next` is empty only where nothing has to be done. */
  readonly said: {
    readonly [I in FindingId]: Readonly<Record<FindingState<I>, Speech<FindingFacts[I]>>>;
  };
};

export const speak = (what: string, next: string): Said => ({ what, next });
/** As it should be: nothing to do. */
export const fine = (what: string): Said => ({ what, next: '' });

export function sayFinding<I extends FindingId>(words: FindingWords, { id, facts }: Finding<I>): Said {
  const speeches: Readonly<Record<string, Speech<FindingFacts[I]>>> = words.said[id];
  const speech = speeches[facts.state];
  if (speech === undefined) throw new Error(`no words for ${id} ${facts.state}`);
  return typeof speech === 'function' ? speech(facts) : speech;
}
