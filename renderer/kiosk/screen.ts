/** Which screen the kiosk shows: a pure function of the gate's snapshot and what this window knows itself. */

import type {
  GateView,
  MediumView,
  ResultView,
  SessionView,
  Snapshot,
} from '../../shared/contract/snapshot.ts';
import type { GateError } from '../../shared/errors.ts';
import { aboutResult, aboutSession, type About } from './about.ts';
import type { Candidate, Local, Outgoing } from './local.ts';
import { receptionPlace, type ReceptionPlace } from './reception.ts';
import { troubleOf, type TroubleKey } from './trouble.ts';

type In<S extends MediumView['state']> = Extract<MediumView, { readonly state: S }>;

export type Screen =
  | { readonly type: 'exit' }
  | { readonly type: 'suspect'; readonly medium: In<'suspect'> }
  | { readonly type: 'cancel'; readonly session: SessionView }
  | { readonly type: 'pin'; readonly about: About; readonly candidate: Candidate }
  | { readonly type: 'renew'; readonly about: About; readonly outgoing: Outgoing }
  | ({ readonly type: 'reception'; readonly about: About } & ReceptionPlace)
  | { readonly type: 'checking'; readonly session: SessionView }
  | { readonly type: 'files'; readonly result: ResultView; readonly session: string }
  | { readonly type: 'result'; readonly result: ResultView; readonly kind: ResultKind }
  | { readonly type: 'interrupted'; readonly sessions: Snapshot['interrupted'] }
  | { readonly type: 'admit'; readonly medium: In<'asking'> }
  | { readonly type: 'asking'; readonly medium: In<'asking'> }
  | { readonly type: 'refused'; readonly medium: In<'refused'> }
  | { readonly type: 'locked'; readonly medium: In<'locked'> }
  | { readonly type: 'unreadable'; readonly medium: In<'unreadable'> }
  | { readonly type: 'found'; readonly medium: In<'found' | 'queued' | 'gating'> }
  | { readonly type: 'removal'; readonly medium: In<'done' | 'removable' | 'stuck'> }
  | {
      readonly type: 'closed';
      readonly error: GateError;
      readonly trouble: TroubleKey;
      readonly retryAt: string | null;
    }
  | { readonly type: 'founding' }
  | { readonly type: 'opening' }
  | { readonly type: 'waiting' };

export type ResultKind =
  | { readonly type: 'released' | 'empty' | 'partial' | 'infected' | 'unscannable' | 'nothing' }
  | { readonly type: 'trouble'; readonly trouble: TroubleKey; readonly error: GateError };

const NO_CODE: GateError = { code: 'internal', params: {} };

export function resultKind(result: ResultView): ResultKind {
  switch (result.outcome) {
    case 'refused':
    case 'aborted':
    case 'interrupted': {
      const error = result.error ?? NO_CODE;
      return { type: 'trouble', trouble: troubleOf(error), error };
    }
    case 'released':
    case 'partial':
    case 'blocked': {
      // One detection outweighs everything else that can be said about a medium.
      if (result.reasons.some(({ verdict }) => verdict === 'infected')) return { type: 'infected' };
      if (result.outcome === 'partial') return { type: 'partial' };
      if (result.outcome === 'released') return { type: result.files.released === 0 ? 'empty' : 'released' };
      const unscannable = result.reasons.every(({ verdict }) => verdict === 'unscannable');
      return { type: unscannable && result.reasons.length > 0 ? 'unscannable' : 'nothing' };
    }
  }
}

/** What people are to read or to answer now; what was found on a medium before comes before the one that is checked behind it. */
type Subject =
  | { readonly of: 'result'; readonly result: ResultView }
  | { readonly of: 'session'; readonly session: SessionView };

function subjectOf({ unread: [unread], session, result }: Snapshot): Subject | null {
  if (unread !== undefined) return { of: 'result', result: unread };
  if (session !== null) return { of: 'session', session };
  return result === null ? null : { of: 'result', result };
}

/** Changes when something else is read or answered: nothing that was said or typed for the one holds for the other. */
export function subjectName(snapshot: Snapshot): string {
  const subject = subjectOf(snapshot);
  if (subject === null) return '';
  return subject.of === 'session' ? `session ${subject.session.id}` : `result ${subject.result.turn}`;
}

/** The gravest first. A device that may be typing by itself comes before everything, also before a session under way. */
export function screenOf(snapshot: Snapshot, local: Local): Screen {
  const subject = subjectOf(snapshot);
  const suspect = mediumIn(snapshot, ['suspect']);
  if (suspect !== undefined) return { type: 'suspect', medium: suspect };
  if (local.aside === 'exit') return { type: 'exit' };
  if (subject?.of === 'session') return sessionScreen(snapshot, subject.session, local);
  if (subject?.of === 'result') return resultScreen(snapshot, subject.result, local);
  if (snapshot.interrupted.length > 0) return { type: 'interrupted', sessions: snapshot.interrupted };
  return mediumScreen(snapshot, local) ?? gateScreen(snapshot);
}

function sessionScreen(snapshot: Snapshot, session: SessionView, local: Local): Screen {
  if (local.aside === 'cancel' && mayCancel(session)) return { type: 'cancel', session };
  return questionScreen(snapshot, aboutSession(session), local) ?? { type: 'checking', session };
}

/** Null when nothing is left to ask. */
function questionScreen(snapshot: Snapshot, about: About, local: Local): Screen | null {
  // Somebody who still owes a secret of their own is nobody yet: the core lets them answer nothing.
  const owing = local.who?.duty ?? null;
  const who = owing === null ? local.who : null;
  const place = receptionPlace({ about, asks: snapshot.asks, who }, local.revisited);
  if (place === null) return null;
  if (owing === 'change-secret' && local.outgoing !== null)
    return { type: 'renew', about, outgoing: local.outgoing };
  return place.step === 'who' && local.candidate !== null
    ? { type: 'pin', about, candidate: local.candidate }
    : { type: 'reception', about, ...place };
}

/** What somebody is being asked about just now; null: nobody is asked anything. */
export function askedAbout(snapshot: Snapshot, local: Local): About | null {
  const subject = subjectOf(snapshot);
  if (subject?.of === 'session') return aboutSession(subject.session);
  return subject?.of === 'result' && local.aside === 'telling' ? aboutResult(subject.result) : null;
}

/** Once files begin to appear it is too late. */
export const mayCancel = (session: SessionView): boolean =>
  session.phase === 'found' || session.phase === 'checking' || session.phase === 'waiting';

function resultScreen(snapshot: Snapshot, result: ResultView, local: Local): Screen {
  const about = askedAbout(snapshot, local);
  const question = about === null ? null : questionScreen(snapshot, about, local);
  if (question !== null) return question;
  return local.aside === 'files' && result.session !== null
    ? { type: 'files', result, session: result.session }
    : { type: 'result', result, kind: resultKind(result) };
}

function mediumIn<S extends MediumView['state']>(
  { media }: Snapshot,
  states: readonly S[],
): In<S> | undefined {
  return media.find((medium): medium is In<S> => (states as readonly string[]).includes(medium.state));
}

/** What a medium without a session needs: somebody's answer first, what is wrong with it next, then what goes on by itself. */
function mediumScreen(snapshot: Snapshot, local: Local): Screen | null {
  const asking = mediumIn(snapshot, ['asking']);
  if (asking !== undefined) return { type: local.aside === 'admit' ? 'admit' : 'asking', medium: asking };
  const found = mediumIn(snapshot, ['gating', 'found', 'queued']);
  if (found !== undefined && snapshot.gate.state !== 'closed') return { type: 'found', medium: found };
  const refused = mediumIn(snapshot, ['refused']);
  if (refused !== undefined) return { type: 'refused', medium: refused };
  const locked = mediumIn(snapshot, ['locked']);
  if (locked !== undefined) return { type: 'locked', medium: locked };
  const unreadable = mediumIn(snapshot, ['unreadable']);
  if (unreadable !== undefined) return { type: 'unreadable', medium: unreadable };
  const done = mediumIn(snapshot, ['stuck', 'done', 'removable']);
  return done === undefined ? null : { type: 'removal', medium: done };
}

function gateScreen({ gate, founding }: { readonly gate: GateView; readonly founding: boolean }): Screen {
  if (founding) return { type: 'founding' };
  switch (gate.state) {
    case 'closed':
      return { type: 'closed', error: gate.error, trouble: troubleOf(gate.error), retryAt: gate.retryAt };
    case 'opening':
      return { type: 'opening' };
    case 'open':
      return { type: 'waiting' };
  }
}
