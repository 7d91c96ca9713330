/** The watcher around the machine: effects in order, failures contained, nothing left running. */

import { afterEach, describe, expect, it } from 'vitest';
import type { Ticket } from '../../electron/core/media/insertion/state.ts';
import { hasSlept } from '../../electron/core/media/rounds.ts';
import { startWatcher } from '../../electron/core/media/watcher.ts';
import type { Watcher, WatcherDeps, WatcherSettings } from '../../electron/core/media/watcher.ts';
import { gateError } from '../../shared/errors.ts';
import type { GateError } from '../../shared/errors.ts';
import type { MediaEvent } from '../../shared/model/media-event.ts';
import { err, ok } from '../../shared/result.ts';
import { createFakeHotplug } from '../fakes/fake-hotplug.ts';
import { createFakeMounter, createFakeVolumes } from '../fakes/fake-volumes.ts';
import { folderVolume, KEYBOARD, stick, STORAGE, volume } from './samples.ts';

type Session = {
  readonly ticket: Ticket;
  finish(): void;
  fail(error: Error): void;
  aborted: GateError | null;
};

async function stage(
  parts: {
    readonly hotplug?: ReturnType<typeof createFakeHotplug>;
    readonly volumes?: ReturnType<typeof createFakeVolumes>;
    readonly deps?: Partial<WatcherDeps>;
    readonly settings?: Partial<WatcherSettings>;
  } = {},
) {
  const hotplug = parts.hotplug ?? createFakeHotplug();
  const volumes = parts.volumes ?? createFakeVolumes();
  const mounter = createFakeMounter();
  const told: MediaEvent[] = [];
  const order: string[] = [];
  const sessions: Session[] = [];
  watcher = await startWatcher(
    {
      hotplug,
      volumes,
      mounter,
      probe: { mark: () => Promise.resolve(ok(null)) },
      clock: { now: () => Date.now(), monotonic: () => performance.now() },
      log: () => undefined,
      record: (drafts) => {
        order.push(...drafts.map((draft) => `record ${draft.kind}`));
        return ok(null);
      },
      registry: () => [],
      tell: (event) => {
        told.push(event);
        order.push(event.event);
      },
      gate: (ticket) => {
        const { promise, resolve, reject } = Promise.withResolvers<null>();
        const session: Session = {
          ticket,
          aborted: null,
          finish: () => resolve(null),
          fail: reject,
        };
        sessions.push(session);
        order.push('gate');
        return {
          done: promise,
          abort: (error) => {
            session.aborted = error;
            resolve(null);
          },
        };
      },
      ...parts.deps,
    },
    {
      guests: 'allow',
      canAsk: false,
      ownPaths: ['/srv/inbox'],
      mountRoots: ['/media'],
      mountAfterMs: 20,
      eject: true,
      rounds: { idleMs: 20, busyMs: 20 },
      ...parts.settings,
    },
  );
  const words = (): readonly string[] => told.map((event) => event.event).filter((word) => word !== 'queue');
  const until = (test: () => unknown): Promise<unknown> =>
    expect.poll(test, { timeout: 10_000, interval: 5 }).toBeTruthy();
  return { hotplug, volumes, mounter, told, order, sessions, words, until };
}

let watcher: Watcher | null = null;
afterEach(async () => {
  await watcher?.stop();
  watcher = null;
});

describe('the watcher', () => {
  it('gates a stick, lets it go and says so; the ledger is always told first', async () => {
    const s = await stage();
    s.hotplug.plug(stick());
    s.volumes.set(volume());
    await s.until(() => s.sessions.length === 1);
    s.sessions[0]?.finish();
    await s.until(() => s.words().includes('removable'));
    expect(s.order.filter((word) => word !== 'queue')).toEqual([
      'record device.seen',
      'device',
      'record volume.seen',
      'record volume.mounted',
      'volume',
      'gate',
      'record medium.ejected',
      'removable',
    ]);
    expect(s.mounter.calls).toEqual(['eject /dev/sdb1']);
  });

  it('gates what was there before it, device and all', async () => {
    const s = await stage({ hotplug: createFakeHotplug([stick()]), volumes: createFakeVolumes(volume()) });
    await s.until(() => s.sessions.length === 1);
    expect(s.sessions[0]?.ticket).toMatchObject({ device: { id: stick().id }, volume: { tie: 'tied' } });
  });

  it('mounts what nobody mounts', async () => {
    const s = await stage();
    s.hotplug.plug(stick());
    s.volumes.set(volume({ id: 'u', state: 'unmounted', mountPoint: null }));
    await s.until(() => s.mounter.calls.length === 1);
    s.volumes.set(volume());
    await s.until(() => s.sessions.length === 1);
    expect(s.mounter.calls).toEqual(['mount /dev/sdb1']);
  });

  it('refuses a stick with a keyboard and never touches it', async () => {
    const s = await stage();
    s.hotplug.plug(stick({ interfaces: [STORAGE, KEYBOARD] }));
    s.volumes.set(volume({ readOnly: false }));
    await s.until(() => s.words().includes('volume'));
    expect(s.words()).toEqual(['device', 'suspect', 'volume']);
    expect(s.sessions).toEqual([]);
    expect(s.mounter.calls).toEqual([]);
  });

  it('aborts at the pull and gates the next one', async () => {
    const s = await stage();
    s.hotplug.plug(stick());
    s.volumes.set(volume(), folderVolume());
    await s.until(() => s.sessions.length === 1);
    s.hotplug.unplug(stick().id);
    expect(s.sessions[0]?.aborted).toEqual(gateError('medium-gone'));
    s.volumes.set(folderVolume());
    await s.until(() => s.sessions.length === 2);
    expect(s.mounter.calls).toEqual([]);
  });

  it('sees by the slow poll what no notice told', async () => {
    const s = await stage();
    s.volumes.setQuietly(folderVolume());
    await s.until(() => s.sessions.length === 1);
    s.volumes.setQuietly();
    await s.until(() => s.sessions[0]?.aborted?.code === 'medium-gone');
  });

  it('finds after sleep that a stick has gone', async () => {
    let asleep = 0;
    const clock = { now: () => Date.now() + asleep, monotonic: () => performance.now() };
    const s = await stage({ deps: { clock } });
    s.hotplug.plug(stick());
    s.hotplug.vanish(stick().id);
    asleep = 3_600_000;
    await s.until(() => s.words().includes('removed'));
  });

  it('survives a session that throws, at once or later, and goes on with the next', async () => {
    let calls = 0;
    const s = await stage({
      volumes: createFakeVolumes(folderVolume(), folderVolume({ id: 'b' }), folderVolume({ id: 'c' })),
      deps: {
        gate: () => {
          calls += 1;
          if (calls === 1) throw new Error('a bug');
          const { promise, resolve, reject } = Promise.withResolvers<null>();
          if (calls === 2) reject(new Error('another'));
          return { done: promise, abort: () => resolve(null) };
        },
      },
    });
    await s.until(() => calls === 3);
    expect(s.words().filter((word) => word === 'trouble')).toHaveLength(2);
  });

  it('goes on without USB, and says so once', async () => {
    const hotplug = createFakeHotplug();
    hotplug.available = false;
    const s = await stage({ hotplug, volumes: createFakeVolumes(folderVolume()) });
    await s.until(() => s.sessions.length === 1);
    const troubles = s.told.filter((event) => event.event === 'trouble');
    expect(troubles).toEqual([{ event: 'trouble', error: gateError('hotplug-unavailable') }]);
  });

  it('says once that volumes cannot be listed, and does not take that for removal', async () => {
    const s = await stage({ volumes: createFakeVolumes(folderVolume()) });
    await s.until(() => s.sessions.length === 1);
    const before = s.volumes.lists;
    s.volumes.available = false;
    await s.until(() => s.volumes.lists > before + 3);
    expect(s.sessions[0]?.aborted).toBeNull();
    expect(s.words().filter((word) => word === 'trouble')).toHaveLength(1);
  });

  it('tells when the ledger takes nothing, and refuses all the same', async () => {
    const s = await stage({ deps: { record: () => err(gateError('ledger-failed')) } });
    s.hotplug.plug(stick({ interfaces: [STORAGE, KEYBOARD] }));
    s.volumes.set(volume());
    await s.until(() => s.words().includes('volume'));
    expect(s.words()).toContain('trouble');
    expect(s.sessions).toEqual([]);
  });

  it('stops by aborting and waiting, and says nothing afterwards', async () => {
    const s = await stage({ volumes: createFakeVolumes(folderVolume()) });
    await s.until(() => s.sessions.length === 1);
    await watcher?.stop();
    watcher = null;
    expect(s.sessions[0]?.aborted?.code).toBe('cancelled');
    const told = s.told.length;
    s.hotplug.plug(stick());
    s.volumes.set();
    expect(s.told.length).toBe(told);
  });

  it.each([
    ['nothing', 2_000, 2_000, false],
    ['a busy machine', 6_000, 6_000, false],
    ['sleep with a clock that stands still', 3_600_000, 2_000, true],
    ['sleep with a clock that runs on', 3_600_000, 3_600_000, true],
    ['a wall clock set back', -3_600_000, 2_000, true],
  ])('takes %s for what it is', (_what, wall, monotonic, slept) => {
    expect(hasSlept({ wall: 0, monotonic: 0 }, { wall, monotonic }, 2_000)).toBe(slept);
  });
});
