/**
 * Sees USB devices come and go through the `usb` package's WebUSB-style events. Never opens, claims or resets a device,
 * so that no keyboard or card reader is ever disturbed. The package's own getters for names, serial and interfaces open
 * the device when the system has not read them (usb 3.1.0; they throw where that is not allowed), so that all of these
 * come from the system's records instead.
 */

import { gateError } from '../../../shared/errors.ts';
import type { Device } from '../../../shared/model/media.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import type { Hotplug, HotplugListener, Stop } from './ports.ts';
import { within } from './within.ts';

/** The part of the package's device that it has without opening it. */
export type UsbDeviceFacts = {
  readonly vendorId: number;
  readonly productId: number;
  readonly deviceClass: number;
  readonly bus: string;
  readonly address: number;
  readonly ports: readonly number[];
  readonly speed?: string | undefined;
};

/** What the system's own records say about a device. */
export type DeviceDescription = Pick<Device, 'vendor' | 'product' | 'serial' | 'interfaces'>;

type UsbEvent = { readonly device: UsbDeviceFacts };
export type UsbLibrary = {
  getDevices(): Promise<readonly UsbDeviceFacts[]>;
  addEventListener(type: 'connect' | 'disconnect', listener: (event: UsbEvent) => void): void;
  removeEventListener(type: 'connect' | 'disconnect', listener: (event: UsbEvent) => void): void;
  /** Settles when the native part listens (usb 3.1.0); what is plugged in before that is only found by listing. */
  readonly nativeEmitterQueue?: Promise<unknown>;
};

/** Null when nothing can be told (any more). Must neither open the device nor reject. */
export type DescribeDevice = (device: UsbDeviceFacts) => Promise<DeviceDescription | null>;

export type UsbHotplugDeps = {
  /** A WebUSB object that allows all devices; made on first use, since the native part may not load everywhere. */
  readonly library: () => Promise<UsbLibrary>;
  readonly describe: DescribeDevice;
  /** How bus and ports read in this system's own paths. */
  readonly portOf: (device: UsbDeviceFacts) => string | null;
  /** After this many ms a device is reported without its description; that follows when known. */
  readonly patienceMs?: number;
};

/** A third of a second from plug to screen is promised; half of it may go into finding out more. */
const PATIENCE_MS = 150;

export async function loadUsbLibrary(): Promise<UsbLibrary> {
  const { WebUSB } = await import('usb');
  // The queue is `protected` in its types only.
  return new WebUSB({ allowAllDevices: true }) as unknown as UsbLibrary;
}

export function createUsbHotplug(deps: UsbHotplugDeps): Hotplug {
  const { describe, portOf, patienceMs = PATIENCE_MS } = deps;
  let loaded: Promise<UsbLibrary> | null = null;
  // Linux hands out addresses in turn; elsewhere the same stick may get its old one back, and is another insertion.
  const departures = new Map<string, number>();
  const placeOf = (raw: UsbDeviceFacts): string => `usb:${raw.bus}:${raw.address}`;
  const idOf = (raw: UsbDeviceFacts): string => {
    const count = departures.get(placeOf(raw)) ?? 0;
    return count === 0 ? placeOf(raw) : `${placeOf(raw)}#${count}`;
  };
  const library = (): Promise<UsbLibrary> => (loaded ??= deps.library());

  async function find(): Promise<Result<readonly UsbDeviceFacts[]>> {
    try {
      return ok(await (await library()).getDevices());
    } catch {
      // No USB in this machine, a container without /sys/bus/usb, or no native part for this system.
      return err(gateError('hotplug-unavailable'));
    }
  }

  return {
    async list() {
      const found = await find();
      if (!found.ok) return found;
      return ok(
        await Promise.all(
          found.value.map(async (raw) => toDevice(idOf(raw), raw, portOf(raw), await describe(raw))),
        ),
      );
    },
    async watch(listener) {
      // The package throws into the void when its listener cannot start: ask first.
      const found = await find();
      if (!found.ok) return found;
      const usb = await library();
      const stop = follow(usb, listener);
      await usb.nativeEmitterQueue;
      return ok(stop);
    },
  };

  function follow(usb: UsbLibrary, listener: HotplugListener): Stop {
    let stopped = false;
    // One chain per device: it is never reported gone before it was reported come.
    const chains = new Map<string, Promise<void>>();
    const enqueue = (id: string, work: () => Promise<void> | void): void => {
      const next = (chains.get(id) ?? Promise.resolve()).then(work);
      chains.set(id, next);
      void next.then(() => {
        if (chains.get(id) === next) chains.delete(id);
      });
    };

    const isStopped = (): boolean => stopped;
    const connect = ({ device: raw }: UsbEvent): void => {
      const id = idOf(raw);
      enqueue(id, async () => {
        const described = describe(raw);
        const soon = await within(described, patienceMs);
        if (isStopped()) return;
        listener.attached(toDevice(id, raw, portOf(raw), soon ?? null));
        if (soon !== undefined) return;
        const late = await described;
        if (late !== null && !isStopped()) listener.attached(toDevice(id, raw, portOf(raw), late));
      });
    };
    const disconnect = ({ device: raw }: UsbEvent): void => {
      const id = idOf(raw);
      departures.set(placeOf(raw), (departures.get(placeOf(raw)) ?? 0) + 1);
      enqueue(id, () => {
        if (!isStopped()) listener.detached(id);
      });
    };
    usb.addEventListener('connect', connect);
    usb.addEventListener('disconnect', disconnect);
    return async () => {
      stopped = true;
      usb.removeEventListener('connect', connect);
      usb.removeEventListener('disconnect', disconnect);
      await Promise.all(chains.values());
    };
  }
}

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
const UNKNOWN: DeviceDescription = { vendor: null, product: null, serial: null, interfaces: null };

function toDevice(
  id: string,
  raw: UsbDeviceFacts,
  port: string | null,
  description: DeviceDescription | null,
): Device {
  return {
    id,
    vendorId: hex(raw.vendorId, 4),
    productId: hex(raw.productId, 4),
    ...(description ?? UNKNOWN),
    speed: raw.speed ?? null,
    port,
    deviceClass: hex(raw.deviceClass, 2),
  };
}
