/** What is said about a device and a volume, in the same words for the ledger, the session and the screens. */

import type { DeviceFacts, VolumeFacts } from '../../../../shared/model/media-event.ts';
import type { Device, DeviceKind, Tie, Volume } from '../../../../shared/model/media.ts';
import { interfaceCodes } from '../device-kind.ts';
import type { Plugged, Seen } from './state.ts';

export function deviceFacts({ device, kind }: { device: Device; kind: DeviceKind }): DeviceFacts {
  const { id, vendorId, productId, vendor, product, serial, speed, port } = device;
  const interfaces = interfaceCodes(device);
  return { id, vendorId, productId, vendor, product, serial, speed, port, kind, interfaces };
}

export function volumeFacts({ volume, tie }: { volume: Volume; tie: Tie }): VolumeFacts {
  const { id, mountPoint, node, partition, fileSystem, label, uuid, bytes, readOnly } = volume;
  const name = nameOf(volume);
  return { id, name, mountPoint, node, partition, fileSystem, label, uuid, bytes, readOnly, tie };
}

/** The label, or what a person would call the place where it is mounted. */
export function nameOf(volume: Pick<Volume, 'label' | 'mountPoint' | 'node' | 'id'>): string {
  if (volume.label !== null && volume.label.trim() !== '') return volume.label.trim();
  const place = volume.mountPoint ?? volume.node ?? volume.id;
  return place.split(/[\\/]/).filter(Boolean).at(-1) ?? place;
}

export const pluggedFacts = (plugged: Plugged | undefined): DeviceFacts | null =>
  plugged === undefined ? null : deviceFacts(plugged);

export const seenFacts = (seen: Seen): VolumeFacts => volumeFacts(seen);
