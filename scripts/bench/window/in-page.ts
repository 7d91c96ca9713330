/// <reference lib="dom" />
/** What is measured inside the page, by the browser's own clock: from an input to the frame that shows its answer. */

import type { Page } from 'playwright-core';

type Frames = { readonly times: number[]; readonly long: number[]; on: boolean };
type InPage = { sekishoBench: { answer: Promise<number> | null; frames: Frames | null } };

/** The list's first row; it carries the number of its session once it is there. */
const FIRST_ROW = '[role=table] button[data-index="0"]';

/**
 * Milliseconds from the next `input` event, as the browser stamped it, to the frame in which the first row shows. `wanted`:
 * of which session; null: of any.
 */
export async function untilShown(
  page: Page,
  input: 'click' | 'input',
  wanted: string | null,
  act: () => Promise<void>,
): Promise<number> {
  await page.evaluate(
    ([input, selector, wanted]) => {
      const answer = new Promise<number>((resolve) => {
        const began = (event: Event): void => {
          const shown = (): boolean => {
            const row = document.querySelector(selector);
            return row !== null && (wanted === null || row.textContent === wanted);
          };
          // The frame behind the one in which the row is found is the first that can be on the screen with it.
          const look = (): void => {
            const done = (): void => resolve(performance.now() - event.timeStamp);
            requestAnimationFrame(shown() ? done : look);
          };
          requestAnimationFrame(look);
        };
        document.addEventListener(input, began, { capture: true, once: true });
      });
      (globalThis as unknown as InPage).sekishoBench = { answer, frames: null };
    },
    [input, FIRST_ROW, wanted] as const,
  );
  await act();
  return page.evaluate(async () => (await (globalThis as unknown as InPage).sekishoBench.answer) ?? NaN);
}

export const firstShown = (page: Page): Promise<string | null> => page.locator(FIRST_ROW).textContent();

/** `dropped`: of `frames` that were due at 60 a second. `long`: milliseconds of each task over 50. */
export type Smoothness = {
  readonly frames: number;
  readonly dropped: number;
  readonly long: readonly number[];
};

/** Watches the page's frames and long tasks while `act` goes on. */
export async function whileWatched(page: Page, act: () => Promise<void>): Promise<Smoothness> {
  await page.evaluate(() => {
    const frames: Frames = { times: [], long: [], on: true };
    const observer = new PerformanceObserver((list) =>
      frames.long.push(...list.getEntries().map(({ duration }) => duration)),
    );
    observer.observe({ type: 'longtask' });
    const next = (time: number): void => {
      frames.times.push(time);
      if (frames.on) requestAnimationFrame(next);
      else observer.disconnect();
    };
    requestAnimationFrame(next);
    (globalThis as unknown as InPage).sekishoBench = { answer: null, frames };
  });
  await act();
  const { times, long } = await page.evaluate(() => {
    const { frames } = (globalThis as unknown as InPage).sekishoBench;
    if (frames !== null) frames.on = false;
    return { times: [...(frames?.times ?? [])], long: [...(frames?.long ?? [])] };
  });
  const due = times
    .slice(1)
    .map((time, i) => Math.max(1, Math.round((time - (times[i] ?? time)) / FRAME_MS)));
  const frames = due.reduce((sum, count) => sum + count, 0);
  return { frames, dropped: frames - due.length, long };
}

const FRAME_MS = 1000 / 60;
