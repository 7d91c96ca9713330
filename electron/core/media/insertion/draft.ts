/** Opens and seals the working copy of the state, and the few ways in which rules write to it. */

import type { DeviceFacts, MediaEvent, VolumeFacts } from '../../../../shared/model/media-event.ts';
import type { JsonValue } from '../../ports.ts';
import type { Draft, InsertionContext, InsertionEffect, Insertions, Phase, Seen } from './state.ts';

export function open(state: Insertions, context: InsertionContext): Draft {
  return {
    context,
    counter: state.counter,
    devices: new Map(state.devices),
    volumes: new Map(state.volumes),
    listed: state.listed,
    queue: [...state.queue],
    gating: state.gating,
    settled: new Set(state.settled),
    effects: [],
  };
}

export function seal(draft: Draft): {
  readonly state: Insertions;
  readonly effects: readonly InsertionEffect[];
} {
  const { counter, devices, volumes, listed, queue, gating, settled, effects } = draft;
  return { state: { counter, devices, volumes, listed, queue, gating, settled }, effects };
}

export function newInsertion(draft: Draft): string {
  draft.counter += 1;
  return `i${draft.counter}`;
}

export const tell = (draft: Draft, event: MediaEvent): void => {
  draft.effects.push({ type: 'tell', event });
};

/** Records an entry; device and volume facts go in as they are. */
export function record(
  draft: Draft,
  kind: string,
  body: Readonly<Record<string, JsonValue | DeviceFacts | VolumeFacts>>,
): void {
  draft.effects.push({
    type: 'record',
    draft: { kind, session: null, body: body },
  });
}

/** Moves a volume to another phase and gives it as it is now. */
export function enter(draft: Draft, seen: Seen, phase: Phase, changes: Partial<Seen> = {}): Seen {
  const next: Seen = { ...seen, ...changes, phase, since: draft.context.now };
  draft.volumes.set(next.volume.id, next);
  return next;
}

/** The volumes of one insertion, by partition. */
export function volumesOf(draft: Draft, insertion: string): readonly Seen[] {
  return [...draft.volumes.values()]
    .filter((seen) => seen.insertion === insertion)
    .sort((a, b) => (a.volume.partition ?? 0) - (b.volume.partition ?? 0));
}
