/** Keeps what happens often from costing much: values that windows are told, and looks at the record. */

import type { Clock } from '../ports.ts';

const EVERY_MS = 100;

export type Throttled<T> = { tell(value: T): void; drop(): void };

/** Lets at most ten values a second through, and always the last one. */
export function throttled<T>(clock: Pick<Clock, 'monotonic'>, tell: (value: T) => void): Throttled<T> {
  let last = -Infinity;
  let waiting: { readonly value: T } | null = null;
  let timer: NodeJS.Timeout | null = null;

  function hand(value: T): void {
    last = clock.monotonic();
    tell(value);
  }
  return {
    tell(value) {
      const passed = clock.monotonic() - last;
      if (passed >= EVERY_MS && timer === null) {
        hand(value);
        return;
      }
      waiting = { value };
      timer ??= setTimeout(
        () => {
          timer = null;
          const held = waiting;
          waiting = null;
          if (held !== null) hand(held.value);
        },
        EVERY_MS - Math.min(passed, EVERY_MS),
      );
    },
    drop() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      waiting = null;
    },
  };
}

/** Runs `work` once more after its end for whoever asked meanwhile: an earlier look never overwrites a later one. */
export function inTurns(work: () => Promise<void>, failed: () => void): () => void {
  const turns = { running: false, asked: false };
  async function run(): Promise<void> {
    turns.running = true;
    while (turns.asked) {
      turns.asked = false;
      await work().catch(failed);
    }
    turns.running = false;
  }
  return () => {
    turns.asked = true;
    if (!turns.running) void run();
  };
}
