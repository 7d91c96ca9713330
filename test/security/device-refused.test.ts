/** Attacks with the device itself: each is refused before anything on it is read, told and recorded once. */

import { describe, expect, it } from 'vitest';
import { IDENTIFY_MS } from '../../electron/core/media/insertion/approach.ts';
import type { Registry } from '../../electron/core/media/registry.ts';
import { gateError } from '../../shared/errors.ts';
import { err, ok } from '../../shared/result.ts';
import { machine } from '../media-core/machine.ts';
import { folderVolume, interfaceOf, KEYBOARD, stick, STORAGE, volume } from '../media-core/samples.ts';

const lost = (state: 'lost' | 'retired' | 'in-use' = 'lost'): Registry => [
  {
    id: 'm1',
    name: 'USB-01',
    key: { type: 'serial', vendorId: '0781', productId: '5581', serial: stick().serial ?? '' },
    state,
    since: '2026-11-01T00:00:00.000Z',
  },
];
const marked = (state: 'lost' | 'in-use'): Registry => [
  {
    id: 'm2',
    name: 'USB-02',
    key: { type: 'mark', sha256: 'a'.repeat(64) },
    state,
    since: '2026-11-01T00:00:00.000Z',
  },
];

describe('a stick that is also a keyboard', () => {
  it('is refused, and its volume is never mounted, protected or gated', () => {
    const m = machine();
    m.plug(stick({ interfaces: [STORAGE, KEYBOARD] }));
    expect(m.words).toEqual(['device', 'suspect']);
    m.volumes(volume({ id: 'u', state: 'unmounted', mountPoint: null }));
    m.pass(60_000);
    m.volumes(volume({ readOnly: false }));
    m.pass(60_000);
    expect(m.gated).toEqual([]);
    for (const type of ['mount', 'protect', 'read-mark', 'gate'] as const)
      expect(m.effects(type)).toEqual([]);
    expect(m.recorded.filter((kind) => kind === 'device.refused')).toHaveLength(1);
  });

  it('is stopped even when the second nature shows only later', () => {
    const m = machine();
    m.plug(stick());
    m.volumes(volume());
    expect(m.gated).toHaveLength(1);
    m.plug(stick({ interfaces: [STORAGE, interfaceOf('e0/01/03')] }));
    expect(m.effects('abort')).toEqual([
      {
        type: 'abort',
        volume: volume().id,
        error: gateError('device-refused', { reason: 'more-than-storage' }),
      },
    ]);
    expect(m.words).toEqual(['device', 'volume', 'device', 'suspect']);
  });

  it('is refused when it hides behind a hub of its own, also when the keyboard comes last', () => {
    const m = machine();
    m.plug(stick({ id: 'hub', port: '1-1', deviceClass: '09' }));
    m.plug(stick({ id: 'stick', port: '1-1.1' }));
    const usb = { port: '1-1.1', vendorId: null, productId: null, serial: null };
    m.volumes(volume({ usb }));
    expect(m.gated).toHaveLength(1);
    m.pass(2_000);
    m.plug(stick({ id: 'keyboard', port: '1-1.2', interfaces: [KEYBOARD] }));
    expect(m.last('suspect')?.reason).toBe('input-behind-hub');
    expect(m.effects('abort')).toHaveLength(1);
  });

  it('does not make a real keyboard anybody’s business', () => {
    const m = machine();
    m.plug(stick({ interfaces: [KEYBOARD] }));
    m.unplug(stick().id);
    expect(m.words).toEqual([]);
    expect(m.recorded).toEqual([]);
  });
});

describe('a device that does not say what it is', () => {
  it('holds its volume back, first waiting, then for good', () => {
    const m = machine();
    m.plug(stick({ interfaces: null }));
    m.volumes(volume());
    m.pass(IDENTIFY_MS - 1);
    expect(m.gated).toEqual([]);
    expect(m.effects('list-devices')).toHaveLength(1);
    m.pass(1);
    expect(m.last('refused')?.reason).toBe('unidentified');
    m.pass(60_000);
    expect(m.gated).toEqual([]);
    expect(m.recorded).toContain('device.refused');
  });

  it('is let on when it says so in time', () => {
    const m = machine();
    m.plug(stick({ interfaces: null }));
    m.volumes(volume());
    m.pass(1_000);
    m.plug(stick());
    expect(m.gated).toHaveLength(1);
    expect(m.last('device')?.device.kind).toBe('storage');
  });

  it('is not let in by USB not showing it at all', () => {
    const m = machine();
    m.volumes(volume());
    m.pass(IDENTIFY_MS);
    expect(m.gated).toEqual([]);
    expect(m.last('refused')).toMatchObject({ reason: 'unidentified', device: null });
  });

  it('shares the fate of the worst it could be', () => {
    const usb = { port: null, vendorId: '0781', productId: '5581', serial: null };
    const twin = stick({ id: 'twin', port: '1-2' });
    const good = machine();
    good.plug(stick());
    good.plug(twin);
    good.volumes(volume({ usb }));
    expect(good.gated[0]?.volume.tie).toBe('unknown');
    expect(good.gated[0]?.device).toBeNull();
    const bad = machine();
    bad.plug(stick());
    bad.plug({ ...twin, interfaces: [STORAGE, KEYBOARD] });
    bad.volumes(volume({ usb }));
    expect(bad.gated).toEqual([]);
    expect(bad.last('refused')?.reason).toBe('unidentified');
  });
});

describe('a volume that was refused before it could be read', () => {
  it.each([
    ['on a device that is more than storage', stick({ interfaces: [STORAGE, KEYBOARD] })],
    ['on a device that does not say what it is', stick({ interfaces: null })],
    ['with nothing known under it', null],
  ])('stays out when it is unlocked: %s', (_what, device) => {
    const m = machine();
    if (device !== null) m.plug(device);
    m.volumes(volume({ state: 'locked', lock: 'bitlocker' }));
    m.pass(IDENTIFY_MS);
    // The same volume by its id, as Windows tells it.
    m.volumes(volume());
    m.pass(60_000);
    expect(m.gated).toEqual([]);
  });
});

describe('a phone', () => {
  it('is refused with words, and so is the storage it offers', () => {
    const m = machine();
    m.plug(stick({ interfaces: [interfaceOf('06/01/01'), STORAGE] }));
    m.volumes(volume());
    expect(m.last('refused')?.reason).toBe('phone');
    expect(m.gated).toEqual([]);
  });
});

describe('a lost or retired medium that comes back', () => {
  it.each(['lost', 'retired'] as const)('%s: is refused as soon as it is plugged in', (state) => {
    const m = machine({ registry: lost(state) });
    m.plug(stick());
    expect(m.last('refused')).toMatchObject({ reason: `medium-${state}`, medium: 'USB-01' });
    m.volumes(volume());
    expect(m.gated).toEqual([]);
  });

  it('does not get in by bringing a twin with the same serial', () => {
    const m = machine({ registry: lost() });
    m.plug(stick({ id: 'twin', port: '1-2', interfaces: null }));
    m.plug(stick());
    m.volumes(volume());
    expect(m.gated).toEqual([]);
  });

  it('is recognised by its mark, and a mark that cannot be read lets nobody in', () => {
    const noSerial = stick({ serial: null });
    const m = machine({ registry: marked('lost') });
    m.plug(noSerial);
    m.volumes(volume());
    m.feed({ type: 'mark-read', volume: volume().id, result: ok('a'.repeat(64)) });
    expect(m.last('refused')).toMatchObject({ reason: 'medium-lost', medium: 'USB-02' });
    const hung = machine({ registry: marked('lost') });
    hung.plug(noSerial);
    hung.volumes(volume());
    hung.feed({ type: 'mark-read', volume: volume().id, result: err(gateError('medium-hung')) });
    expect(hung.last('unreadable')?.why).toBe('mark-unreadable');
    expect([...m.gated, ...hung.gated]).toEqual([]);
  });
});

describe('guests', () => {
  it.each([
    ['refuse', true, 'guest'],
    ['ask', false, 'guest-not-asked'],
  ] as const)('%s with somebody to ask: %s → %s', (guests, canAsk, reason) => {
    const m = machine({ guests, canAsk });
    m.volumes(folderVolume());
    expect(m.last('refused')?.reason).toBe(reason);
    expect(m.gated).toEqual([]);
  });

  it('wait for the answer, which counts once', () => {
    const m = machine({ guests: 'ask', canAsk: true });
    m.volumes(folderVolume());
    expect(m.words).toEqual(['volume', 'ask']);
    m.feed({ type: 'answered', insertion: 'i1', allow: true, staff: '院長' });
    m.feed({ type: 'answered', insertion: 'i1', allow: false, staff: '院長' });
    expect(m.gated).toHaveLength(1);
    expect(m.recorded.filter((kind) => kind === 'guest.answered')).toHaveLength(1);
  });

  it('stay out when the answer is no', () => {
    const m = machine({ guests: 'ask', canAsk: true });
    m.volumes(folderVolume());
    m.feed({ type: 'answered', insertion: 'i1', allow: false, staff: null });
    expect(m.last('refused')?.reason).toBe('guest');
    expect(m.gated).toEqual([]);
  });

  it('do not keep out the clinic’s own media, known by serial or by mark', () => {
    const bySerial = machine({ guests: 'refuse', registry: lost('in-use') });
    bySerial.plug(stick());
    bySerial.volumes(volume());
    expect(bySerial.gated[0]?.medium).toEqual({ id: 'm1', name: 'USB-01' });
    const byMark = machine({ guests: 'refuse', registry: marked('in-use') });
    byMark.volumes(folderVolume());
    byMark.feed({ type: 'mark-read', volume: folderVolume().id, result: ok('a'.repeat(64)) });
    expect(byMark.gated[0]?.medium?.id).toBe('m2');
  });

  it('are not let in by a serial that two devices show at once', () => {
    const m = machine({ guests: 'refuse', registry: lost('in-use') });
    m.plug(stick({ id: 'twin', port: '1-2' }));
    m.plug(stick());
    m.volumes(volume());
    expect(m.last('refused')?.reason).toBe('guest');
  });
});

describe('the machine’s own volumes', () => {
  it('are never gated: system disk, share, destination', () => {
    const m = machine();
    m.volumes(
      volume({ id: 'system', system: true, usb: null }),
      folderVolume({ id: 'share', fileSystem: 'cifs' }),
      volume({ id: 'inbox', mountPoint: '/srv/inbox', usb: null }),
    );
    expect(m.words).toEqual([]);
    expect(m.gated).toEqual([]);
  });

  it('a vault’s disc is held as locked, and its opened disk is checked', () => {
    const m = machine();
    m.plug(stick());
    const disc = volume({ id: 'disc', disk: 'sr0', block: 'sr0@1', fileSystem: 'iso9660' });
    const slot = volume({ id: 'slot', state: 'no-medium', mountPoint: null, block: 'sdb@1' });
    m.volumes(disc, slot);
    expect(m.last('locked')?.lock).toBe('vault');
    m.volumes(disc, volume());
    expect(m.gated.map((ticket) => ticket.volumeId)).toEqual([volume().id]);
  });
});
