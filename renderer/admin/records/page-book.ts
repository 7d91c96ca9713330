/**
 * The pages of a long list that are in memory just now. Of a million lines only a few hundred are kept; of every page
 * seen, its cursor and its length, so that scrolling back asks for that page again. Pure.
 */

import type { Page } from '../../../shared/contract/records.ts';

export const PAGE_LINES = 100;
/** Lines in memory: what is on the screen, pages on either side of it, and some more against flicker. */
export const KEPT_LINES = 600;

export type PageBook<T> = {
  /** Where each page begins in the list; one more than pages seen. */
  readonly starts: readonly number[];
  /** The cursor of each page that may be asked for; undefined is the first page's. */
  readonly cursors: readonly (number | undefined)[];
  readonly pages: ReadonlyMap<number, readonly T[]>;
  /** Whether the last page seen is the last there is. */
  readonly ended: boolean;
};

export const emptyBook = <T>(): PageBook<T> => ({
  starts: [0],
  cursors: [undefined],
  pages: new Map(),
  ended: false,
});

/** Lines known to exist; more may follow while `ended` is false. */
export const knownLines = <T>(book: PageBook<T>): number => book.starts.at(-1) ?? 0;

/** The page that holds line `index`; the page after the last one seen when it lies beyond. */
export function pageOf<T>({ starts }: PageBook<T>, index: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? Infinity) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Null while its page is not in memory. */
export function lineAt<T>(book: PageBook<T>, index: number): T | null {
  const page = pageOf(book, index);
  return book.pages.get(page)?.[index - (book.starts[page] ?? 0)] ?? null;
}

/** The page to ask for next so that lines `first` to `last` can be shown, with one beyond; null when all are there. */
export function wantedPage<T>(book: PageBook<T>, first: number, last: number): number | null {
  const from = pageOf(book, first);
  const to = pageOf(book, last + PAGE_LINES / 2);
  for (let page = from; page <= to; page += 1) {
    const exists = page < book.cursors.length;
    if (exists && !book.pages.has(page)) return page;
  }
  return null;
}

/** Puts an answer into its place and lets go of the pages farthest from line `first`, which is on the screen. */
export function putPage<T>(
  book: PageBook<T>,
  page: number,
  { lines, next }: Page<T>,
  first: number,
): PageBook<T> {
  const pages = new Map(book.pages).set(page, lines);
  const distance = (at: number) => Math.abs((book.starts[at] ?? 0) - first);
  let kept = [...pages.values()].reduce((sum, { length }) => sum + length, 0);
  for (const far of [...pages.keys()].sort((a, b) => distance(b) - distance(a))) {
    if (kept <= KEPT_LINES) break;
    kept -= pages.get(far)?.length ?? 0;
    pages.delete(far);
  }
  // A page that was seen before keeps its place: entries are only ever added above the first one.
  if (page < book.starts.length - 1) return { ...book, pages };
  const start = book.starts[page] ?? 0;
  return {
    starts: [...book.starts, start + lines.length],
    cursors: next === null ? book.cursors : [...book.cursors, next],
    pages,
    ended: next === null,
  };
}
