/** Decides when a serial number tells one stick from another: many have none, and cheap ones all have the same. */

import type { Device } from '../../../shared/model/media.ts';
import type { MediumKey } from './registry.ts';

/** Serials that controller vendors leave in their sample firmware; seen on sticks of many brands. */
const SAMPLES = new Set([
  '0123456789abcdef',
  '0123456789abcde',
  '123456789abcdef',
  '123456789012',
  '1234567890abcdef',
  '012345678901',
  'serialnumber',
  'serial',
  'none',
  'default',
]);

/** The USB mass storage specification wants 12 digits; real sticks have fewer, but under 4 nothing is told apart. */
const SHORTEST = 4;

export function isUsableSerial(serial: string | null): serial is string {
  const text = serial?.trim().toLowerCase() ?? '';
  if (text.length < SHORTEST || SAMPLES.has(text)) return false;
  // Windows makes up an instance id with `&` in it where a device has no serial.
  if (text.includes('&')) return false;
  return new Set(text.replaceAll(/[^0-9a-z]/g, '')).size > 1;
}

/** The key to register a device under, null where its serial says nothing or another device shows the same one. */
export function keyOfDevice(device: Device, others: readonly Device[]): MediumKey | null {
  const { vendorId, productId, serial } = device;
  if (!isUsableSerial(serial)) return null;
  const isShared = others.some(
    (one) =>
      one.id !== device.id &&
      one.vendorId === vendorId &&
      one.productId === productId &&
      one.serial === serial,
  );
  return isShared ? null : { type: 'serial', vendorId, productId, serial: serial.trim() };
}
