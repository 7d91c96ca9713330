/**
 * Finds the stick that is really a hub with a stick and a keyboard behind it: each part alone looks harmless, but
 * all arrived at one port at one moment. Somebody's own hub was there long before the stick was put into it.
 */

import type { Device, DeviceKind } from '../../../shared/model/media.ts';
import { isInput } from './device-kind.ts';

export type Arrival = {
  readonly device: Device;
  readonly kind: DeviceKind;
  /** Monotonic ms; -Infinity for what was already there when the gate started. */
  readonly at: number;
};

/** A person does not plug a hub in, then a keyboard, then a stick within this time; a hidden hub takes under 2 s. */
export const TOGETHER_MS = 5_000;

/**
 * Ids of the storage devices that came together with their hub and with something that types behind the same hub.
 * A hub that arrives with a real keyboard in it is held back as well: the stick then belongs into the machine itself.
 */
export function storageBehindTrap(arrivals: readonly Arrival[]): readonly string[] {
  return arrivals
    .filter((hub) => hub.kind === 'hub' && hub.device.port !== null)
    .flatMap((hub) => {
      const together = arrivals.filter(
        (one) => isBehind(one.device, hub.device) && Math.abs(one.at - hub.at) <= TOGETHER_MS,
      );
      if (!together.some((one) => isInput(one.device))) return [];
      return together.filter((one) => one.kind === 'storage').map((one) => one.device.id);
    });
}

/** Port paths grow by `.n` for each hub: `1-1.4` is behind `1-1`, `1-10` is not. */
function isBehind(device: Device, hub: Device): boolean {
  return device.port !== null && hub.port !== null && device.port.startsWith(`${hub.port}.`);
}
