/** A device whose description comes after its volume was refused for want of it. */

import { expect, it } from 'vitest';
import { IDENTIFY_MS } from '../../electron/core/media/insertion/approach.ts';
import type { InsertionContext } from '../../electron/core/media/insertion/state.ts';
import { machine } from './machine.ts';
import { interfaceOf, KEYBOARD, stick, STORAGE, volume } from './samples.ts';

function late(changes: Partial<InsertionContext> = {}) {
  const m = machine(changes);
  m.plug(stick({ interfaces: null }));
  m.volumes(volume());
  m.pass(IDENTIFY_MS);
  expect(m.last('refused')?.reason).toBe('unidentified');
  return m;
}

it('plain storage goes on where it was refused, and all of it is on record', () => {
  const m = late();
  m.plug(stick());
  expect(m.gated).toMatchObject([{ insertion: 'i1', mountPoint: volume().mountPoint }]);
  expect(m.words).toEqual(['device', 'volume', 'refused', 'device', 'volume']);
  expect(m.recorded).toEqual([
    'volume.seen',
    'device.refused',
    'device.seen',
    'volume.seen',
    'volume.mounted',
  ]);
  m.finish(volume().id);
  expect(m.gated).toHaveLength(1);
});

it('so does one that a list describes, with every volume on it', () => {
  const m = late();
  const second = volume({ id: '102', block: 'sdb2@7', partition: 2, mountPoint: '/media/desk/B' });
  m.volumes(volume(), second);
  m.pass(IDENTIFY_MS);
  m.feed({ type: 'devices', devices: [stick()], atStart: false });
  m.finish(volume().id);
  m.finish(second.id);
  expect(m.gated.map(({ volumeId }) => volumeId)).toEqual([volume().id, second.id]);
});

it.each([
  ['a keyboard besides', [STORAGE, KEYBOARD], 'suspect'],
  ['a phone', [interfaceOf('06/01/01'), STORAGE], 'refused'],
  ['no storage at all', [KEYBOARD], 'device'],
  ['still nothing', null, 'refused'],
])('%s stays out, and is told as what it is', (_what, interfaces, word) => {
  const m = late();
  m.plug(stick({ interfaces }));
  m.pass(60_000);
  m.volumes(volume({ label: 'again' }));
  expect(m.gated).toEqual([]);
  expect(m.words.at(-1)).toBe(word);
});

it('no other refusal is lifted by a better description', () => {
  const m = machine();
  m.plug(stick({ interfaces: [STORAGE, KEYBOARD] }));
  m.volumes(volume());
  m.plug(stick());
  m.pass(60_000);
  expect(m.gated).toEqual([]);
  const lost = late({
    registry: [
      {
        id: 'm1',
        name: 'USB-01',
        key: { type: 'serial', vendorId: '0781', productId: '5581', serial: stick().serial ?? '' },
        state: 'lost',
        since: '2026-11-01T00:00:00.000Z',
      },
    ],
  });
  lost.plug(stick());
  expect(lost.gated).toEqual([]);
  expect(lost.last('refused')?.reason).toBe('medium-lost');
});
