/** Decides by interface classes what a USB device is: only one that is storage and nothing else may bring files. */

import type { Device, DeviceKind, UsbInterface } from '../../../shared/model/media.ts';

/** https://www.usb.org/defined-class-codes */
const STORAGE = '08';
const STILL_IMAGE = '06';
const HUB = '09';
const INPUT = '03';
const VENDOR = 'ff';
const APPLE = '05ac';

export function kindOf(device: Pick<Device, 'vendorId' | 'deviceClass' | 'interfaces'>): DeviceKind {
  if (device.deviceClass === HUB) return 'hub';
  const interfaces = device.interfaces;
  // A device class of its own (a printer, a Bluetooth dongle) says enough even before interfaces are known, but
  // never that something is storage: only interfaces do.
  if (interfaces === null || interfaces.length === 0) {
    return device.deviceClass === INPUT ? 'other' : 'unknown';
  }
  const isPhone = interfaces.some((one) => isPhoneInterface(one, device.vendorId));
  if (isPhone) return 'phone';
  if (!interfaces.some((one) => one.class === STORAGE)) return 'other';
  return interfaces.every((one) => one.class === STORAGE) ? 'storage' : 'suspect';
}

/**
 * PTP cameras and most MTP phones use the still-image class. Other MTP phones hide behind the vendor class and name
 * the interface MTP; an iPhone that offers no pictures still has Apple's own multiplexer (ff/fe/02).
 */
function isPhoneInterface(one: UsbInterface, vendorId: string): boolean {
  if (one.class === STILL_IMAGE) return true;
  if (one.class !== VENDOR) return false;
  if (/\bMTP\b/i.test(one.name ?? '')) return true;
  return vendorId === APPLE && one.subclass === 'fe' && one.protocol === '02';
}

/** True for keyboards, mice and whatever else types or points. */
export const isInput = (device: Pick<Device, 'deviceClass' | 'interfaces'>): boolean =>
  device.deviceClass === INPUT || (device.interfaces?.some((one) => one.class === INPUT) ?? false);

/** Interface classes as the ledger keeps them: `08/06/50`. */
export const interfaceCodes = (device: Pick<Device, 'interfaces'>): readonly string[] | null =>
  device.interfaces?.map((one) => `${one.class}/${one.subclass}/${one.protocol}`) ?? null;
