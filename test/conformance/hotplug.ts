/** What every Hotplug has to do, whichever system it runs on and whether it is real or a fake. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Hotplug, Stop } from '../../electron/core/media/ports.ts';
import type { Device } from '../../shared/model/media.ts';
import { usbStick } from '../usb-bus/bus.ts';
import type { PlugSpec } from '../usb-bus/bus.ts';

export type HotplugStage = {
  readonly hotplug: Hotplug;
  /** Gives the id under which the device is reported. */
  plug(spec: PlugSpec): Promise<string>;
  unplug(id: string): Promise<void>;
  close(): Promise<void>;
};

export function hotplugConformance(name: string, start: () => Promise<HotplugStage>): void {
  describe(`hotplug: ${name}`, () => {
    let stage: HotplugStage;
    let stop: Stop | null = null;
    const seen: { readonly what: string; readonly id: string; readonly device: Device | null }[] = [];
    const words = (): readonly string[] => seen.map((one) => `${one.what} ${one.id}`);

    async function watch(): Promise<void> {
      const watching = await stage.hotplug.watch({
        attached: (device) => seen.push({ what: 'attached', id: device.id, device }),
        detached: (id) => seen.push({ what: 'detached', id, device: null }),
      });
      if (!watching.ok) throw new Error(watching.error.code);
      stop = watching.value;
    }
    const until = (count: number): Promise<void> =>
      expect.poll(() => seen.length, { timeout: 10_000, interval: 5 }).toBeGreaterThanOrEqual(count);
    const list = async (): Promise<readonly Device[]> => {
      const listed = await stage.hotplug.list();
      if (!listed.ok) throw new Error(listed.error.code);
      return listed.value;
    };

    beforeEach(async () => {
      seen.length = 0;
      stage = await start();
    });
    afterEach(async () => {
      await stop?.();
      stop = null;
      await stage.close();
    });

    it('reports a stick with who it is and what it offers, then that it has gone', async () => {
      await watch();
      const id = await stage.plug(usbStick);
      await until(1);
      expect(seen[0]?.device).toMatchObject({
        id,
        vendorId: '0781',
        productId: '5581',
        vendor: 'SanDisk',
        product: 'Ultra',
        serial: usbStick.serial,
        deviceClass: '00',
        interfaces: [{ class: '08', subclass: '06', protocol: '50', name: null }],
      });
      await stage.unplug(id);
      await until(2);
      expect(words()).toEqual([`attached ${id}`, `detached ${id}`]);
    });

    it('reports all interfaces of a composite device', async () => {
      await watch();
      await stage.plug({ ...usbStick, interfaces: ['08/06/50', '03/01/01', 'ff/ff/00 MTP'] });
      await until(1);
      const classes = seen[0]?.device?.interfaces?.map((one) => `${one.class} ${one.name ?? ''}`.trim());
      expect(classes).toEqual(['08', '03', 'ff MTP']);
    });

    it('says null for what a device does not tell', async () => {
      await watch();
      await stage.plug({ ...usbStick, serial: null, vendor: null, product: null });
      await until(1);
      expect(seen[0]?.device).toMatchObject({ serial: null, vendor: null, product: null });
    });

    it('lists what is plugged in, under the same id', async () => {
      const before = await stage.plug(usbStick);
      await watch();
      const after = await stage.plug({ ...usbStick, port: '1-2', serial: 'OTHER0001' });
      await until(1);
      const ids = (await list()).map((device) => device.id);
      expect(ids.filter((id) => id === before || id === after)).toHaveLength(2);
      expect(words()).toEqual([`attached ${after}`]);
    });

    it('gives the same stick another id the next time', async () => {
      await watch();
      const first = await stage.plug(usbStick);
      // Gone before anybody could read who it was, it would not be reported at all.
      await until(1);
      await stage.unplug(first);
      const second = await stage.plug(usbStick);
      await until(3);
      expect(second).not.toBe(first);
      expect(words()).toEqual([`attached ${first}`, `detached ${first}`, `attached ${second}`]);
    });

    it('reports nothing any more once it was stopped', async () => {
      await watch();
      await stop?.();
      stop = null;
      await stage.plug(usbStick);
      expect(await list()).toHaveLength(1);
      expect(seen).toEqual([]);
    });
  });
}
