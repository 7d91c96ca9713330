/**
 * Media as a pure machine: `step(state, event, context)` says what is so afterwards and what has to be done. The
 * watcher performs the effects in order and knows no rules of its own.
 */

import { exhaustive } from '../../../../shared/exhaustive.ts';
import { admit, identify, IDENTIFY_MS, protectedNow } from './approach.ts';
import { attach, detach, replaceDevices } from './devices.ts';
import { enter, open, record, seal, tell, volumesOf } from './draft.ts';
import { seenFacts } from './facts.ts';
import { refuseVolume } from './refusal.ts';
import type {
  Draft,
  InsertionContext,
  InsertionEffect,
  InsertionEvent,
  Insertions,
  Phase,
  Seen,
} from './state.ts';
import { ejected, enqueue, finished, letGo, letGoWhenDone } from './turns.ts';
import { replaceVolumes } from './volumes.ts';

export type Step = { readonly state: Insertions; readonly effects: readonly InsertionEffect[] };

export function step(state: Insertions, event: InsertionEvent, context: InsertionContext): Step {
  const draft = open(state, context);
  work(draft, event);
  return seal(draft);
}

function work(draft: Draft, event: InsertionEvent): void {
  switch (event.type) {
    case 'attached': {
      attach(draft, event.device, draft.context.now);
      return;
    }
    case 'detached': {
      detach(draft, event.id);
      return;
    }
    case 'devices': {
      replaceDevices(draft, event.devices, event.atStart ? Number.NEGATIVE_INFINITY : draft.context.now);
      return;
    }
    case 'volumes': {
      replaceVolumes(draft, event.volumes);
      return;
    }
    case 'mounted': {
      onVolume(draft, event.volume, 'mounting', (seen) => {
        // The mounted volume comes with the next list; it replaces this one.
        if (event.result.ok) draft.effects.push({ type: 'list-volumes' });
        else holdUnreadable(draft, seen, 'mount-failed');
      });
      return;
    }
    case 'protected': {
      onVolume(draft, event.volume, 'protecting', (seen) => protectedNow(draft, seen, event.result.ok));
      return;
    }
    case 'mark-read': {
      onVolume(draft, event.volume, 'reading-mark', (seen) => {
        // Not knowing who it is would let a lost stick in as a guest.
        if (event.result.ok) admit(draft, seen, { sha256: event.result.value });
        else holdUnreadable(draft, seen, 'mark-unreadable');
      });
      return;
    }
    case 'answered': {
      answer(draft, event);
      return;
    }
    case 'finished': {
      finished(draft, event.volume);
      return;
    }
    case 'eject-asked': {
      letGo(draft, event.insertion);
      return;
    }
    case 'ejected': {
      ejected(draft, event.insertion, event.result);
      return;
    }
    case 'tick': {
      tick(draft);
      return;
    }
    default:
      exhaustive(event);
  }
}

/** Results may come late: they count only while the volume still waits for them. */
function onVolume(draft: Draft, id: string, phase: Phase, then: (seen: Seen) => void): void {
  const seen = draft.volumes.get(id);
  if (seen?.phase === phase) then(seen);
}

function holdUnreadable(draft: Draft, seen: Seen, why: 'mount-failed' | 'mark-unreadable'): void {
  enter(draft, seen, 'held-back');
  tell(draft, { event: 'unreadable', insertion: seen.insertion, volume: seenFacts(seen), why });
  letGoWhenDone(draft, seen.insertion);
}

function answer(draft: Draft, event: Extract<InsertionEvent, { type: 'answered' }>): void {
  const asking = volumesOf(draft, event.insertion).filter((seen) => seen.phase === 'asking');
  if (asking.length === 0) return;
  const { insertion, allow, staff } = event;
  record(draft, 'guest.answered', { insertion, allow, staff });
  for (const seen of asking) {
    if (allow) enqueue(draft, seen);
    else refuseVolume(draft, seen, 'guest');
  }
}

function tick(draft: Draft): void {
  for (const seen of [...draft.volumes.values()]) {
    if (seen.phase === 'identifying') identify(draft, seen);
    if (seen.phase !== 'awaiting-mount') continue;
    const { mountAfterMs, now } = draft.context;
    if (mountAfterMs === null || now - seen.since < mountAfterMs) continue;
    enter(draft, seen, 'mounting');
    draft.effects.push({ type: 'mount', volume: seen.volume });
  }
}

/** When the next `tick` is due, in monotonic ms; null when nothing waits for time to pass. */
export function nextDeadline(state: Insertions, mountAfterMs: number | null): number | null {
  const deadlines = [...state.volumes.values()].flatMap((seen) => {
    if (seen.phase === 'identifying') return [seen.since + IDENTIFY_MS];
    if (seen.phase === 'awaiting-mount' && mountAfterMs !== null) return [seen.since + mountAfterMs];
    return [];
  });
  return deadlines.length === 0 ? null : Math.min(...deadlines);
}
