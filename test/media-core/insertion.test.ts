/** The way of a medium from plugged in to removed, as a pure machine: order, turns, removal, and what is said when. */

import { describe, expect, it } from 'vitest';
import { nextDeadline } from '../../electron/core/media/insertion/step.ts';
import { gateError } from '../../shared/errors.ts';
import { err, ok } from '../../shared/result.ts';
import { machine } from './machine.ts';
import { folderVolume, stick, volume } from './samples.ts';

describe('a stick', () => {
  it('is told, gated, let go and gone, in this order', () => {
    const m = machine();
    m.plug(stick());
    m.volumes(volume());
    m.finish(volume().id);
    m.feed({ type: 'ejected', insertion: 'i1', result: ok('powered-off') });
    m.volumes();
    m.unplug(stick().id);
    expect(m.words).toEqual(['device', 'volume', 'removable', 'removed']);
    expect(m.recorded).toEqual([
      'device.seen',
      'volume.seen',
      'volume.mounted',
      'medium.ejected',
      'medium.removed',
    ]);
    expect(m.last('removed')?.when).toBe('ejected');
    expect(m.gated).toEqual([
      expect.objectContaining({ insertion: 'i1', mountPoint: '/media/desk/CT', name: '紹介状 CT' }),
    ]);
    expect(m.gated[0]?.device).toMatchObject({ serial: stick().serial, interfaces: ['08/06/50'] });
    expect(m.gated[0]?.volume).toMatchObject({ tie: 'tied', fileSystem: 'exfat' });
    expect(m.state.volumes.size + m.state.devices.size).toBe(0);
  });

  it('may be removed only when the system let it go', () => {
    const m = machine();
    m.plug(stick());
    m.volumes(volume());
    m.finish(volume().id);
    expect(m.words).not.toContain('removable');
    m.feed({ type: 'ejected', insertion: 'i1', result: err(gateError('medium-eject-failed')) });
    expect(m.words.at(-1)).toBe('stuck');
    m.feed({ type: 'eject-asked', insertion: 'i1' });
    m.feed({ type: 'ejected', insertion: 'i1', result: ok('unmounted') });
    expect(m.words.at(-1)).toBe('removable');
  });

  it('that comes again starts afresh', () => {
    const m = machine();
    m.plug(stick());
    m.volumes(volume());
    m.unplug(stick().id);
    m.finish(volume().id);
    m.volumes();
    const again = stick({ id: 'usb:001:6' });
    m.plug(again);
    m.volumes(volume({ id: '102', block: 'sdb1@8' }));
    expect(m.gated.map((ticket) => ticket.insertion)).toEqual(['i1', 'i2']);
  });

  it('that was there at the start is gated as well', () => {
    const m = machine();
    m.feed({ type: 'devices', devices: [stick()], atStart: true });
    m.volumes(volume());
    expect(m.gated).toHaveLength(1);
  });

  it('is not mounted again after it was unmounted, but checked again once somebody mounts it', () => {
    const m = machine();
    m.plug(stick());
    m.volumes(volume());
    m.finish(volume().id);
    m.feed({ type: 'ejected', insertion: 'i1', result: ok('unmounted') });
    m.volumes(volume({ id: 'sdb1@7:unmounted', state: 'unmounted', mountPoint: null }));
    m.pass(10_000);
    expect(m.effects('mount')).toEqual([]);
    m.volumes(volume({ id: '150' }));
    expect(m.gated).toHaveLength(2);
  });

  it('gets its name from its mount point when it has no label', () => {
    const m = machine();
    m.volumes(folderVolume({ mountPoint: '/media/desk/検査 2026' }));
    expect(m.gated[0]?.name).toBe('検査 2026');
  });
});

describe('removal', () => {
  it('during a session aborts it, and the next medium waits for its end', () => {
    const m = machine();
    m.plug(stick());
    m.volumes(volume());
    const other = folderVolume();
    m.volumes(volume(), other);
    m.unplug(stick().id);
    expect(m.effects('abort')).toEqual([
      { type: 'abort', volume: volume().id, error: gateError('medium-gone') },
    ]);
    expect(m.last('removed')).toMatchObject({ when: 'during', volumes: ['紹介状 CT'] });
    m.volumes(other);
    expect(m.gated).toHaveLength(1);
    m.finish(volume().id);
    expect(m.gated).toHaveLength(2);
    expect(m.words.filter((word) => word === 'removed')).toHaveLength(1);
  });

  it('is noticed by the mount alone', () => {
    const m = machine();
    m.volumes(folderVolume());
    m.volumes();
    expect(m.effects('abort')).toHaveLength(1);
    expect(m.last('removed')).toMatchObject({ when: 'during', device: null });
  });

  it('is noticed when another medium took the same place unseen', () => {
    const m = machine();
    m.volumes(folderVolume());
    m.volumes(folderVolume({ id: '201.1:0:45:/media/fuse' }));
    expect(m.effects('abort')).toHaveLength(1);
    m.finish(folderVolume().id);
    expect(m.gated.map((ticket) => ticket.insertion)).toEqual(['i1', 'i2']);
  });

  it('while it waits takes it out of the queue', () => {
    const m = machine();
    m.volumes(folderVolume(), folderVolume({ id: 'b' }));
    expect(m.last('queue')?.waiting).toHaveLength(1);
    m.volumes(folderVolume());
    expect(m.last('queue')?.waiting).toEqual([]);
    m.finish(folderVolume().id);
    expect(m.gated).toHaveLength(1);
  });

  it('during sleep is found by the list afterwards', () => {
    const m = machine();
    m.plug(stick());
    m.volumes(volume());
    m.feed({ type: 'devices', devices: [], atStart: false });
    expect(m.effects('abort')).toHaveLength(1);
    expect(m.words.at(-1)).toBe('removed');
  });

  it('leaves nothing behind after fifty rounds', () => {
    const m = machine();
    for (let round = 0; round < 50; round += 1) {
      const id = `usb:001:${round}`;
      m.plug(stick({ id }));
      m.unplug(id);
    }
    expect(m.words).toEqual(Array.from({ length: 50 }, () => ['device', 'removed']).flat());
    expect(m.state.devices.size).toBe(0);
    expect(m.recorded).toHaveLength(100);
  });
});

describe('turns', () => {
  it('go by insertion, then by partition, one at a time', () => {
    const m = machine();
    m.plug(stick());
    m.plug(stick({ id: 'second', port: '1-2', serial: 'B0000001' }));
    const usb = { port: '1-2', vendorId: null, productId: null, serial: null };
    const late = volume({ id: 'late', disk: 'sdc', block: 'sdc1@9', usb });
    const two = volume({ id: 'two', partition: 2, block: 'sdb2@7' });
    m.volumes(late);
    m.volumes(late, two, volume());
    m.finish('late');
    m.finish(volume().id);
    m.finish('two');
    expect(m.gated.map((ticket) => ticket.volumeId)).toEqual(['late', volume().id, 'two']);
    expect(m.gated.map((ticket) => ticket.insertion)).toEqual(['i2', 'i1', 'i1']);
    // The stick with two partitions is let go once, after both.
    const ejects = m
      .effects('eject')
      .filter((effect) => effect.type === 'eject' && effect.insertion === 'i1');
    expect(ejects).toHaveLength(1);
  });

  it('do not end because a session of long ago ends twice', () => {
    const m = machine();
    m.volumes(folderVolume(), folderVolume({ id: 'b' }), folderVolume({ id: 'c' }));
    m.finish(folderVolume().id);
    m.finish(folderVolume().id);
    expect(m.gated).toHaveLength(2);
  });
});

describe('mounting', () => {
  const unmounted = volume({ id: 'sdb1@7:unmounted', state: 'unmounted', mountPoint: null });

  it('is left to others first, then done read-only, and the mounted volume is the same insertion', () => {
    const m = machine();
    m.plug(stick());
    m.volumes(unmounted);
    expect(m.pass(1_000)).toEqual([]);
    expect(nextDeadline(m.state, 1_500)).toBe(2_500);
    m.pass(500);
    expect(m.effects('mount')).toHaveLength(1);
    m.feed({ type: 'mounted', volume: unmounted.id, result: ok(null) });
    m.volumes(volume());
    expect(m.words).toEqual(['device', 'volume', 'volume']);
    expect(m.gated[0]?.insertion).toBe('i1');
    const mounted = m
      .effects('record')
      .find((one) => one.type === 'record' && one.draft.kind === 'volume.mounted');
    expect(mounted).toMatchObject({ draft: { body: { how: 'mounted-read-only' } } });
  });

  it('that fails is told, and the other partition goes on', () => {
    const m = machine();
    m.plug(stick());
    m.volumes(unmounted, volume({ id: 'two', partition: 2, block: 'sdb2@7' }));
    m.pass(1_500);
    m.feed({ type: 'mounted', volume: unmounted.id, result: err(gateError('medium-mount-failed')) });
    expect(m.last('unreadable')?.why).toBe('mount-failed');
    m.finish('two');
    expect(m.effects('eject')).toHaveLength(1);
  });

  it('takes the right to write from a stick that somebody mounted with it, and records how it went', () => {
    for (const [result, how] of [
      [ok(null), 'remounted-read-only'],
      [err(gateError('not-allowed')), 'found-read-write'],
    ] as const) {
      const m = machine();
      m.plug(stick());
      m.volumes(volume({ readOnly: false }));
      expect(m.gated).toEqual([]);
      m.feed({ type: 'protected', volume: volume().id, result });
      expect(m.gated).toHaveLength(1);
      const mounted = m.effects('record').at(-1);
      expect(mounted).toMatchObject({ draft: { kind: 'volume.mounted', body: { how } } });
    }
  });

  it('never unmounts a folder that somebody mounted on purpose', () => {
    const m = machine();
    m.volumes(folderVolume({ readOnly: false }));
    m.finish(folderVolume().id);
    expect(m.effects('eject')).toEqual([]);
    expect(m.effects('protect')).toEqual([]);
    expect(m.last('removable')?.how).toBe('nothing-to-eject');
  });
});

describe('media that cannot be read', () => {
  it.each([
    ['a locked stick', volume({ state: 'locked', lock: 'bitlocker', mountPoint: null }), 'locked'],
    ['an unformatted stick', volume({ state: 'unformatted', mountPoint: null }), 'unreadable'],
    ['a mount point that no path can name', volume({ state: 'unreachable' }), 'unreadable'],
  ])('%s is told and not gated', (_what, one, word) => {
    const m = machine();
    m.plug(stick());
    m.volumes(one);
    m.pass(60_000);
    expect(m.words).toEqual(['device', 'volume', word]);
    expect(m.gated).toEqual([]);
  });

  it('an opened LUKS container on a locked stick is gated as the same insertion, without a word of removal', () => {
    const m = machine();
    m.plug(stick());
    m.volumes(volume({ id: 'sdb1@7:unmounted', state: 'locked', lock: 'luks', mountPoint: null }));
    m.volumes(volume({ id: '300', node: '/dev/dm-0', block: 'dm-0@3', partition: null }));
    expect(m.words).toEqual(['device', 'volume', 'locked', 'volume']);
    expect(m.gated[0]?.insertion).toBe('i1');
  });

  it('an empty card slot is no medium; its card is', () => {
    const m = machine();
    m.plug(stick());
    m.volumes(volume({ id: 'slot', state: 'no-medium', mountPoint: null }));
    expect(m.words).toEqual(['device']);
    m.volumes(volume());
    expect(m.gated).toHaveLength(1);
  });
});
