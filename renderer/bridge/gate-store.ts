/** The window's one copy of the gate's state: only read, replaced by what is newer, and honest about a lost connection. */

import type { ProgressTold } from '../../shared/contract/events.ts';
import type { Snapshot } from '../../shared/contract/snapshot.ts';
import type { Host } from './host.ts';

export type GateState =
  | { readonly line: 'connecting'; readonly snapshot: null }
  | { readonly line: 'there'; readonly snapshot: Snapshot }
  /** `snapshot`: what was known last; it may have changed since. */
  | { readonly line: 'lost'; readonly snapshot: Snapshot | null };

export type GateNews =
  | { readonly type: 'snapshot'; readonly snapshot: Snapshot }
  /** The answer to a question of ours: the truth, also when a restarted core counts from the beginning again. */
  | { readonly type: 'asked'; readonly snapshot: Snapshot }
  | { readonly type: 'progress'; readonly told: ProgressTold }
  | { readonly type: 'lost' };

/** Pure: what the window knows after some news. Late and strange news changes nothing. */
export function learn(state: GateState, news: GateNews): GateState {
  switch (news.type) {
    case 'lost':
      return state.line === 'lost' ? state : { line: 'lost', snapshot: state.snapshot };
    case 'asked':
      if (state.line === 'there' && state.snapshot.seq === news.snapshot.seq) return state;
      return { line: 'there', snapshot: news.snapshot };
    case 'snapshot':
      if (state.line === 'there' && news.snapshot.seq <= state.snapshot.seq) return state;
      return { line: 'there', snapshot: news.snapshot };
    case 'progress': {
      if (state.line !== 'there') return state;
      const { snapshot } = state;
      const { told } = news;
      if (snapshot.session?.id !== told.session || told.seq !== snapshot.seq) return state;
      const session = { ...snapshot.session, phase: told.phase, progress: told.progress };
      return { line: 'there', snapshot: { ...snapshot, session } };
    }
  }
}

/** How often a window asks whether the core is still there, and how soon again when it is not. */
const ASK_MS = 10_000;
const ASK_AGAIN_MS = 1500;

export type GateStore = {
  readonly subscribe: (listener: () => void) => () => void;
  readonly read: () => GateState;
  /** Asks at once; for a button on the screen that says that the connection is lost. */
  readonly ask: () => void;
  readonly close: () => void;
};

export function createGateStore(host: Host, page: Window): GateStore {
  let state: GateState = { line: 'connecting', snapshot: null };
  let timer: number | undefined;
  let closed = false;
  /** Only the newest question's answer counts. */
  let questions = 0;
  const listeners = new Set<() => void>();

  function hear(news: GateNews): void {
    const next = learn(state, news);
    if (next === state) return;
    state = next;
    listeners.forEach((listener) => listener());
  }

  async function ask(): Promise<void> {
    page.clearTimeout(timer);
    questions += 1;
    const question = questions;
    const before = state.snapshot?.seq ?? -1;
    const answer = await host.client.call('snapshot.read', {});
    if (closed || question !== questions) return;
    if (!answer.ok) hear({ type: 'lost' });
    // What was told while the question was under way is newer than its answer, unless the core began anew.
    else if (state.line !== 'there' || answer.value.seq >= state.snapshot.seq || answer.value.seq < before)
      hear({ type: 'asked', snapshot: answer.value });
    timer = page.setTimeout(() => void ask(), answer.ok ? ASK_MS : ASK_AGAIN_MS);
  }

  const ends = [
    host.client.on('snapshot', (snapshot) => hear({ type: 'snapshot', snapshot })),
    host.client.on('progress', (told) => hear({ type: 'progress', told })),
    host.onLine((there) => {
      if (there) void ask();
      else hear({ type: 'lost' });
    }),
  ];
  void ask();

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    read: () => state,
    ask: () => void ask(),
    close: () => {
      closed = true;
      page.clearTimeout(timer);
      ends.forEach((end) => end());
    },
  };
}
