/**
 * Watches for media and has each one gated: takes what the ports report, asks the machine (insertion/step.ts) what it
 * means, and performs what it answers. Survives whatever one medium, one session or one tool does.
 */

import type { Result } from '../../../shared/result.ts';
import type { Clock, LedgerDraft } from '../ports.ts';
import { noInsertions } from './insertion/state.ts';
import type { InsertionContext, InsertionEvent } from './insertion/state.ts';
import { nextDeadline, step } from './insertion/step.ts';
import { createLister } from './lister.ts';
import { createPerformer } from './performer.ts';
import type { PerformerDeps } from './performer.ts';
import type { Hotplug, Stop, Volumes } from './ports.ts';
import type { Guests, Registry } from './registry.ts';
import { hasSlept, lookNow, SETTLING_MS } from './rounds.ts';
import type { Rounds } from './rounds.ts';

export type WatcherDeps = PerformerDeps & {
  readonly hotplug: Hotplug;
  readonly volumes: Volumes;
  readonly clock: Clock;
  /** Appends to the ledger; called before anything that the entries speak of is told or done. */
  readonly record: (drafts: readonly LedgerDraft[]) => Result<unknown>;
  readonly registry: () => Registry;
};

export type WatcherSettings = {
  readonly guests: Guests;
  /** Somebody can answer `ask` events with `answer`. */
  readonly canAsk: boolean;
  /** Destination and data folder, resolved: what carries them is never a medium. */
  readonly ownPaths: readonly string[];
  readonly mountRoots: readonly string[];
  /** How long another program may take to mount a medium before we do, ms; null: never. */
  readonly mountAfterMs: number | null;
  readonly eject: boolean;
  readonly rounds: Rounds;
};

export type Watcher = {
  answer(insertion: string, allow: boolean, staff: string | null): void;
  /** Tries once more to let go of a medium that was `stuck`. */
  eject(insertion: string): void;
  /** Looks at everything again, for instance because the system said that it woke up. */
  rescan(): void;
  /** Aborts the session under way, waits for its end, and leaves no process behind. */
  stop(): Promise<void>;
};

export async function startWatcher(deps: WatcherDeps, settings: WatcherSettings): Promise<Watcher> {
  const { hotplug, volumes, clock, log, tell } = deps;
  let state = noInsertions;
  let stopped = false;
  let busyUntil = 0;
  const inbox: InsertionEvent[] = [];
  let working = false;
  let deadline: NodeJS.Timeout | undefined;
  let round: NodeJS.Timeout | undefined;

  const context = (): InsertionContext => ({
    ...settings,
    now: clock.monotonic(),
    registry: deps.registry(),
  });

  function dispatch(event: InsertionEvent): void {
    if (stopped) return;
    inbox.push(event);
    // Effects may bring new events about; they wait until this one is worked off.
    if (working) return;
    working = true;
    try {
      for (let next = inbox.shift(); next !== undefined; next = inbox.shift()) work(next);
    } finally {
      working = false;
    }
    setDeadline();
  }

  function work(event: InsertionEvent): void {
    const answer = step(state, event, context());
    state = answer.state;
    const drafts = answer.effects.flatMap((effect) => (effect.type === 'record' ? [effect.draft] : []));
    if (drafts.length > 0) {
      const recorded = deps.record(drafts);
      // Refusals stand all the same, and no session opens without the ledger.
      if (!recorded.ok) tell({ event: 'trouble', error: recorded.error });
    }
    for (const effect of answer.effects) performer.perform(effect);
  }

  function setDeadline(): void {
    clearTimeout(deadline);
    const due = nextDeadline(state, settings.mountAfterMs);
    if (due === null || stopped) return;
    deadline = setTimeout(
      () => {
        dispatch({ type: 'tick' });
      },
      Math.max(0, due - clock.monotonic()) + 1,
    );
  }

  const lister = createLister(
    { hotplug, volumes },
    {
      devices: (devices, atStart) => {
        dispatch({ type: 'devices', devices, atStart });
      },
      volumes: (listed) => {
        dispatch({ type: 'volumes', volumes: listed });
      },
      failed: (error) => {
        log('warn', `media.${error.code}`);
        if (!stopped) tell({ event: 'trouble', error });
      },
    },
  );

  const performer = createPerformer(deps, lister, dispatch);

  function startRounds(): void {
    const isBusy = performer.running || clock.monotonic() < busyUntil;
    const plannedMs = isBusy ? settings.rounds.busyMs : settings.rounds.idleMs;
    const before = lookNow(clock);
    round = setTimeout(() => {
      if (hasSlept(before, lookNow(clock), plannedMs)) lister.devices();
      lister.volumes();
      startRounds();
    }, plannedMs);
  }

  function somethingPlugged(): void {
    lister.plugged();
    busyUntil = clock.monotonic() + SETTLING_MS;
    clearTimeout(round);
    if (!stopped) startRounds();
    lister.volumes();
  }

  const stops: Stop[] = [];
  const following = await hotplug.watch({
    attached: (device) => {
      dispatch({ type: 'attached', device });
      somethingPlugged();
    },
    detached: (id) => {
      dispatch({ type: 'detached', id });
      somethingPlugged();
    },
  });
  if (following.ok) {
    stops.push(following.value);
    await lister.firstDevices();
  } else {
    // Media still show as volumes; without USB, what sits on USB is not identified and stays out.
    log('warn', 'media.hotplug-unavailable');
    tell({ event: 'trouble', error: following.error });
  }
  stops.push(await volumes.watch(lister.volumes));
  lister.volumes();
  startRounds();

  return {
    answer: (insertion, allow, staff) => {
      dispatch({ type: 'answered', insertion, allow, staff });
    },
    eject: (insertion) => {
      dispatch({ type: 'eject-asked', insertion });
    },
    rescan: () => {
      lister.devices();
      lister.volumes();
    },
    async stop() {
      stopped = true;
      clearTimeout(deadline);
      clearTimeout(round);
      lister.stop();
      await Promise.allSettled([performer.stop(), ...stops.map((one) => one())]);
    },
  };
}
