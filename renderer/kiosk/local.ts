/** What only this window knows: who identified, which question was gone back to, which page is open beside the way. */

import type { Choice, Identified } from '../../shared/contract/kiosk.ts';
import type { GateError } from '../../shared/errors.ts';
import type { ReceptionStep } from './reception.ts';

/** Somebody who was chosen by name, or an identifier that was typed or read off a card; the secret is still asked for. */
export type Candidate = { readonly identifier: string; readonly name: string | null };

/** The secret that an administrator gave out, and the one-time code beside it. */
export type Outgoing = { readonly current: string; readonly code: string | undefined };

/** `telling`: somebody answers, at the result, what nobody was asked before. */
export type Aside = 'files' | 'telling' | 'cancel' | 'exit' | 'admit';

export type Local = {
  readonly who: Identified | null;
  readonly candidate: Candidate | null;
  /** What was just typed, for as long as it takes to choose another one in its place; null at all other times. */
  readonly outgoing: Outgoing | null;
  readonly revisited: ReceptionStep | null;
  readonly aside: Aside | null;
  /** The last call that failed, until the next one; shown where it was made. */
  readonly fault: GateError | null;
};

export const NOBODY: Local = {
  who: null,
  candidate: null,
  outgoing: null,
  revisited: null,
  aside: null,
  fault: null,
};

export type LocalEvent =
  | { readonly type: 'chosen'; readonly choice: Choice }
  | { readonly type: 'typed'; readonly identifier: string }
  | { readonly type: 'unchosen' }
  | { readonly type: 'identified'; readonly who: Identified; readonly outgoing?: Outgoing }
  /** Their own secret is chosen. */
  | { readonly type: 'renewed' }
  | { readonly type: 'left' }
  | { readonly type: 'back-to'; readonly step: ReceptionStep }
  | { readonly type: 'answered' }
  | { readonly type: 'failed'; readonly error: GateError }
  | { readonly type: 'aside'; readonly aside: Aside | null }
  /** Nobody touched the screen for a while, or another session began: nothing of the one before is left. */
  | { readonly type: 'anew' };

export function change(local: Local, event: LocalEvent): Local {
  switch (event.type) {
    case 'chosen':
      return { ...local, candidate: { identifier: event.choice.id, name: event.choice.name }, fault: null };
    case 'typed':
      return { ...local, candidate: { identifier: event.identifier, name: null }, fault: null };
    case 'unchosen':
      return { ...local, candidate: null, fault: null };
    case 'identified':
      return {
        ...local,
        who: event.who,
        candidate: null,
        outgoing: event.who.duty === null ? null : (event.outgoing ?? null),
        revisited: null,
        fault: null,
      };
    case 'renewed':
      return {
        ...local,
        who: local.who === null ? null : { ...local.who, duty: null },
        outgoing: null,
        fault: null,
      };
    case 'left':
      return { ...local, who: null, candidate: null, outgoing: null, revisited: null, fault: null };
    case 'back-to':
      // Going back to the first question is going away: somebody else may stand there now.
      return event.step === 'who'
        ? { ...local, who: null, candidate: null, outgoing: null, revisited: null, fault: null }
        : { ...local, revisited: event.step, fault: null };
    case 'answered':
      return { ...local, revisited: null, fault: null };
    case 'failed':
      return { ...local, fault: event.error };
    case 'aside':
      return { ...local, aside: event.aside, fault: null };
    case 'anew':
      return NOBODY;
  }
}
