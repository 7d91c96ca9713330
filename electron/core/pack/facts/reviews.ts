/** Collects the reviews signed in the period and the days of it that nobody has reviewed; and the drills that were held. */

import { z } from 'zod';

import { japanDate } from '../../../../shared/japan-time.ts';
import type { DrillFacts, ReviewFacts } from '../../../../shared/model/report.ts';
import { applyReview, emptyReviewBook, REVIEW_KINDS, unreviewedDays } from '../../evidence/review.ts';
import { whoDid, type Collector } from './entries.ts';

/** A review that was signed after the period may cover days in it, so all of them count up to the newest entry. */
export function collectReviews(): Collector<ReviewFacts> {
  let book = emptyReviewBook();
  const signedWithin = new Set<string>();
  const days = new Set<string>();
  return {
    kinds: REVIEW_KINDS,
    see: (entry, within) => {
      book = applyReview(book, entry);
      if (!within) return;
      if (entry.kind === 'review.signed') signedWithin.add(entry.at);
      else days.add(japanDate(entry.at));
    },
    finish: () => ({
      signed: book.reviews
        .filter(({ at }) => signedWithin.has(at))
        .map(({ at, by, first, last, sessions, remarks }) => ({ at, by, first, last, sessions, remarks })),
      days: days.size,
      unreviewed: unreviewedDays(book).filter(({ date }) => days.has(date)),
    }),
  };
}

const held = z.object({
  passed: z.boolean(),
  remarks: z.string(),
  engine: z.object({ state: z.string() }).nullable().default(null),
  results: z.array(
    z.object({ check: z.string(), expected: z.string(), found: z.string(), passed: z.boolean() }),
  ),
});

export function collectDrills(): Collector<DrillFacts> {
  const drills: DrillFacts[number][] = [];
  return {
    kinds: ['drill.held'],
    see: ({ at, body }, within) => {
      if (!within) return;
      const { engine, ...drill } = held.parse(body);
      drills.push({ at, by: whoDid(body) ?? '', practice: engine?.state === 'practice', ...drill });
    },
    finish: () => drills,
  };
}
