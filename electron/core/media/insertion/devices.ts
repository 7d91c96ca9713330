/** Devices coming and going: told and recorded as what they are, and refused before anything on them is read. */

import { gateError } from '../../../../shared/errors.ts';
import type { Device } from '../../../../shared/model/media.ts';
import { kindOf } from '../device-kind.ts';
import { storageBehindTrap } from '../hub-trap.ts';
import { findRegistered } from '../registry.ts';
import { devicesOf, identify } from './approach.ts';
import { enter, newInsertion, record, tell, volumesOf } from './draft.ts';
import { deviceFacts, seenFacts } from './facts.ts';
import { refuseDevice } from './refusal.ts';
import type { Draft, Plugged, RemovedWhen, Seen } from './state.ts';
import { stop } from './turns.ts';

/** `at`: monotonic ms, -Infinity for what was there before us. A known id again means: more is known about it. */
export function attach(draft: Draft, device: Device, at: number): void {
  const known = draft.devices.get(device.id);
  const kind = kindOf(device);
  const plugged: Plugged = {
    device,
    kind,
    insertion: known?.insertion ?? newInsertion(draft),
    at: known?.at ?? at,
    told: known?.told ?? null,
    refused: stillRefused(known, kind),
    last: known?.last ?? 'before',
  };
  draft.devices.set(device.id, plugged);
  if (plugged.told !== kind) announce(draft, plugged);
  springTraps(draft);
  for (const seen of [...draft.volumes.values()]) {
    if (seen.phase === 'identifying') identify(draft, seen);
  }
  if (kind === 'storage') identifyLate(draft, device.id);
}

/** Once it says what it is, not having said so is no reason any more; every other one stays. */
const stillRefused = (known: Plugged | undefined, kind: Plugged['kind']): Plugged['refused'] =>
  known?.refused === 'unidentified' && kind !== 'unknown' ? null : (known?.refused ?? null);

/** Volumes that were held back for want of its description go on from where they stood. */
function identifyLate(draft: Draft, id: string): void {
  for (const seen of [...draft.volumes.values()])
    if (seen.unidentified && seen.deviceId === id && seen.phase === 'held-back')
      identify(draft, enter(draft, seen, 'identifying', { unidentified: false }));
}

function announce(draft: Draft, plugged: Plugged): void {
  const { insertion, kind, told } = plugged;
  // Hubs, keyboards and the like are nobody's business, unless a moment ago we had to say "something came".
  if ((kind === 'hub' || kind === 'other') && told === null) return;
  const now: Plugged = { ...plugged, told: kind };
  draft.devices.set(plugged.device.id, now);
  tell(draft, { event: 'device', insertion, device: deviceFacts(now) });
  if (kind === 'hub' || kind === 'other' || kind === 'unknown') return;
  record(draft, 'device.seen', { insertion, device: deviceFacts(now) });
  if (kind === 'suspect') {
    refuseDevice(draft, now, 'more-than-storage');
    return;
  }
  if (kind === 'phone') {
    refuseDevice(draft, now, 'phone');
    return;
  }
  const medium = findRegistered(draft.context.registry, plugged.device, devicesOf(draft), null);
  if (medium !== null && medium.state !== 'in-use') {
    refuseDevice(draft, now, `medium-${medium.state}`, medium);
  }
}

function springTraps(draft: Draft): void {
  for (const id of storageBehindTrap([...draft.devices.values()])) {
    const trapped = draft.devices.get(id);
    if (trapped !== undefined) refuseDevice(draft, trapped, 'input-behind-hub');
  }
}

export function detach(draft: Draft, id: string): void {
  const plugged = draft.devices.get(id);
  if (plugged === undefined) return;
  draft.devices.delete(id);
  const { insertion } = plugged;
  const seen = volumesOf(draft, insertion).filter((one) => one.deviceId === id);
  for (const one of seen) {
    stop(draft, one.volume.id, gateError('medium-gone'));
    draft.volumes.delete(one.volume.id);
  }
  if (plugged.told === null || plugged.told === 'hub' || plugged.told === 'other') return;
  const when = seen.length > 0 ? whenOf(seen) : plugged.last;
  const device = deviceFacts(plugged);
  tell(draft, { event: 'removed', insertion, device, volumes: seen.map((one) => seenFacts(one).name), when });
  if (plugged.told === 'unknown') return;
  record(draft, 'medium.removed', { insertion, device, volumes: seen.map((one) => one.volume.id), when });
}

export function whenOf(volumes: readonly Pick<Seen, 'phase'>[]): RemovedWhen {
  const phases = new Set(volumes.map((one) => one.phase));
  if (phases.has('gating')) return 'during';
  if (phases.has('ejected')) return 'ejected';
  return phases.has('done') || phases.has('ejecting') ? 'after' : 'before';
}

/** A complete list: whoever is missing has gone, whoever is new has come. */
export function replaceDevices(draft: Draft, devices: readonly Device[], at: number): void {
  const present = new Set(devices.map((device) => device.id));
  for (const id of [...draft.devices.keys()]) if (!present.has(id)) detach(draft, id);
  for (const device of devices) {
    const known = draft.devices.get(device.id);
    // A list may know less than an event did: it never takes away what is known already.
    if (known !== undefined && (known.device.interfaces !== null || device.interfaces === null)) continue;
    attach(draft, device, at);
  }
}
