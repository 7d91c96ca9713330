/** Refusing: a device with everything on it, or one volume; told and recorded once, and whatever ran is stopped. */

import { gateError } from '../../../../shared/errors.ts';
import type { DeviceRefusal } from '../../../../shared/model/media-event.ts';
import type { RegisteredMedium } from '../registry.ts';
import { enter, record, tell } from './draft.ts';
import { deviceFacts, pluggedFacts, seenFacts } from './facts.ts';
import type { Draft, Plugged, Seen } from './state.ts';
import { stop } from './turns.ts';

export function refuseDevice(
  draft: Draft,
  plugged: Plugged,
  reason: DeviceRefusal,
  medium: RegisteredMedium | null = null,
): void {
  if (plugged.refused !== null) return;
  const refused: Plugged = { ...plugged, refused: reason };
  draft.devices.set(plugged.device.id, refused);
  const { insertion } = plugged;
  const device = deviceFacts(plugged);
  if (reason === 'more-than-storage' || reason === 'input-behind-hub') {
    tell(draft, { event: 'suspect', insertion, reason, device });
  } else {
    tell(draft, { event: 'refused', insertion, reason, device, volume: null, medium: medium?.name ?? null });
  }
  record(draft, 'device.refused', { insertion, device, volume: null, reason, medium: medium?.id ?? null });
  for (const seen of [...draft.volumes.values()]) {
    if (seen.deviceId !== plugged.device.id) continue;
    stop(draft, seen.volume.id, gateError('device-refused', { reason }));
    if (seen.phase !== 'gating') enter(draft, seen, 'held-back');
  }
}

/** It lies on a refused device, or nobody knows on what: nothing that happens to the volume itself lets it in. */
export const isBarred = (draft: Draft, { deviceId, unidentified }: Seen): boolean =>
  unidentified || (deviceId !== null && (draft.devices.get(deviceId)?.refused ?? null) !== null);

/** Refuses one volume for a reason that lies in who it is. */
export function refuseVolume(
  draft: Draft,
  seen: Seen,
  reason: Exclude<DeviceRefusal, 'more-than-storage' | 'input-behind-hub'>,
  medium: RegisteredMedium | null = null,
): void {
  enter(draft, seen, 'held-back', { unidentified: reason === 'unidentified' });
  const plugged = seen.deviceId === null ? undefined : draft.devices.get(seen.deviceId);
  const facts = { insertion: seen.insertion, device: pluggedFacts(plugged), volume: seenFacts(seen), reason };
  tell(draft, { event: 'refused', ...facts, medium: medium?.name ?? null });
  record(draft, 'device.refused', { ...facts, medium: medium?.id ?? null });
}
