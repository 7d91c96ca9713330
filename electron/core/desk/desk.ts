/**
 * The desk: everything that windows see and do, over one clinic and one gate. It lives as long as its host, whatever
 * happens to either, and no window's nonsense ends it.
 */

import { METHODS } from '../../../shared/contract.ts';
import type { WindowKind } from '../../../shared/contract/method.ts';
import { gateError } from '../../../shared/errors.ts';
import { err, type Result } from '../../../shared/result.ts';
import { openOverview, type Overview } from '../audit/overview.ts';
import { openRecords, type Records } from '../audit/records.ts';
import { openClinic, type Clinic } from '../clinic.ts';
import type { Gate } from '../gatekeeper.ts';
import type { Clock, Log } from '../ports.ts';
import { systemClock } from '../system-clock.ts';
import { createFreeSpace } from '../transfer/patience.ts';
import { createAtKiosk } from './at-kiosk.ts';
import { createBoard } from './board.ts';
import { newConnection, type Connection } from './connection.ts';
import { createExports, sweepExports } from './exports.ts';
import { keepGateOpen } from './gate-life.ts';
import { createHandlers, type Handlers } from './handlers.ts';
import { createHub, type Listener } from './hub.ts';
import { createJobs } from './jobs.ts';
import { createLogins } from './logins.ts';
import { createMediaBoard } from './media-board.ts';
import { createMendings, type Mendings } from './mendings.ts';
import { ANSWER_WITHIN_MS } from './patience.ts';
import type { DeskSettings, HostPorts } from './ports.ts';
import type { Room } from './room.ts';
import { createSessionDesk, type SessionDesk } from './session-desk.ts';
import { definitionsView, firstSnapshot, standing } from './standing.ts';
import { inTurns, throttled } from './throttled.ts';

export type Desk = {
  readonly handlers: Handlers;
  /** A window of that kind has opened; its host keeps the connection and lets no window see it. */
  connect(window: WindowKind): Connection;
  /** The window is gone: whoever was logged in there is logged out. */
  disconnect(connection: Connection): void;
  listen(connection: Connection, listener: Listener): () => void;
  /** Whether whoever is at this window may call that method now. */
  authorise(connection: Connection, method: keyof typeof METHODS): Result<null>;
  /** A method was called and answered. */
  called(connection: Connection, method: keyof typeof METHODS): void;
  readonly log: Log;
  /** Something of the host's own broke and was mended. */
  readonly mended: Mendings['note'];
  /** Ends a session under way with nothing released, closes gate and clinic. Safe to call again. */
  close(): Promise<void>;
};

const EVERY_MINUTE_MS = 60_000;
/** How late an idle log-out may come. */
const IDLE_LOOK_MS = 5_000;

/** Opens at once; clinic and gate follow, and are tried again for as long as they do not open. */
export function openDesk(settings: DeskSettings, host: HostPorts, clock: Clock = systemClock): Desk {
  let clinic: Result<Clinic> = err(gateError('internal', { part: 'clinic' }));
  let records: Records | null = null;
  let overview: Overview | null = null;
  const log: Log = (level, event, facts) => {
    if (clinic.ok) clinic.value.log(level, event, facts);
  };
  const mendings = createMendings({ ledger: () => (clinic.ok ? clinic.value.ledger : null), clock, log });
  const connections = new Set<Connection>();
  const hub = createHub(log);
  const board = createBoard(
    firstSnapshot(settings, host),
    () => clock.now(),
    (snapshot) => hub.tell('snapshot', snapshot),
  );

  /** A folder that another gate holds may be free the next time; what is open stays open. */
  function clinicNow(): Result<Clinic> {
    if (clinic.ok) return clinic;
    const { dataDir, app, hasher } = settings;
    clinic = openClinic({ dataDir, app, ...(hasher === undefined ? {} : { hasher }) }, clock);
    if (clinic.ok) sweepExports(dataDir);
    mendings.flush();
    return clinic;
  }
  function reading<T>(present: T | null, open: () => Result<T>, keep: (opened: T) => void): Result<T> {
    if (present !== null) return { ok: true, value: present };
    const opened = open();
    if (opened.ok) keep(opened.value);
    return opened;
  }

  const media = createMediaBoard(board);
  const tellProgress = throttled(clock, ({ id, phase, progress }: NonNullable<typeof board.now.session>) =>
    hub.tell('progress', { seq: board.now.seq, session: id, phase, progress }),
  );
  const atKiosk = createAtKiosk(
    connections,
    () => logins,
    (connection, how) => hub.tellOne(connection, 'login-ended', how),
    (session) => sessions.tellable(session).ok,
  );
  const sessions: SessionDesk = createSessionDesk({
    board,
    clock,
    practice: settings.practice,
    answerWithinMs: settings.answerWithinMs ?? ANSWER_WITHIN_MS,
    required: () => board.now.asks,
    standing: (insertion) => media.standing(insertion),
    tellProgress: (view) => tellProgress.tell(view),
    begun: (session, instead) => atKiosk.begun(session, instead),
    over(session) {
      if (!sessions.running) tellProgress.drop();
      atKiosk.over(session);
      refresh();
    },
  });
  const logins = createLogins({
    clinic: () => clinic,
    clock,
    ended: (connection, how) => hub.tellOne(connection, 'login-ended', { how }),
  });

  let lastOpened: Gate | null = null;
  const gate = keepGateOpen({
    settings,
    clock,
    log,
    clinic: clinicNow,
    sessionsOver: () => sessions.idle(),
    listener: {
      media: (event) => {
        media.apply(event);
        sessions.mediaChanged();
      },
      progress: (progress) => sessions.progress(progress),
      started: (ticket, running, beginning) => {
        media.mark(ticket.insertion, { state: 'gating' });
        sessions.began(ticket, running, beginning);
      },
      finished: (insertion, result) => {
        media.mark(insertion, { state: 'done' });
        sessions.ended(insertion, result);
      },
      refused: (insertion, error) => {
        const medium = board.now.media.find((one) => one.insertion === insertion);
        media.mark(insertion, { state: 'done' });
        sessions.refused(insertion, error, {
          label: medium?.volume?.name ?? '',
          preset: presetNow(),
        });
        // A medium that stays in would meet the same gate again and again.
        if (/^(?:engine|definitions|ledger)-/.test(error.code)) void gate.distrust(error);
      },
    },
    show(view, opened) {
      if (view.state === 'opening') media.clear();
      const news = opened?.recovered ?? [];
      board.change({
        gate: view,
        ...(opened === null
          ? {}
          : { definitions: definitionsView(opened.engine, opened.clinic.reference.now()) }),
        ...(opened === null || opened === lastOpened || news.length === 0
          ? {}
          : { interrupted: news.map(toNotice) }),
      });
      lastOpened = opened ?? lastOpened;
      refresh();
    },
  });
  const presetNow = () => {
    const present = clinic.ok ? clinic.value.settings.current() : clinic;
    return present.ok ? present.value.settings.inbox.preset : 'general';
  };
  const toNotice = ({ session, phase, arrived }: NonNullable<typeof gate.gate>['recovered'][number]) => ({
    session,
    phase,
    arrived,
  });

  let closing: Promise<void> | null = null;
  const free = createFreeSpace();
  const look = inTurns(
    async () => board.change(await standing(settings, clinic, gate.gate, free)),
    () => {
      if (closing === null) log('error', 'desk.refresh-bug');
    },
  );
  /** Nothing is looked at any more once the clinic is closing. */
  function refresh(): void {
    if (closing === null) look();
  }

  const fetching: { now: Room['fetching']['now'] } = { now: null };
  const room: Room = {
    settings,
    host,
    clock,
    log,
    clinic: () => clinic,
    records: () =>
      reading(
        records,
        () => openRecords(settings),
        (opened) => (records = opened),
      ),
    overview: () =>
      reading(
        overview,
        () => openOverview(settings),
        (opened) => (overview = opened),
      ),
    board,
    gate,
    sessions,
    media,
    logins,
    atKiosk,
    exports: createExports(settings.dataDir),
    verifying: createJobs({ clock, log }, (job, state) => hub.tell('verify-progress', { job, ...state })),
    exporting: createJobs({ clock, log }, (job, state) => hub.tell('export-progress', { job, ...state })),
    packing: createJobs({ clock, log }, (job, state) => hub.tell('pack-progress', { job, ...state })),
    updating: createJobs({ clock, log }, (job, state) =>
      hub.tell('update-progress', { job, fetching: fetching.now, ...state }),
    ),
    drilling: createJobs({ clock, log }, (job, state) => hub.tell('drill-progress', { job, ...state })),
    fetching,
    refresh,
  };

  clinicNow();
  refresh();
  const minute = setInterval(() => {
    refresh();
    mendings.flush();
    const { definitions } = board.now;
    if (gate.gate !== null && definitions.state === 'expired' && !sessions.running) void gate.restart();
  }, EVERY_MINUTE_MS);
  const idle = setInterval(() => logins.sweep(connections), IDLE_LOOK_MS);
  void gate.retry();

  async function close(): Promise<void> {
    clearInterval(minute);
    clearInterval(idle);
    for (const connection of [...connections]) disconnect(connection);
    const closed = gate.close();
    // First of all: jobs and the gate's own turns may be waiting for its end.
    sessions.abort();
    const jobs = [room.verifying, room.exporting, room.packing, room.updating, room.drilling];
    await Promise.all([closed, ...jobs.map((kind) => kind.close())]);
    tellProgress.drop();
    board.close();
    records?.close();
    overview?.close();
    mendings.flush(true);
    if (clinic.ok) await clinic.value.close();
  }

  function disconnect(connection: Connection): void {
    connection.closed = true;
    connections.delete(connection);
    logins.leave(connection);
  }

  return {
    handlers: createHandlers(room),
    connect(window) {
      const connection = newConnection(window, clock.monotonic());
      connections.add(connection);
      return connection;
    },
    disconnect,
    listen: (connection, listener) => hub.listen(connection, listener),
    authorise(connection, method) {
      const { need } = METHODS[method];
      if (need === 'open') return { ok: true, value: null };
      return logins.may(connection, need === 'login' ? 'status.read' : need);
    },
    called(connection, method) {
      if (METHODS[method].idle) return;
      logins.used(connection);
      refresh();
    },
    log,
    mended: (mended, written) => mendings.note(mended, written),
    close: () => (closing ??= close()),
  };
}
