/** Works a complete list of volumes into the state: what is new, what has gone, what was mounted meanwhile. */

import { gateError } from '../../../../shared/errors.ts';
import type { Volume } from '../../../../shared/model/media.ts';
import { tieVolume } from '../tie.ts';
import { roleOf } from '../volume-role.ts';
import { devicesOf, identify, look } from './approach.ts';
import { newInsertion, record, tell } from './draft.ts';
import { isBarred } from './refusal.ts';
import { pluggedFacts, seenFacts } from './facts.ts';
import { whenOf } from './devices.ts';
import type { Draft, Seen } from './state.ts';
import { stop } from './turns.ts';

export function replaceVolumes(draft: Draft, volumes: readonly Volume[]): void {
  draft.listed = volumes;
  const present = new Map(volumes.map((volume) => [volume.id, volume]));
  const gone = [...draft.volumes.values()].filter((seen) => !present.has(seen.volume.id));
  forgetSettled(draft, volumes);
  // What was mounted meanwhile is the same medium under a new id: it keeps its insertion and is not told as gone.
  const successors = new Map(gone.flatMap((seen) => successorOf(seen, volumes)));
  for (const seen of gone) remove(draft, seen, successors.has(seen.volume.id));
  for (const seen of [...draft.volumes.values()]) {
    const volume = present.get(seen.volume.id);
    if (volume !== undefined) update(draft, seen, volume);
  }
  const fresh = volumes.filter((volume) => !draft.volumes.has(volume.id) && isWanted(draft, volume));
  for (const volume of fresh) {
    const before = gone.find((seen) => successors.get(seen.volume.id) === volume.id);
    appear(draft, volume, before);
  }
}

/** More may have become known about it: a label, or that nothing was mounted because it is locked. */
function update(draft: Draft, seen: Seen, volume: Volume): void {
  const next: Seen = { ...seen, volume };
  draft.volumes.set(volume.id, next);
  const isIdle = seen.phase === 'awaiting-mount' || seen.phase === 'held-back';
  if (volume.state !== seen.volume.state && isIdle && !isBarred(draft, next)) look(draft, next);
}

function successorOf(seen: Seen, volumes: readonly Volume[]): readonly (readonly [string, string])[] {
  if (seen.volume.state !== 'unmounted' || seen.volume.block === null) return [];
  const next = volumes.find((one) => one.block === seen.volume.block && one.state === 'mounted');
  return next === undefined ? [] : [[seen.volume.id, next.id]];
}

function isWanted(draft: Draft, volume: Volume): boolean {
  const { ownPaths, mountRoots } = draft.context;
  if (roleOf(volume, { ownPaths, mountRoots, all: draft.listed }) !== 'medium') return false;
  if (volume.state === 'no-medium') return false;
  // It had its turn and was unmounted, by us or by hand: it waits to be pulled out. Mounted again, it is checked again.
  const isSettled = volume.block !== null && draft.settled.has(volume.block);
  return !(isSettled && volume.state !== 'mounted');
}

function appear(draft: Draft, volume: Volume, before: Seen | undefined): void {
  const seen: Seen = {
    volume,
    insertion: before?.insertion ?? insertionOf(draft, volume),
    deviceId: null,
    tie: volume.usb === null ? 'none' : 'unknown',
    phase: 'identifying',
    since: draft.context.now,
    how: before?.phase === 'mounting' ? 'mounted-read-only' : 'found-read-write',
    medium: null,
    unidentified: false,
  };
  draft.volumes.set(volume.id, seen);
  identify(draft, seen);
  if (draft.volumes.get(volume.id)?.phase === 'identifying') draft.effects.push({ type: 'list-devices' });
}

/** One plugging-in is one insertion: the device's own, else that of another volume on the same disk. */
function insertionOf(draft: Draft, volume: Volume): string {
  const tie = tieVolume(volume, devicesOf(draft));
  const plugged = tie.tie === 'tied' ? draft.devices.get(tie.device.id) : undefined;
  if (plugged !== undefined) return plugged.insertion;
  const sibling = [...draft.volumes.values()].find(
    (seen) => volume.disk !== null && seen.volume.disk === volume.disk,
  );
  return sibling?.insertion ?? newInsertion(draft);
}

function remove(draft: Draft, seen: Seen, hasSuccessor: boolean): void {
  const { volume, insertion } = seen;
  stop(draft, volume.id, gateError('medium-gone'));
  draft.volumes.delete(volume.id);
  if (hasSuccessor) return;
  if (volume.state === 'mounted' && volume.block !== null && blockIsListed(draft, volume.block)) {
    draft.settled.add(volume.block);
  }
  const when = whenOf([seen]);
  const plugged = seen.deviceId === null ? undefined : draft.devices.get(seen.deviceId);
  if (plugged !== undefined) draft.devices.set(plugged.device.id, { ...plugged, last: when });
  // Let go of by ourselves: `removable` was told, and pulling the device out will be told as `removed`.
  const isOurDoing = seen.phase === 'ejecting' || (seen.phase === 'ejected' && seen.deviceId !== null);
  if (isOurDoing || seen.phase === 'identifying') return;
  // Never mounted and its disk still there: it was unlocked, or a card was taken out of a reader that never showed it.
  if (volume.state !== 'mounted' && draft.listed.some((one) => one.disk === volume.disk)) return;
  const device = pluggedFacts(plugged);
  tell(draft, { event: 'removed', insertion, device, volumes: [seenFacts(seen).name], when });
  record(draft, 'medium.removed', { insertion, device, volumes: [volume.id], when });
}

const blockIsListed = (draft: Draft, block: string): boolean =>
  draft.listed.some((one) => one.block === block && one.state !== 'no-medium');

function forgetSettled(draft: Draft, volumes: readonly Volume[]): void {
  for (const block of [...draft.settled]) {
    if (!volumes.some((one) => one.block === block && one.state !== 'no-medium')) draft.settled.delete(block);
  }
}
