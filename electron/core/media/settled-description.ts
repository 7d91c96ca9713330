/** Waits until a system has set up all parts of a device that was just plugged in. */

import { setTimeout as pause } from 'node:timers/promises';
import type { DeviceDescription } from './usb-hotplug.ts';

/** Windows and macOS set the parts of a device up one after another, for about a second. */
const TRIES = 6;
const PAUSE_MS = 300;

/** Asks until the same was said twice; null when nothing came to rest, since a part may still be missing. */
export async function describeWhenSettled(
  ask: () => Promise<DeviceDescription | null>,
  pauseMs = PAUSE_MS,
): Promise<DeviceDescription | null> {
  let before = '';
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const description = await ask();
    const said = JSON.stringify(description);
    if (description !== null && description.interfaces !== null && said === before) return description;
    before = said;
    await pause(pauseMs);
  }
  return null;
}
