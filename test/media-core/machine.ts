/** Drives the insertion machine in tests: feeds events and remembers everything it answered. */

import { noInsertions } from '../../electron/core/media/insertion/state.ts';
import type {
  InsertionContext,
  InsertionEffect,
  InsertionEvent,
  Insertions,
  Ticket,
} from '../../electron/core/media/insertion/state.ts';
import { step } from '../../electron/core/media/insertion/step.ts';
import type { MediaEvent } from '../../shared/model/media-event.ts';
import type { Device, Volume } from '../../shared/model/media.ts';
import { context } from './samples.ts';

export function machine(changes: Partial<InsertionContext> = {}) {
  let state: Insertions = noInsertions;
  let now = context(changes).now;
  const all: InsertionEffect[] = [];

  /** Gives the effects of this event alone. */
  function feed(event: InsertionEvent): readonly InsertionEffect[] {
    const answer = step(state, event, { ...context(changes), now });
    state = answer.state;
    all.push(...answer.effects);
    return answer.effects;
  }
  return {
    feed,
    pass: (ms: number) => {
      now += ms;
      return feed({ type: 'tick' });
    },
    plug: (device: Device) => feed({ type: 'attached', device }),
    unplug: (id: string) => feed({ type: 'detached', id }),
    volumes: (...volumes: readonly Volume[]) => feed({ type: 'volumes', volumes }),
    finish: (volume: string) => feed({ type: 'finished', volume }),
    get state() {
      return state;
    },
    get told(): readonly MediaEvent[] {
      return all.flatMap((effect) => (effect.type === 'tell' ? [effect.event] : []));
    },
    get words(): readonly string[] {
      return this.told.map((event) => event.event).filter((word) => word !== 'queue');
    },
    get recorded(): readonly string[] {
      return all.flatMap((effect) => (effect.type === 'record' ? [effect.draft.kind] : []));
    },
    get gated(): readonly Ticket[] {
      return all.flatMap((effect) => (effect.type === 'gate' ? [effect.ticket] : []));
    },
    effects: (type: InsertionEffect['type']) => all.filter((effect) => effect.type === type),
    last: <E extends MediaEvent['event']>(word: E) =>
      all
        .flatMap((effect) => (effect.type === 'tell' ? [effect.event] : []))
        .filter((event): event is Extract<MediaEvent, { event: E }> => event.event === word)
        .at(-1),
  };
}
