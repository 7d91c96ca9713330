/** Which requests of one connection were sent and how they stand; each is answered exactly once. */

import { heldBack, type Judgement } from '../../../shared/model/verdict.ts';
import type { Ask } from './idsession.ts';

/** `open`: waits for its reply. `given-up`: judged already, the engine may still reply once. `ping`: not about a file. */
export type Entry =
  | { readonly kind: 'file'; readonly ask: Ask; readonly deadline: number; givenUp: boolean }
  | { readonly kind: 'ping' };

export type UnderWay = {
  /** Files that wait for their reply. */
  readonly busy: number;
  /** Files given up, whose reply is still out. */
  readonly overdue: number;
  /** Replies still out, of whatever kind. */
  readonly size: number;
  /** Highest id handed out. clamd counts commands from 1, and so do we. */
  readonly lastId: number;
  addFile(ask: Ask, deadline: number): number;
  addPing(): number;
  find(id: number): Entry | undefined;
  /** Takes a reply's id off the list, and hands its judgement on if anybody still waits for it. */
  answer(id: number, judgement: Judgement | null): void;
  giveUp(id: number, cause: string): void;
  /** Gives up what is past its deadline; true when there was any. */
  giveUpLate(time: number): boolean;
  /** Everything that still waits is `engine-error`. */
  failAll(cause: string): void;
};

export function createUnderWay(): UnderWay {
  const entries = new Map<number, Entry>();
  let lastId = 0;
  let busy = 0;
  let overdue = 0;
  const add = (entry: Entry): number => {
    lastId += 1;
    entries.set(lastId, entry);
    return lastId;
  };
  const giveUp = (id: number, cause: string): void => {
    const entry = entries.get(id);
    if (entry?.kind !== 'file' || entry.givenUp) return;
    entry.givenUp = true;
    busy -= 1;
    overdue += 1;
    entry.ask.answer(heldBack('engine-error', { cause }));
  };
  return {
    get busy() {
      return busy;
    },
    get overdue() {
      return overdue;
    },
    get size() {
      return entries.size;
    },
    get lastId() {
      return lastId;
    },
    addFile(ask, deadline) {
      busy += 1;
      return add({ kind: 'file', ask, deadline, givenUp: false });
    },
    addPing: () => add({ kind: 'ping' }),
    find: (id) => entries.get(id),
    answer(id, judgement) {
      const entry = entries.get(id);
      entries.delete(id);
      if (entry?.kind !== 'file') return;
      if (entry.givenUp) {
        overdue -= 1;
        return;
      }
      busy -= 1;
      entry.ask.answer(judgement ?? heldBack('engine-error', { cause: 'protocol' }));
    },
    giveUp,
    giveUpLate(time) {
      let any = false;
      for (const [id, entry] of entries) {
        if (entry.kind !== 'file' || entry.givenUp || entry.deadline > time) continue;
        giveUp(id, 'deadline');
        any = true;
      }
      return any;
    },
    failAll(cause) {
      for (const entry of entries.values()) {
        if (entry.kind === 'file' && !entry.givenUp) entry.ask.answer(heldBack('engine-error', { cause }));
      }
      entries.clear();
      busy = 0;
      overdue = 0;
    },
  };
}
