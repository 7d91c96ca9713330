/** What the kiosk can ask for: who is there, what they say about a medium, and how it goes on. */

import { z } from 'zod';
import type { RequirableFact, SessionFacts } from '../model/facts.ts';
import { DISPOSITIONS, ORIGINS } from '../model/facts.ts';
import type { Duty } from '../model/people.ts';
import type { Role } from '../model/rights.ts';
import { PRESETS } from '../model/session.ts';
import type { FileLine, Page } from './records.ts';
import * as m from './method.ts';
import { BOTH, KIOSK, method } from './method.ts';
import type { ResultView, Snapshot } from './snapshot.ts';

/** Somebody to choose from at the kiosk: no more than a name and the identifier. */
export type Choice = { readonly id: string; readonly name: string };
/** Ends with the session, with its result where it began there, or after some minutes without use. `duty`: what has to be done before anything else. */
export type Identified = {
  readonly person: string;
  readonly name: string;
  readonly role: Role;
  readonly duty: Duty | null;
};

/** What a receipt shows. `head`: number and hash of the entry that ended the session; `fingerprint`: of the ledger's key. */
export type Receipt = {
  readonly session: string;
  readonly openedAt: string;
  readonly closedAt: string;
  readonly staffName: string | null;
  readonly facts: SessionFacts;
  readonly clinic: string;
  readonly practice: boolean;
  readonly engine: string | null;
  readonly definitions: string | null;
  readonly result: Pick<ResultView, 'outcome' | 'error' | 'files' | 'bytes' | 'folder' | 'label' | 'preset'>;
  readonly head: { readonly seq: number; readonly hash: string };
  readonly fingerprint: string;
};

/** Who is told by the identification; the rest may be said piece by piece, in any order. */
export const said = z.strictObject({
  origin: z.enum(ORIGINS).optional(),
  sender: m.line(200).optional(),
  purpose: m.line(500).optional(),
  patientId: m.line(64).optional(),
  disposition: z.enum(DISPOSITIONS).optional(),
});

const session = z.strictObject({ session: m.sessionId });
const insertion = z.strictObject({ insertion: m.handle });

export const KIOSK_METHODS = {
  'snapshot.read': method<Snapshot>()({ windows: BOTH, need: 'open', input: m.nothing, idle: true }),
  /** Tries to open a closed gate now instead of at the next minute. */
  'gate.retry': method<null>()({ windows: BOTH, need: 'open', input: m.nothing }),
  /** Takes the notice about sessions that the last run left unfinished off the screen; it stays in the record. */
  'notice.dismiss': method<null>()({ windows: BOTH, need: 'open', input: m.nothing }),

  /** Staff and administrators who are not disabled, by name. */
  'people.choose': method<readonly Choice[]>()({ windows: KIOSK, need: 'open', input: m.nothing }),
  /**
   * Says who stands there, and for which session they will speak: without one, for the one under way, else for the one of
   * the last result. Errors: those of `login`.
   */
  'kiosk.identify': method<Identified>()({
    windows: KIOSK,
    need: 'open',
    input: m.credentials.extend({ session: m.sessionId.optional() }),
  }),
  'kiosk.leave': method<null>()({ windows: KIOSK, need: 'open', input: m.nothing }),
  /** Null while nobody is identified. */
  'kiosk.who': method<Identified | null>()({ windows: KIOSK, need: 'open', input: m.nothing, idle: true }),

  /**
   * Of the session under way, or of one whose result is still to be read: `not-found` for any other, `login-ended` for
   * somebody who identified for another. The teller is the one who is responsible, if nobody was before.
   */
  'facts.tell': method<{ readonly facts: SessionFacts; readonly missing: readonly RequirableFact[] }>()({
    windows: KIOSK,
    need: 'session.facts',
    input: z.strictObject({ session: m.sessionId, facts: said }),
  }),
  'preset.choose': method<null>()({
    windows: KIOSK,
    need: 'session.facts',
    input: z.strictObject({ session: m.sessionId, preset: z.enum(PRESETS) }),
  }),
  /** Ends the session under way with nothing released, unless the files are visible already. Whoever is there may. */
  'session.cancel': method<null>()({ windows: KIOSK, need: 'open', input: session }),
  /** Takes that result off the screen, and no other: one that is gone already is nothing to say a word about. */
  'session.dismiss': method<null>()({
    windows: KIOSK,
    need: 'open',
    input: z.strictObject({ turn: z.int().positive() }),
  }),
  /** The files of the session under way or of a result that is still to be read, and of no other. `held`: only what did not go in. */
  'session.files': method<Page<FileLine>>()({
    windows: KIOSK,
    need: 'open',
    input: z.strictObject({
      session: m.sessionId,
      held: z.boolean(),
      after: m.cursor.nullable(),
      limit: m.pageLimit,
    }),
  }),
  /** Of a result that is still to be read at a kiosk, of any session in an administrator's window. */
  'receipt.read': method<Receipt>()({ windows: BOTH, need: 'open', input: session }),

  /** Lets go of a medium that is done; `not-found` for one that is not there. */
  'medium.eject': method<null>()({ windows: BOTH, need: 'open', input: insertion }),
  /** An administrator's word, given at the kiosk itself, for one insertion of a medium that nobody registered. */
  'guest.admit': method<null>()({
    windows: KIOSK,
    need: 'open',
    input: z.strictObject({ insertion: m.handle, by: m.credentials }),
  }),
  'guest.refuse': method<null>()({ windows: KIOSK, need: 'open', input: insertion }),

  /**
   * Brings up the administrator's window, where everything asks for a login; not every desktop shows a tray to do it from.
   * `not-found` where the host has no window to show.
   */
  'admin.open': method<null>()({ windows: KIOSK, need: 'open', input: m.nothing }),
  /** Leaves full screen, on an administrator's word. */
  'kiosk.exit': method<null>()({
    windows: KIOSK,
    need: 'open',
    input: z.strictObject({ by: m.credentials }),
  }),
  /** Ends the program, on an administrator's word; a session under way is aborted with nothing released. */
  'app.quit': method<null>()({ windows: BOTH, need: 'open', input: z.strictObject({ by: m.credentials }) }),
} as const;
