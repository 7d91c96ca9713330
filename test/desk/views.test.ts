/** The pure parts of what is shown: media, remaining time, the board's numbers, values that come too fast. */

import { describe, expect, it } from 'vitest';
import { createBoard } from '../../electron/core/desk/board.ts';
import { applyMedia, type MediaViews } from '../../electron/core/desk/media-view.ts';
import { createRemaining } from '../../electron/core/desk/remaining.ts';
import { mustBeRead, withUnread } from '../../electron/core/desk/result-view.ts';
import { firstSnapshot } from '../../electron/core/desk/standing.ts';
import { inTurns, throttled } from '../../electron/core/desk/throttled.ts';
import type { ResultView, Snapshot } from '../../shared/contract/snapshot.ts';
import type { MediaEvent, VolumeFacts } from '../../shared/model/media-event.ts';
import type { Progress } from '../../shared/model/session.ts';

const volume = { id: 'v', name: 'KENSA' } as VolumeFacts;
const progress = (done: number): Progress => ({
  session: 's',
  phase: 'checking',
  files: 100,
  filesDone: done,
  bytes: 1000,
  bytesDone: done * 10,
  found: 0,
});

describe('results that nobody read', () => {
  const one = (turn: number, verdict: 'infected' | 'blocked'): ResultView =>
    ({
      turn,
      outcome: 'blocked',
      reasons: [{ verdict, reason: 'macro', files: 1 }],
    }) as unknown as ResultView;

  it('are all whose files did not all go in', () => {
    const read = (['released', 'partial', 'blocked', 'refused', 'aborted', 'interrupted'] as const).filter(
      (outcome) => !mustBeRead({ ...one(1, 'blocked'), outcome }),
    );
    expect(read).toEqual(['released']);
  });

  it('are bounded, and a detection is the last to make way', () => {
    const many = (verdict: 'infected' | 'blocked') =>
      Array.from({ length: 31 }, (_, n) => one(n + 2, verdict));
    const turns = (unread: readonly ResultView[]) => unread.map(({ turn }) => turn);
    expect(withUnread([one(1, 'infected')], one(2, 'blocked'))).toHaveLength(2);
    expect(turns(withUnread([one(1, 'infected'), ...many('blocked')], one(33, 'blocked')))).toEqual(
      expect.not.arrayContaining([2]),
    );
    expect(turns(withUnread([one(1, 'infected'), ...many('blocked')], one(33, 'blocked')))[0]).toBe(1);
    expect(turns(withUnread([one(1, 'infected'), ...many('infected')], one(33, 'infected')))[0]).toBe(2);
  });
});

describe('media on the screen', () => {
  it.each<[MediaEvent, string | undefined]>([
    [{ event: 'volume', insertion: 'i1', volume }, 'found'],
    [{ event: 'locked', insertion: 'i1', volume, lock: 'bitlocker' }, 'locked'],
    [{ event: 'unreadable', insertion: 'i1', volume, why: 'unformatted' }, 'unreadable'],
    [{ event: 'ask', insertion: 'i1', volume }, 'asking'],
    [{ event: 'removable', insertion: 'i1', how: 'ejected' }, 'removable'],
    [{ event: 'stuck', insertion: 'i1', error: { code: 'medium-eject-failed', params: {} } }, 'stuck'],
    [{ event: 'refused', insertion: 'i1', reason: 'guest', device: null, volume, medium: null }, 'refused'],
    [{ event: 'removed', insertion: 'i1', device: null, volumes: [], when: 'after' }, undefined],
  ])('%j', (event, state) => {
    if (event.event === 'queue' || event.event === 'trouble') throw new Error('not about one insertion');
    const before = applyMedia(new Map(), { event: 'volume', insertion: 'i1', volume });
    const after = applyMedia(before, event).get('i1');
    expect(after?.state).toBe(state);
    if (state !== undefined) expect(after?.volume).toBe(volume);
  });

  it('stay bounded, whatever a hub pretends to hold', () => {
    let views: MediaViews = new Map();
    for (let at = 0; at < 500; at += 1)
      views = applyMedia(views, { event: 'volume', insertion: `i${at}`, volume });
    expect(views.size).toBe(32);
  });
});

describe('the remaining time', () => {
  it('is unknown at first, then falls with the work', () => {
    const remaining = createRemaining();
    expect(remaining.show(progress(0), 0).secondsLeft).toBeNull();
    expect(remaining.show(progress(1), 2000).secondsLeft).toBeNull();
    expect(remaining.show(progress(50), 10_000).secondsLeft).toBe(10);
    expect(remaining.show(progress(100), 20_000).secondsLeft).toBe(0);
    expect(remaining.show({ ...progress(0), phase: 'releasing' }, 21_000).secondsLeft).toBeNull();
  });
});

describe('the board', () => {
  const host = { kind: 'web' } as Parameters<typeof firstSnapshot>[1];
  const settings = { app: 'x', practice: false } as Parameters<typeof firstSnapshot>[0];

  it('numbers every change and tells those of one turn together; what is the same is no change', async () => {
    const told: Snapshot[] = [];
    const board = createBoard(
      firstSnapshot(settings, host),
      () => 0,
      (snapshot) => told.push(snapshot),
    );
    board.change({ founding: true });
    board.change({ clinic: { name: 'みどり', contact: '' } });
    board.change({ clinic: { name: 'みどり', contact: '' } });
    await new Promise(setImmediate);
    expect(told.map(({ seq }) => seq)).toEqual([3]);
    expect(told[0]).toMatchObject({ founding: true, clinic: { name: 'みどり' } });
    board.change({ founding: true });
    await new Promise(setImmediate);
    expect(told).toHaveLength(1);
  });
});

describe('values that come too fast', () => {
  it('are thinned to ten a second, and the last one is told', async () => {
    const clock = { monotonic: () => performance.now() };
    const told: number[] = [];
    const thin = throttled(clock, (value: number) => told.push(value));
    for (let value = 0; value < 1000; value += 1) thin.tell(value);
    expect(told).toEqual([0]);
    await expect.poll(() => told).toEqual([0, 999]);
  });

  it('never let an earlier look end after a later one', async () => {
    const ends: number[] = [];
    const waits: (() => void)[] = [];
    let begun = 0;
    const look = inTurns(
      async () => {
        const mine = (begun += 1);
        await new Promise<void>((resolve) => waits.push(resolve));
        ends.push(mine);
      },
      () => undefined,
    );
    for (let asked = 0; asked < 5; asked += 1) look();
    for (let round = 0; round < 3; round += 1) {
      waits.shift()?.();
      await new Promise(setImmediate);
    }
    expect(ends).toEqual([1, 2]);
  });
});
