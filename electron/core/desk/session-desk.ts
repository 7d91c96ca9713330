/** The session under way and the results of those before, as the screens see them; and what people may do about them. */

import type { ResultView, SessionPhase, SessionView } from '../../../shared/contract/snapshot.ts';
import { resultsIn } from '../../../shared/contract/snapshot.ts';
import type { GateError } from '../../../shared/errors.ts';
import { gateError } from '../../../shared/errors.ts';
import type { RequirableFact, SessionFacts } from '../../../shared/model/facts.ts';
import { missingFacts, NO_FACTS } from '../../../shared/model/facts.ts';
import type { Actor } from '../../../shared/model/people.ts';
import type { Preset, Progress } from '../../../shared/model/session.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Beginning } from '../medium-turn.ts';
import type { Ticket } from '../media/insertion/state.ts';
import type { Clock } from '../ports.ts';
import type { SessionResult } from '../session/job.ts';
import type { RunningSession } from '../session/run.ts';
import type { Board, SnapshotPart } from './board.ts';
import { createPatience } from './patience.ts';
import { createRemaining } from './remaining.ts';
import { mustBeRead, resultOf, withUnread, type Told } from './result-view.ts';

export type SessionDesk = {
  /** `again`: ends this session and begins another on the same medium, checked as that kind of medium. */
  began(ticket: Ticket, running: RunningSession, at: Beginning): void;
  progress(progress: Progress): void;
  ended(insertion: string, result: SessionResult): void;
  refused(
    insertion: string,
    error: GateError,
    medium: { readonly label: string; readonly preset: Preset },
  ): void;
  /** The session under way, by its id: `not-found {session}` for any other. */
  under(id: string): Result<Under>;
  /** Whether people may say something of it: it is under way, or its result is still to be read. Else `not-found`. */
  tellable(id: string): Result<null>;
  /** What somebody said was taken down; the screens hear of it. `staffName`: of the person who is responsible. */
  told(id: string, facts: SessionFacts, staffName: string | null): readonly RequirableFact[];
  /** Takes that result off the screen, whatever nobody said of it. */
  dismiss(turn: number): void;
  /**
   * What kind of medium it is decides what its files are held against, so another kind means another check; what was
   * said stays said. `busy` once the decision is being recorded, `medium-gone` without the medium.
   */
  choose(id: string, preset: Preset, by: Actor): Result<null>;
  /** Media came or went. */
  mediaChanged(): void;
  readonly running: boolean;
  /** Ends the session under way with nothing released, unless its files are visible already. */
  abort(): void;
  /** Settles when no session is under way. */
  idle(): Promise<void>;
};

export type Under = { readonly running: RunningSession; readonly insertion: string };

export type SessionDeskPorts = {
  readonly board: Board;
  readonly clock: Clock;
  readonly practice: boolean;
  /** How long a session waits for answers. */
  readonly answerWithinMs: number;
  readonly required: () => readonly RequirableFact[];
  readonly standing: (insertion: string) => ResultView['medium'];
  readonly tellProgress: (view: SessionView) => void;
  /** `instead`: the session that makes way for this one. */
  readonly begun: (session: string, instead: string | null) => void;
  /** A session is over, or its result was put away: identifications made for it end with it. `null`: nothing began. */
  readonly over: (session: string | null) => void;
};

const PHASES: Readonly<Record<Progress['phase'], SessionPhase>> = {
  inventory: 'found',
  checking: 'checking',
  waiting: 'waiting',
  recording: 'recording',
  releasing: 'releasing',
};

const NO_PROGRESS = { files: 0, filesDone: 0, bytes: 0, bytesDone: 0, found: 0, secondsLeft: null };

export function createSessionDesk(ports: SessionDeskPorts): SessionDesk {
  const { board, clock } = ports;
  let under: (Under & { readonly done: Promise<unknown>; readonly beginning: Beginning }) | null = null;
  /** A kind was chosen and the session begins anew: what was known of the one before. */
  let carried: (Told & { readonly of: string }) | null = null;
  let remaining = createRemaining();
  /** What the screens show; the board holds the same but for progress between two snapshots. */
  let view: SessionView | null = null;
  let turn = 0;
  const patience = createPatience(
    ports.answerWithinMs,
    () =>
      view !== null &&
      ports.standing(view.insertion) === 'gone' &&
      board.now.queue.some(({ insertion }) => insertion !== view?.insertion),
    () =>
      under?.running.abort(
        gateError('facts-missing', { reason: 'unanswered', facts: view?.missing.join(', ') ?? '' }),
      ),
  );

  const nothingSaid = (): Told => ({
    facts: NO_FACTS,
    missing: missingFacts(NO_FACTS, ports.required()),
    staffName: null,
  });

  function show(next: SessionView | null): void {
    view = next;
    board.change({ session: next });
  }

  /** What another session takes the place of, where somebody has to read it first. */
  function kept(): SnapshotPart {
    const { result, unread } = board.now;
    return result !== null && mustBeRead(result) ? { result: null, unread: withUnread(unread, result) } : {};
  }

  function end(ended: Omit<ResultView, 'medium' | 'turn'>): void {
    turn += 1;
    const result = { ...ended, turn, medium: ports.standing(ended.insertion) };
    carried = null;
    under = null;
    view = null;
    patience.over();
    board.change({ ...kept(), session: null, result });
    ports.over(result.session);
  }

  return {
    began(ticket, running, beginning) {
      remaining = createRemaining();
      const { device, volume } = ticket;
      under = { running, insertion: ticket.insertion, beginning, done: running.done.catch(() => undefined) };
      const { of: instead, ...known } = carried ?? { of: null, ...nothingSaid() };
      carried = null;
      patience.over();
      board.change(kept());
      ports.begun(running.id, instead);
      show({
        id: running.id,
        insertion: ticket.insertion,
        phase: 'found',
        startedAt: new Date(clock.now()).toISOString(),
        label: ticket.name,
        device: device === null ? null : { vendor: device.vendor, product: device.product },
        volume: { fileSystem: volume.fileSystem, bytes: volume.bytes },
        registered: ticket.medium?.name ?? null,
        preset: beginning.wish.preset,
        presetChosen: instead !== null,
        ...known,
        progress: NO_PROGRESS,
      });
    },

    progress(progress) {
      if (view?.id !== progress.session) return;
      const phase = PHASES[progress.phase];
      const turned = phase !== view.phase;
      view = { ...view, phase, progress: remaining.show(progress, clock.monotonic()) };
      if (turned) {
        board.change({ session: view });
        if (phase === 'waiting') patience.again();
        else patience.over();
      }
      ports.tellProgress(view);
    },

    ended(insertion, result) {
      const last = view?.id === result.session ? view : null;
      const { facts, missing, staffName } = last ?? nothingSaid();
      end(
        resultOf(result, {
          insertion,
          label: last?.label ?? '',
          preset: last?.preset ?? 'general',
          practice: ports.practice,
          told: { facts, missing, staffName },
          at: clock.now(),
        }),
      );
    },

    refused(insertion, error, { label, preset }) {
      end({
        session: null,
        insertion,
        at: new Date(clock.now()).toISOString(),
        outcome: 'refused',
        error,
        label,
        preset,
        files: { total: 0, released: 0, blocked: 0 },
        bytes: 0,
        seconds: 0,
        folder: null,
        practice: ports.practice,
        reasons: [],
        detections: [],
        ...nothingSaid(),
        missing: [],
      });
    },

    under: (id) => (under?.running.id === id ? ok(under) : err(gateError('not-found', { session: id }))),

    tellable: (id) =>
      // A result that nobody has to read is hidden by the session that comes after it.
      under?.running.id === id ||
      board.now.unread.some(({ session }) => session === id) ||
      (under === null && board.now.result?.session === id)
        ? ok(null)
        : err(gateError('not-found', { session: id })),

    told(id, facts, staffName) {
      const missing = missingFacts(facts, ports.required());
      const { result, unread } = board.now;
      const withWord = (one: ResultView): ResultView =>
        one.session === id ? { ...one, facts, missing, staffName } : one;
      if (view?.id === id) {
        show({ ...view, facts, missing, staffName });
        if (view.phase === 'waiting' && missing.length > 0) patience.again();
      } else
        board.change({ unread: unread.map(withWord), result: result === null ? null : withWord(result) });
      return missing;
    },

    dismiss(which) {
      const { result, unread } = board.now;
      const gone = resultsIn(board.now).find((one) => one.turn === which);
      if (gone === undefined) return;
      board.change({
        unread: unread.filter((one) => one !== gone),
        ...(result === gone ? { result: null } : {}),
      });
      ports.over(gone.session);
    },

    choose(id, preset, by) {
      if (under === null || view?.id !== id) return err(gateError('not-found', { session: id }));
      if (view.preset === preset) {
        show({ ...view, presetChosen: true });
        return ok(null);
      }
      if (view.phase === 'recording' || view.phase === 'releasing')
        return err(gateError('busy', { session: id }));
      if (ports.standing(view.insertion) === 'gone') return err(gateError('medium-gone'));
      const { facts, missing, staffName } = view;
      carried = { of: id, facts, missing, staffName };
      const { staff, purpose, ...rest } = facts;
      const { beginning } = under;
      beginning.again({ ...beginning.wish, preset, staff, purpose, told: { actor: by, facts: rest } });
      return ok(null);
    },

    mediaChanged: () => patience.look(),

    get running() {
      return under !== null;
    },
    abort: () => under?.running.abort(),
    async idle() {
      await under?.done;
    },
  };
}
