/** The pages of a long list: whatever is scrolled to is asked for by its cursor, and only a few pages stay in memory. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Page } from '../../../shared/contract/records.ts';
import {
  emptyBook,
  KEPT_LINES,
  knownLines,
  lineAt,
  PAGE_LINES,
  putPage,
  wantedPage,
  type PageBook,
} from '../../../renderer/admin/records/page-book.ts';

/** A list of `count` numbers, newest first; the cursor is the last number of a page. */
const source =
  (count: number) =>
  (before: number | undefined): Page<number> => {
    const first = before ?? count;
    const lines = Array.from({ length: Math.min(PAGE_LINES, first) }, (_, n) => first - 1 - n);
    const last = first - lines.length;
    return { lines, next: last === 0 ? null : last };
  };

function scroll(book: PageBook<number>, read: ReturnType<typeof source>, first: number, last: number) {
  let asked = 0;
  let next = book;
  for (let page = wantedPage(next, first, last); page !== null; page = wantedPage(next, first, last)) {
    next = putPage(next, page, read(next.cursors[page]), first);
    asked += 1;
    if (asked > 50) throw new Error('asks without an end');
  }
  return next;
}

describe('a list of a million lines', () => {
  const COUNT = 1_000_000;
  test('is read page by page, and no more than a few hundred lines stay', () => {
    const read = source(COUNT);
    let book = emptyBook<number>();
    for (let at = 0; at < 20_000; at += 60) {
      book = scroll(book, read, at, at + 40);
      expect(lineAt(book, at)).toBe(COUNT - 1 - at);
      expect(lineAt(book, at + 40)).toBe(COUNT - 41 - at);
      const kept = [...book.pages.values()].flat().length;
      expect(kept).toBeLessThanOrEqual(KEPT_LINES);
    }
    expect(book.ended).toBe(false);
  });

  test('scrolling back asks for the very page again', () => {
    const read = source(COUNT);
    let book = emptyBook<number>();
    for (let at = 0; at < 5000; at += 60) book = scroll(book, read, at, at + 40);
    expect(lineAt(book, 0)).toBeNull();
    const known = knownLines(book);
    book = scroll(book, read, 0, 40);
    expect(lineAt(book, 0)).toBe(COUNT - 1);
    expect(knownLines(book)).toBe(known);
  });
});

test('the last page ends the list', () => {
  const read = source(250);
  let book = scroll(emptyBook<number>(), read, 0, 40);
  book = scroll(book, read, 200, 249);
  expect(book.ended).toBe(true);
  expect(knownLines(book)).toBe(250);
  expect(lineAt(book, 249)).toBe(0);
  expect(wantedPage(book, 200, 400)).toBeNull();
});

test('an empty list is one page without lines', () => {
  const book = putPage(emptyBook<number>(), 0, { lines: [], next: null }, 0);
  expect([knownLines(book), book.ended, wantedPage(book, 0, 40)]).toEqual([0, true, null]);
});

test('pages of uneven length keep every line in its place', () => {
  const jumps = fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 30 });
  const sizes = fc.array(fc.integer({ min: 1, max: PAGE_LINES }), { minLength: 10, maxLength: 10 });
  fc.assert(
    fc.property(jumps, sizes, (places, lengths) => {
      // The list is 0, 1, 2, …; the cursor of a page is its number.
      const starts = lengths.map((_, n) => lengths.slice(0, n).reduce((sum, length) => sum + length, 0));
      const total = lengths.reduce((sum, length) => sum + length, 0);
      const read = (cursor: number | undefined): Page<number> => {
        const page = cursor ?? 0;
        const lines = Array.from({ length: lengths[page]! }, (_, n) => starts[page]! + n);
        return { lines, next: page + 1 < lengths.length ? page + 1 : null };
      };
      let book = emptyBook<number>();
      for (const place of places) {
        const at = Math.min(place, Math.max(0, knownLines(book) - 1));
        for (let n = 0; n < 40; n += 1) {
          const page = wantedPage(book, at, at + 10);
          if (page === null) break;
          book = putPage(book, page, read(book.cursors[page]), at);
        }
        if (at < total && lineAt(book, at) !== at) return false;
      }
      return true;
    }),
  );
});
