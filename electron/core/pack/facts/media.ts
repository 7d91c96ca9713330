/** Collects the clinic's own media as they stood at the end of the period, and who had which of them in it. */

import type { MediaFacts } from '../../../../shared/model/report.ts';
import { applyToBook, emptyBook, MEDIA_KINDS, mediaOf } from '../../evidence/media-fold.ts';
import { createTally, textOf, type Collector } from './entries.ts';

type Loan = { -readonly [K in keyof MediaFacts['loans'][number]]: MediaFacts['loans'][number][K] };

/** `end`: the last moment of the period, milliseconds since 1970. */
export function collectMedia(end: number): Collector<MediaFacts> {
  let book = emptyBook();
  const events = createTally();
  const stockTakes: MediaFacts['stockTakes'][number][] = [];
  const loans = new Set<Loan>();
  const open = new Map<string, Loan>();
  const names = (value: unknown): string[] =>
    Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

  return {
    kinds: MEDIA_KINDS,
    see: (entry, within) => {
      const { at, kind, body } = entry;
      if (!within && Date.parse(at) >= end) return;
      book = applyToBook(book, entry);
      const medium = textOf(body, 'medium') ?? '';
      if (kind === 'medium.lent') {
        const [to, purpose, due] = ['to', 'purpose', 'due'].map((name) => textOf(body, name) ?? '');
        const loan: Loan = {
          medium,
          name: mediaOf(book).find(({ id }) => id === medium)?.name ?? '',
          to: to ?? '',
          purpose: purpose ?? '',
          at,
          due: due ?? '',
          returned: null,
          checked: null,
          erased: null,
        };
        open.set(medium, loan);
        loans.add(loan);
      }
      if (kind === 'medium.returned') {
        const loan = open.get(medium);
        open.delete(medium);
        const facts = { returned: at, checked: body['checked'] === true, erased: body['erased'] === true };
        if (loan !== undefined && within) Object.assign(loan, facts);
        // What was back before the period began is not of it.
        else if (loan !== undefined) loans.delete(loan);
      }
      if (!within) return;
      events.add(kind);
      if (kind === 'stock.taken')
        stockTakes.push({ at, present: names(body['present']).length, absent: names(body['absent']) });
    },
    finish: () => {
      const media = mediaOf(book);
      const inState = (state: string): number => media.filter((one) => one.state === state).length;
      return {
        inUse: inState('in-use'),
        lost: inState('lost'),
        retired: inState('retired'),
        encrypted: media.filter((one) => one.state === 'in-use' && one.details?.encrypted === true).length,
        events: events.list().map(({ name, times }) => ({ kind: name, times })),
        stockTakes,
        loans: [...loans],
      };
    },
  };
}
