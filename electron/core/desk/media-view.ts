/** Turns what is told about media into what stands on the screen for each of them. Pure. */

import type { MediumState, MediumView } from '../../../shared/contract/snapshot.ts';
import { exhaustive } from '../../../shared/exhaustive.ts';
import type { DeviceFacts, MediaEvent, VolumeFacts } from '../../../shared/model/media-event.ts';

/** By insertion, in the order of plugging in. */
export type MediaViews = ReadonlyMap<string, MediumView>;

/** More than a hub has sockets; what is beyond is still handled, only not shown. */
const MOST_SHOWN = 32;

type PerInsertion = Exclude<MediaEvent, { event: 'queue' | 'trouble' }>;

export function applyMedia(views: MediaViews, event: PerInsertion): MediaViews {
  const { insertion } = event;
  const next = new Map(views);
  if (event.event === 'removed') {
    next.delete(insertion);
    return next;
  }
  const before = views.get(insertion);
  if (before === undefined && views.size >= MOST_SHOWN) return views;
  next.set(insertion, {
    ...stateAfter(event),
    insertion,
    device: deviceOf(event) ?? before?.device ?? null,
    volume: volumeOf(event) ?? before?.volume ?? null,
  });
  return next;
}

/** The same media in another state, where the insertion is there. */
export function withState(views: MediaViews, insertion: string, state: MediumState): MediaViews {
  const before = views.get(insertion);
  if (before === undefined) return views;
  const { device, volume } = before;
  return new Map(views).set(insertion, { ...state, insertion, device, volume });
}

function stateAfter(event: Exclude<PerInsertion, { event: 'removed' }>): MediumState {
  switch (event.event) {
    case 'device':
    case 'volume':
      return { state: 'found' };
    case 'suspect':
      return { state: 'suspect', reason: event.reason };
    case 'refused':
      return { state: 'refused', reason: event.reason, registered: event.medium };
    case 'locked':
      return { state: 'locked', lock: event.lock };
    case 'unreadable':
      return { state: 'unreadable', why: event.why };
    case 'ask':
      return { state: 'asking' };
    case 'removable':
      return { state: 'removable', how: event.how };
    case 'stuck':
      return { state: 'stuck', error: event.error };
    default:
      return exhaustive(event);
  }
}

const deviceOf = (event: PerInsertion): DeviceFacts | null => ('device' in event ? event.device : null);
const volumeOf = (event: PerInsertion): VolumeFacts | null => ('volume' in event ? event.volume : null);
