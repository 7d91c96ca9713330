/** Brings one volume from first seen to queued, step by step; each step either goes on, waits or holds it back. */

import { exhaustive } from '../../../../shared/exhaustive.ts';
import type { Volume } from '../../../../shared/model/media.ts';
import { decideAdmission, findRegistered } from '../registry.ts';
import { tieVolume } from '../tie.ts';
import type { TieResult } from '../tie.ts';
import { isVaultDisc } from '../vault.ts';
import { enter, record, tell } from './draft.ts';
import { pluggedFacts, seenFacts } from './facts.ts';
import { refuseDevice, refuseVolume } from './refusal.ts';
import type { Draft, MountedHow, Plugged, Seen } from './state.ts';
import { enqueue } from './turns.ts';

/** How long USB may take to show the device under a volume: Windows answers in about a second. */
export const IDENTIFY_MS = 3_000;

export const devicesOf = (draft: Draft): readonly Plugged['device'][] =>
  [...draft.devices.values()]
    .filter((one) => one.kind !== 'hub' && one.kind !== 'other')
    .map((one) => one.device);

/** First step: which device is it on, and may that device bring anything? */
export function identify(draft: Draft, seen: Seen): void {
  const result = tieVolume(seen.volume, devicesOf(draft));
  const under = carriers(draft, result);
  const waits = result.tie !== 'none' && (under.length === 0 || under.some((one) => one.kind === 'unknown'));
  if (waits && draft.context.now - seen.since < IDENTIFY_MS) return;
  const only = result.tie === 'tied' ? under[0] : undefined;
  const tied: Seen = {
    ...seen,
    tie: result.tie,
    deviceId: only?.device.id ?? null,
    insertion: only?.insertion ?? seen.insertion,
  };
  tell(draft, { event: 'volume', insertion: tied.insertion, volume: seenFacts(tied) });
  record(draft, 'volume.seen', {
    insertion: tied.insertion,
    device: pluggedFacts(only),
    volume: seenFacts(tied),
    state: tied.volume.state,
    lock: tied.volume.lock,
  });
  if (waits) {
    // USB would not say what is under it: it may be anything, so it is nothing that may bring files.
    if (only !== undefined) {
      enter(draft, tied, 'held-back', { unidentified: true });
      refuseDevice(draft, only, 'unidentified');
      return;
    }
    refuseVolume(draft, tied, 'unidentified');
    return;
  }
  const refused = under.find((one) => one.refused !== null);
  if (refused === undefined) {
    look(draft, tied);
    return;
  }
  // Where it could be any of several devices, the worst of them decides.
  if (only !== undefined) enter(draft, tied, 'held-back');
  else refuseVolume(draft, tied, 'unidentified');
}

function carriers(draft: Draft, result: TieResult): readonly Plugged[] {
  if (result.tie === 'none') return [];
  const devices = result.tie === 'tied' ? [result.device] : result.candidates;
  return devices.flatMap((device) => draft.devices.get(device.id) ?? []);
}

/** Second step: is there anything to read? */
export function look(draft: Draft, seen: Seen): void {
  const { volume, insertion } = seen;
  const lock = isVaultDisc(volume, draft.listed) ? 'vault' : volume.lock;
  switch (volume.state) {
    case 'locked':
    case 'no-medium': {
      holdLocked(draft, seen, lock ?? 'unknown');
      return;
    }
    case 'unformatted':
    case 'unreachable':
      enter(draft, seen, 'held-back');
      {
        tell(draft, { event: 'unreadable', insertion, volume: seenFacts(seen), why: volume.state });
        return;
      }
    case 'unmounted':
      if (lock !== null) {
        holdLocked(draft, seen, lock);
        return;
      }
      // Where we never mount, somebody else will, and the mounted volume comes as a new one.
      enter(draft, seen, draft.context.mountAfterMs === null ? 'held-back' : 'awaiting-mount');
      return;
    case 'mounted':
      if (lock !== null) {
        holdLocked(draft, seen, lock);
        return;
      }
      {
        protect(draft, seen);
        return;
      }
    default:
      exhaustive(volume.state);
  }
}

function holdLocked(draft: Draft, seen: Seen, lock: string): void {
  enter(draft, seen, 'held-back');
  tell(draft, { event: 'locked', insertion: seen.insertion, volume: seenFacts(seen), lock });
}

/** Third step: take away the right to write from what somebody else mounted with it. */
function protect(draft: Draft, seen: Seen): void {
  if (seen.how === 'mounted-read-only') {
    admit(draft, seen, null);
    return;
  }
  const how: MountedHow = seen.volume.readOnly ? 'found-read-only' : 'found-read-write';
  // A folder that somebody mounted on purpose (FUSE, loop) stays as it is: it is recorded, and we only read anyway.
  if (seen.volume.readOnly || !seen.volume.removable) {
    admit(draft, { ...seen, how }, null);
    return;
  }
  enter(draft, seen, 'protecting', { how });
  draft.effects.push({ type: 'protect', volume: seen.volume });
}

export function protectedNow(draft: Draft, seen: Seen, succeeded: boolean): void {
  if (!succeeded) {
    admit(draft, seen, null);
    return;
  }
  const volume: Volume = { ...seen.volume, readOnly: true };
  admit(draft, { ...seen, volume, how: 'remounted-read-only' }, null);
}

/** Last step: is it one of ours, and if not, may guests come in? `mark` is null until it was read. */
export function admit(draft: Draft, seen: Seen, mark: { readonly sha256: string | null } | null): void {
  const { registry } = draft.context;
  const plugged = seen.deviceId === null ? undefined : draft.devices.get(seen.deviceId);
  const medium = findRegistered(registry, plugged?.device ?? null, devicesOf(draft), mark?.sha256 ?? null);
  const marksMatter = registry.some((one) => one.key.type === 'mark');
  if (medium === null && mark === null && marksMatter && seen.volume.mountPoint !== null) {
    enter(draft, seen, 'reading-mark');
    draft.effects.push({ type: 'read-mark', volume: seen.volume.id, mountPoint: seen.volume.mountPoint });
    return;
  }
  const admission = decideAdmission(medium, draft.context);
  switch (admission.decision) {
    case 'admit': {
      enqueue(draft, { ...seen, medium });
      return;
    }
    case 'ask':
      enter(draft, seen, 'asking');
      {
        tell(draft, { event: 'ask', insertion: seen.insertion, volume: seenFacts(seen) });
        return;
      }
    case 'refuse': {
      refuseVolume(draft, seen, admission.reason, admission.medium);
      return;
    }
    default:
      exhaustive(admission);
  }
}
