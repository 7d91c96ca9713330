/** Fills a page book as its reader scrolls: one question at a time, and answers to former conditions are dropped. */

import { useCallback, useEffect, useRef, useState } from 'react';
import type { Page } from '../../../shared/contract/records.ts';
import type { GateError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import { emptyBook, putPage, wantedPage, type PageBook } from './page-book.ts';

export type Fetch<T> = (cursor: number | undefined) => Promise<Result<Page<T>>>;

type Kept<T> = { readonly key: string; readonly book: PageBook<T>; readonly error: GateError | null };

export type Reading<T> = {
  readonly book: PageBook<T>;
  readonly error: GateError | null;
  /** What is on the screen now: lines `first` to `last`. */
  readonly show: (first: number, last: number) => void;
  readonly again: () => void;
};

/** `key`: what the list is of; another key begins another book. */
export function useBook<T>(key: string, fetch: Fetch<T>): Reading<T> {
  const [kept, setKept] = useState<Kept<T>>({ key, book: emptyBook<T>(), error: null });
  const [range, setRange] = useState({ first: 0, last: 0 });
  const [round, setRound] = useState(0);
  const asking = useRef<string | null>(null);
  const current: Kept<T> = kept.key === key ? kept : { key, book: emptyBook<T>(), error: null };
  const page = current.error === null ? wantedPage(current.book, range.first, range.last) : null;

  const { first } = range;

  useEffect(() => {
    if (page === null) return;
    const question = `${key} ${page} ${round}`;
    if (asking.current === question) return;
    asking.current = question;
    void fetch(current.book.cursors[page]).then((answer) => {
      if (asking.current !== question) return;
      asking.current = null;
      setKept((before) => {
        const book = before.key === key ? before.book : emptyBook<T>();
        return answer.ok
          ? { key, book: putPage(book, page, answer.value, first), error: null }
          : { key, book, error: answer.error };
      });
    });
  }, [key, page, round, first, fetch, current.book.cursors]);

  const show = useCallback(
    (first: number, last: number) =>
      setRange((before) => (before.first === first && before.last === last ? before : { first, last })),
    [],
  );
  const again = useCallback(() => {
    setKept({ key, book: emptyBook<T>(), error: null });
    setRound((before) => before + 1);
  }, [key]);
  return { book: current.book, error: current.error, show, again };
}
