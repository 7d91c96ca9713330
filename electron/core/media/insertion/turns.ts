/** Whose turn it is: one session at a time, in the order of insertion and partition; and letting a medium go after. */

import type { GateError } from '../../../../shared/errors.ts';
import { exhaustive } from '../../../../shared/exhaustive.ts';
import type { Result } from '../../../../shared/result.ts';
import type { EjectHow } from '../ports.ts';
import { enter, record, tell, volumesOf } from './draft.ts';
import { nameOf, pluggedFacts, seenFacts } from './facts.ts';
import type { Draft, Phase, Seen } from './state.ts';

/** Lets a volume wait for its turn; gates it at once when nothing else is being gated. */
export function enqueue(draft: Draft, seen: Seen): void {
  enter(draft, seen, 'queued');
  record(draft, 'volume.mounted', {
    insertion: seen.insertion,
    volume: seenFacts(seen),
    how: seen.how,
    options: [...seen.volume.options],
  });
  draft.queue.push(seen.volume.id);
  // Numbers, not text: i10 comes after i9. The sort is stable, so equals keep the order in which they came.
  const rank = (id: string): readonly [number, number] => {
    const one = draft.volumes.get(id);
    return [Number(one?.insertion.slice(1) ?? 0), one?.volume.partition ?? 0];
  };
  draft.queue.sort((a, b) => rank(a)[0] - rank(b)[0] || rank(a)[1] - rank(b)[1]);
  if (draft.gating === null) startNext(draft);
  else tellQueue(draft);
}

/** Takes a volume out of the queue, if it waits there. */
export function dequeue(draft: Draft, volumeId: string): void {
  if (!draft.queue.includes(volumeId)) return;
  draft.queue = draft.queue.filter((id) => id !== volumeId);
  tellQueue(draft);
}

/** Stops what is being done with a volume because of `error`; its session says itself what became of it. */
export function stop(draft: Draft, volumeId: string, error: GateError): void {
  dequeue(draft, volumeId);
  if (draft.gating === volumeId) draft.effects.push({ type: 'abort', volume: volumeId, error });
}

/** The session of a volume is over, however it went. */
export function finished(draft: Draft, volumeId: string): void {
  if (draft.gating !== volumeId) return;
  draft.gating = null;
  const seen = draft.volumes.get(volumeId);
  if (seen !== undefined && seen.phase === 'gating') {
    if (seen.volume.block !== null) draft.settled.add(seen.volume.block);
    enter(draft, seen, 'done');
    letGoWhenDone(draft, seen.insertion);
  }
  startNext(draft);
}

function startNext(draft: Draft): void {
  const id = draft.queue.shift();
  if (id === undefined) return;
  const seen = draft.volumes.get(id);
  if (seen === undefined || seen.volume.mountPoint === null) {
    startNext(draft);
    return;
  }
  draft.gating = id;
  enter(draft, seen, 'gating');
  const plugged = seen.deviceId === null ? undefined : draft.devices.get(seen.deviceId);
  draft.effects.push({
    type: 'gate',
    ticket: {
      insertion: seen.insertion,
      volumeId: id,
      mountPoint: seen.volume.mountPoint,
      name: nameOf(seen.volume),
      device: pluggedFacts(plugged),
      volume: seenFacts(seen),
      medium: seen.medium === null ? null : { id: seen.medium.id, name: seen.medium.name },
    },
  });
  tellQueue(draft);
}

function tellQueue(draft: Draft): void {
  const waiting = draft.queue.flatMap((id) => {
    const seen = draft.volumes.get(id);
    return seen === undefined ? [] : [{ insertion: seen.insertion, name: nameOf(seen.volume) }];
  });
  tell(draft, { event: 'queue', waiting });
}

/** Phases in which a volume neither is being worked on nor waits for anything. */
function isOver(phase: Phase): boolean {
  switch (phase) {
    case 'done':
    case 'held-back':
      return true;
    case 'identifying':
    case 'awaiting-mount':
    case 'mounting':
    case 'protecting':
    case 'reading-mark':
    case 'asking':
    case 'queued':
    case 'gating':
    case 'ejecting':
    case 'ejected':
      return false;
    default:
      return exhaustive(phase);
  }
}

export function letGoWhenDone(draft: Draft, insertion: string): void {
  const volumes = volumesOf(draft, insertion);
  if (!draft.context.eject || !volumes.every((seen) => isOver(seen.phase))) return;
  if (volumes.some((seen) => seen.phase === 'done')) letGo(draft, insertion);
}

/** Asks the system to let go of a medium; where there is nothing to let go of, says so at once. */
export function letGo(draft: Draft, insertion: string): void {
  const volumes = volumesOf(draft, insertion);
  if (volumes.length === 0 || volumes.some((seen) => !isOver(seen.phase))) return;
  const ours = volumes.filter((seen) => seen.volume.removable || seen.how === 'mounted-read-only');
  if (ours.length === 0) {
    // A loop or FUSE mount that somebody else made is not ours to undo, and there is nothing to pull out.
    tell(draft, { event: 'removable', insertion, how: 'nothing-to-eject' });
    return;
  }
  for (const seen of ours) enter(draft, seen, 'ejecting');
  draft.effects.push({ type: 'eject', insertion, volumes: ours.map((seen) => seen.volume) });
}

/** "You may remove it" is told here and nowhere else, and only when the system said so. */
export function ejected(draft: Draft, insertion: string, result: Result<EjectHow>): void {
  const volumes = volumesOf(draft, insertion).filter((seen) => seen.phase === 'ejecting');
  for (const seen of volumes) {
    if (result.ok && seen.volume.block !== null) draft.settled.add(seen.volume.block);
    enter(draft, seen, result.ok ? 'ejected' : 'done');
  }
  if (!result.ok) {
    tell(draft, { event: 'stuck', insertion, error: result.error });
    return;
  }
  for (const plugged of [...draft.devices.values()]) {
    // Letting it go may have taken its volumes away already.
    if (plugged.insertion === insertion)
      draft.devices.set(plugged.device.id, { ...plugged, last: 'ejected' });
  }
  tell(draft, { event: 'removable', insertion, how: result.value });
  record(draft, 'medium.ejected', { insertion, how: result.value });
}
