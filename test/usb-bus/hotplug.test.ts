/** The real `usb` package on a virtual bus: sticks, a stick with a keyboard, sticks without serial, and a storm. */

import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { kindOf } from '../../electron/core/media/device-kind.ts';
import type { Device } from '../../shared/model/media.ts';
import { hotplugConformance } from '../conformance/hotplug.ts';
import { hasCommand, needs } from '../missing-component.ts';
import { hasNamespaces, startVirtualBus, usbStick } from './bus.ts';

let present = false;
beforeAll(() => {
  present = hasCommand('unshare') && hasCommand('nsenter') && hasNamespaces();
});
beforeEach((context) => needs(context, 'mount and network namespaces (root)', present));

hotplugConformance('usb package on a virtual bus', async () => {
  const bus = await startVirtualBus();
  return { ...bus, plug: async (spec) => (await bus.plug(spec)).id };
});

describe('the virtual bus', () => {
  it('shows a device whose interfaces come after its announcement, with all of them', async () => {
    const bus = await startVirtualBus();
    const devices: Device[] = [];
    await bus.hotplug.watch({ attached: (device) => devices.push(device), detached: () => undefined });
    await bus.plug({ ...usbStick, interfaces: ['08/06/50', '03/01/01'], late: true });
    await expect.poll(() => devices.map(kindOf).at(-1), { timeout: 10_000 }).toBe('suspect');
    await bus.close();
  });

  it('reports fifty insertions and removals at full speed, each in order', async () => {
    const bus = await startVirtualBus();
    await bus.hotplug.watch({ attached: () => undefined, detached: () => undefined });
    const ids: string[] = [];
    const delays: number[] = [];
    const started = Date.now();
    for (let round = 0; round < 50; round += 1) {
      const { id, at } = await bus.plug(usbStick);
      ids.push(id);
      // As long as a busy machine needs to see it; otherwise it would be gone before anybody could read who it was.
      while (!bus.reports.some((report) => report.id === id)) await pause(1);
      await bus.unplug(id);
      delays.push((bus.reports.find((report) => report.id === id)?.at ?? at) - at);
    }
    const took = Date.now() - started;
    await expect.poll(() => bus.reports.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(100);
    for (const id of ids) {
      const words = bus.reports.filter((report) => report.id === id).map((report) => report.event);
      expect(words).toEqual(['attached', 'detached']);
    }
    const slowest = Math.max(...delays);
    console.log(
      `50 insertions and removals in ${took} ms; plugged to reported: at most ${slowest.toFixed(1)} ms`,
    );
    await bus.close();
  });

  it('survives a storm: what is reported come is reported gone, and nothing is left', async () => {
    const bus = await startVirtualBus();
    await bus.hotplug.watch({ attached: () => undefined, detached: () => undefined });
    // Without a pause a device is often gone before anybody could read who it was: then nothing is said of it.
    for (let round = 0; round < 50; round += 1) await bus.unplug((await bus.plug(usbStick)).id);
    const { id: last } = await bus.plug(usbStick);
    await expect.poll(() => bus.reports.at(-1)?.id, { timeout: 10_000 }).toBe(last);
    const balance = new Map<string, number>();
    for (const { id, event } of bus.reports) {
      if (event === 'detached') balance.delete(id);
      else balance.set(id, 1);
    }
    expect([...balance.keys()]).toEqual([last]);
    await bus.close();
  });
});
