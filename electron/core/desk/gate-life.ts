/** Keeps the gate open: opens it over the clinic, watches for media while it is, and tries again while it is not. */

import type { GateError } from '../../../shared/errors.ts';
import { gateError } from '../../../shared/errors.ts';
import type { GateView } from '../../../shared/contract/snapshot.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Clinic } from '../clinic.ts';
import { openGate, type Gate } from '../gatekeeper.ts';
import type { Watcher } from '../media/watcher.ts';
import type { Clock, EngineIdentity, Log } from '../ports.ts';
import { watchMedia, type WatchListener } from '../watching.ts';
import type { DeskSettings } from './ports.ts';

export type GateLife = {
  readonly gate: Gate | null;
  readonly watcher: Watcher | null;
  /** Opens a closed gate now; settles when that was tried. */
  retry(): Promise<void>;
  /** Closes and opens once the session under way is over; what the engine then runs with, or why there is none. */
  restart(): Promise<Result<EngineIdentity>>;
  /** Watches with what the settings say now; the engine stays as it is. Waits for the session under way. */
  rewatch(): Promise<void>;
  /** A medium was refused for what the gate itself lacks: opens anew at once, and if that was just tried, in a minute. */
  distrust(error: GateError): Promise<void>;
  close(): Promise<void>;
};

export type GateLifePorts = {
  readonly settings: DeskSettings;
  readonly clock: Clock;
  readonly log: Log;
  readonly clinic: () => Result<Clinic>;
  /** Settles when no session is under way. */
  readonly sessionsOver: () => Promise<void>;
  readonly listener: WatchListener;
  readonly show: (view: GateView, gate: Gate | null) => void;
};

const RETRY_MS = 60_000;

export function keepGateOpen(ports: GateLifePorts): GateLife {
  const { settings, clock } = ports;
  let gate: Gate | null = null;
  let watcher: Watcher | null = null;
  let openSince: string | null = null;
  let timer: NodeJS.Timeout | undefined;
  let ended = false;
  /** Monotonic ms. */
  let distrusted = -Infinity;
  let refusal: GateError = gateError('engine-missing');
  /** One opening or closing after the other. */
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  };

  const stamp = (ms: number): string => new Date(ms).toISOString();

  function closed(error: GateError): void {
    clearTimeout(timer);
    refusal = error;
    if (ended) return;
    timer = setTimeout(() => void inTurn(open), RETRY_MS).unref();
    ports.show({ state: 'closed', error, retryAt: stamp(clock.now() + RETRY_MS) }, gate);
  }

  async function open(): Promise<void> {
    clearTimeout(timer);
    if (ended || watcher !== null) return;
    ports.show({ state: 'opening' }, gate);
    const watching = await tryToOpen().catch((thrown: unknown): Result<Watcher> => {
      ports.log('error', 'desk.gate-bug', { name: thrown instanceof Error ? thrown.name : 'unknown' });
      return err(gateError('internal', { part: 'gate' }));
    });
    if (!watching.ok) {
      closed(watching.error);
      return;
    }
    watcher = watching.value;
    openSince ??= stamp(clock.now());
    ports.show({ state: 'open', engine: gate?.engine.engine ?? '', since: openSince }, gate);
  }

  /** The engine first, also where no inbox was chosen yet: whoever sets the gate up wants to know whether it runs. */
  async function tryToOpen(): Promise<Result<Watcher>> {
    const clinic = ports.clinic();
    if (!clinic.ok) return clinic;
    if (gate === null) {
      const { definitionsDir, practice, porter } = settings;
      const own = { definitionsDir, practice, policy: null };
      const opened = await openGate(clinic.value, { ...own, ...(porter === undefined ? {} : { porter }) });
      if (!opened.ok) return opened;
      gate = opened.value;
    }
    const present = clinic.value.settings.current();
    if (!present.ok) return present;
    const { inbox, policy } = present.value.settings;
    const to = settings.to ?? inbox.dir;
    if (to === null) return err(gateError('destination-missing', { reason: 'not-chosen' }));
    return watchMedia(
      gate,
      {
        dataDir: settings.dataDir,
        to,
        preset: inbox.preset,
        staff: null,
        purpose: null,
        facts: 'kiosk',
        guests: policy.guests,
        canAsk: true,
        mountRoots: settings.mountRoots,
      },
      ports.listener,
      ...(settings.platform === undefined ? [] : [settings.platform]),
    );
  }

  async function unwatch(): Promise<void> {
    const watching = watcher;
    watcher = null;
    await watching?.stop();
  }

  async function shut(): Promise<void> {
    const standing = gate;
    openSince = null;
    await unwatch();
    gate = null;
    await standing?.close();
  }

  return {
    get gate() {
      return gate;
    },
    get watcher() {
      return watcher;
    },
    retry: () => inTurn(open),
    restart: () =>
      inTurn(async () => {
        await ports.sessionsOver();
        await shut();
        await open();
        return gate === null ? err(refusal) : ok(gate.engine);
      }),
    rewatch: () =>
      inTurn(async () => {
        await ports.sessionsOver();
        await unwatch();
        await open();
      }),
    distrust: (error) =>
      inTurn(async () => {
        await ports.sessionsOver();
        await shut();
        const justTried = clock.monotonic() - distrusted < RETRY_MS;
        distrusted = clock.monotonic();
        if (justTried) closed(error);
        else await open();
      }),
    close() {
      // At once: what waits for its turn opens nothing any more.
      ended = true;
      clearTimeout(timer);
      return inTurn(shut);
    },
  };
}
