/** Which devices may bring files: decided by interface classes alone. */

import { describe, expect, it } from 'vitest';
import { isInput, kindOf } from '../../electron/core/media/device-kind.ts';
import { storageBehindTrap } from '../../electron/core/media/hub-trap.ts';
import type { Arrival } from '../../electron/core/media/hub-trap.ts';
import type { DeviceKind } from '../../shared/model/media.ts';
import { interfaceOf, KEYBOARD, stick, STORAGE } from './samples.ts';

const cases: readonly (readonly [what: string, codes: readonly string[] | null, kind: DeviceKind])[] = [
  ['a stick', ['08/06/50'], 'storage'],
  ['a UAS disk with two alternate settings', ['08/06/50', '08/06/62'], 'storage'],
  ['a USB disc drive', ['08/02/50'], 'storage'],
  ['a floppy drive', ['08/04/00'], 'storage'],
  ['a stick that is also a keyboard', ['08/06/50', '03/01/01'], 'suspect'],
  ['a stick that is also a network card', ['08/06/50', '02/06/00', '0a/00/00'], 'suspect'],
  ['a stick that is also a wireless controller (RNDIS)', ['e0/01/03', '08/06/50'], 'suspect'],
  ['a stick that is also a smart card reader', ['08/06/50', '0b/00/00'], 'suspect'],
  ['a stick with a vendor interface', ['08/06/50', 'ff/00/00'], 'suspect'],
  ['a stick that can be flashed anew', ['08/06/50', 'fe/01/01'], 'suspect'],
  ['a camera or phone with PTP', ['06/01/01'], 'phone'],
  ['a phone with MTP and storage', ['06/01/01', '08/06/50'], 'phone'],
  ['a phone with MTP in the vendor class', ['ff/ff/00 MTP'], 'phone'],
  ['a keyboard', ['03/01/01'], 'other'],
  ['a card reader for insurance cards', ['0b/00/00'], 'other'],
  ['a webcam with a microphone', ['0e/01/00', '01/01/00'], 'other'],
  ['a device whose interfaces nobody could read', null, 'unknown'],
  ['a device that claims to have none', [], 'unknown'],
];

describe('the kind of a device', () => {
  it.each(cases)('%s', (_what, codes, kind) => {
    expect(kindOf(stick({ interfaces: codes?.map(interfaceOf) ?? null }))).toBe(kind);
  });

  it('takes an iPhone for a phone even when it offers no pictures', () => {
    const interfaces = [interfaceOf('ff/fe/02')];
    expect(kindOf(stick({ vendorId: '05ac', interfaces }))).toBe('phone');
    expect(kindOf(stick({ vendorId: '1234', interfaces }))).toBe('other');
  });

  it('knows a hub by its device class, whatever its interfaces say', () => {
    expect(kindOf(stick({ deviceClass: '09', interfaces: [STORAGE] }))).toBe('hub');
  });

  it('never takes a device class for storage while the interfaces are unknown', () => {
    expect(kindOf(stick({ deviceClass: '08', interfaces: null }))).toBe('unknown');
  });

  it('knows what types by device class or by any interface', () => {
    expect(isInput(stick({ deviceClass: '03', interfaces: null }))).toBe(true);
    expect(isInput(stick({ interfaces: [STORAGE, KEYBOARD] }))).toBe(true);
    expect(isInput(stick())).toBe(false);
  });
});

describe('a stick behind a hub with a keyboard', () => {
  const hub: Arrival = { device: stick({ id: 'hub', port: '1-1', deviceClass: '09' }), kind: 'hub', at: 0 };
  const storage: Arrival = { device: stick({ id: 'stick', port: '1-1.1' }), kind: 'storage', at: 300 };
  const keyboard: Arrival = {
    device: stick({ id: 'keyboard', port: '1-1.2', interfaces: [KEYBOARD] }),
    kind: 'other',
    at: 700,
  };

  it('is a trap when all came at once', () => {
    expect(storageBehindTrap([hub, storage, keyboard])).toEqual(['stick']);
  });
  it('is a trap when the keyboard hides behind a second hub', () => {
    const deeper = { ...keyboard, device: { ...keyboard.device, port: '1-1.3.1' } };
    expect(storageBehindTrap([hub, storage, deeper])).toEqual(['stick']);
  });
  it('is none when the hub with its keyboard was there already', () => {
    const early = { at: Number.NEGATIVE_INFINITY };
    expect(storageBehindTrap([{ ...hub, ...early }, storage, { ...keyboard, ...early }])).toEqual([]);
  });
  it('is none when the keyboard is at another port', () => {
    for (const port of ['1-2', '1-10.2', '2-1.2']) {
      const elsewhere = { ...keyboard, device: { ...keyboard.device, port } };
      expect(storageBehindTrap([hub, storage, elsewhere])).toEqual([]);
    }
  });
  it('is none without a hub of their own', () => {
    expect(storageBehindTrap([storage, keyboard])).toEqual([]);
  });
});
