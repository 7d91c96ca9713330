/** USB devices that a test plugs in and pulls out; keeps the same promises as the real adapter. */

import type { Hotplug, HotplugListener } from '../../electron/core/media/ports.ts';
import { gateError } from '../../shared/errors.ts';
import type { Device } from '../../shared/model/media.ts';
import { err, ok } from '../../shared/result.ts';

export type FakeHotplug = Hotplug & {
  plug(device: Device): void;
  /** More became known about a device that is plugged in. */
  describe(device: Device): void;
  unplug(id: string): void;
  /** Leaves without an event, as during sleep. */
  vanish(id: string): void;
  available: boolean;
};

export function createFakeHotplug(present: readonly Device[] = []): FakeHotplug {
  const devices = new Map(present.map((device) => [device.id, device]));
  const listeners = new Set<HotplugListener>();
  const unavailable = err(gateError('hotplug-unavailable'));
  const fake: FakeHotplug = {
    available: true,
    list: () => Promise.resolve(fake.available ? ok([...devices.values()]) : unavailable),
    watch: (listener) => {
      if (!fake.available) return Promise.resolve(unavailable);
      listeners.add(listener);
      return Promise.resolve(
        ok(() => {
          listeners.delete(listener);
          return Promise.resolve();
        }),
      );
    },
    plug: (device) => {
      devices.set(device.id, device);
      for (const listener of listeners) listener.attached(device);
    },
    describe: (device) => fake.plug(device),
    unplug: (id) => {
      devices.delete(id);
      for (const listener of listeners) listener.detached(id);
    },
    vanish: (id) => {
      devices.delete(id);
    },
  };
  return fake;
}
