/** Reviews (点検): an administrator signs that a period was looked through, and what nobody has signed yet shows. */

import { z } from 'zod';

import { gateError } from '../../../shared/errors.ts';
import { daysBetween, japanDate, type JapanDate } from '../../../shared/japan-time.ts';
import { reviewInput, type Review, type ReviewInput } from '../../../shared/model/evidence.ts';
import type { LedgerEntry } from '../../../shared/model/ledger.ts';
import type { Actor } from '../../../shared/model/people.ts';
import { parseWith } from '../../../shared/parse.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { foldKinds, type KindReader, type Opening } from '../audit/by-kind.ts';
import { ledgerTime } from '../audit/reference-time.ts';
import type { Acting } from '../people/acting.ts';
import type { Clock } from '../ports.ts';

/** One day in Japan with sessions that no review covers. */
export type UnreviewedDay = { readonly date: JapanDate; readonly sessions: number };

/** `days`: oldest first. `sinceReview`: days since the last one was signed, null when none ever was. */
export type ReviewStatus = {
  readonly days: readonly UnreviewedDay[];
  readonly sinceReview: number | null;
  readonly due: boolean;
};

export type Reviews = {
  list(actor: Actor): Result<readonly Review[]>;
  /**
   * `review-refused {rule}`: `order` when the first day is after the last, `future` when the last is after today
   * and no session stands in the record under that day.
   */
  sign(actor: Actor, input: ReviewInput): Result<Review>;
  status(actor: Actor): Result<ReviewStatus>;
};

export type ReviewPorts = Acting & {
  readonly reader: Pick<KindReader, 'each' | 'eachOpening' | 'newest'>;
  readonly clock: Pick<Clock, 'now'>;
  /** From the settings: how often somebody is to look. */
  readonly everyDays: () => Result<number>;
};

const SIGNED = 'review.signed';
export const REVIEW_KINDS = ['session.opened', 'session.refused', SIGNED];

/** `days`: the seq of each session by the day it began. */
export type ReviewBook = { readonly days: Map<JapanDate, number[]>; readonly reviews: Review[] };

export const emptyReviewBook = (): ReviewBook => ({ days: new Map(), reviews: [] });

const signedBody = z.object({
  first: z.string(),
  last: z.string(),
  remarks: z.string(),
  sessions: z.number(),
  through: z.object({ seq: z.number(), hash: z.string() }),
  by: z.object({ person: z.string() }),
});

/** Changes `book` in place. Throws on a review that it cannot read. */
export function applyReview(book: ReviewBook, { seq, at, kind, body }: LedgerEntry): ReviewBook {
  if (kind === SIGNED) {
    const { by, ...rest } = signedBody.parse(body);
    book.reviews.push({ at, by: by.person, ...rest });
    return book;
  }
  addOpening(book, { seq, at });
  return book;
}

function addOpening({ days }: ReviewBook, { seq, at }: Opening): void {
  const date = japanDate(at);
  const day = days.get(date);
  if (day === undefined) days.set(date, [seq]);
  else day.push(seq);
}

/** A review covers what had happened when it was signed: a session of the same afternoon is not in it. */
const covers = (review: Review, date: JapanDate, seq: number): boolean =>
  review.first <= date && date <= review.last && seq <= review.through.seq;

export function unreviewedDays({ days, reviews }: ReviewBook): UnreviewedDay[] {
  const open = [...days].map(([date, seqs]) => ({
    date,
    sessions: seqs.filter((seq) => !reviews.some((review) => covers(review, date, seq))).length,
  }));
  return open
    .filter(({ sessions }) => sessions > 0)
    .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

export function createReviews(ports: ReviewPorts): Reviews {
  const { ledger, authorise, reader, clock, everyDays } = ports;
  const signed = foldKinds<ReviewBook>(reader, [SIGNED], emptyReviewBook(), applyReview);
  let counted = 0;

  const read = (): Result<ReviewBook> => {
    const book = signed.read();
    if (!book.ok) return book;
    const openings = reader.eachOpening(counted, (opening) => {
      addOpening(book.value, opening);
      // One that stopped the count half-way must not be counted twice.
      counted = opening.seq;
    });
    if (!openings.ok) return openings;
    counted = openings.value;
    return book;
  };

  const today = (): Result<JapanDate> => {
    const now = ledgerTime(reader, clock);
    return now.ok ? ok(japanDate(now.value)) : now;
  };

  return {
    list: (actor) => {
      const by = authorise(actor, 'session.read');
      if (!by.ok) return by;
      const book = read();
      return book.ok ? ok([...book.value.reviews].reverse()) : book;
    },

    sign: (actor, input) => {
      const by = authorise(actor, 'review.sign');
      if (!by.ok) return by;
      const parsed = parseWith(reviewInput, input);
      if (!parsed.ok) return parsed;
      const { first, last } = parsed.value;
      if (first > last) return err(gateError('review-refused', { rule: 'order' }));
      const [book, now] = [read(), today()];
      if (!book.ok) return book;
      if (!now.ok) return now;
      // What a clock that ran ahead wrote stands under a day to come, and is to be looked at now and not then.
      if (last > now.value && !book.value.days.has(last))
        return err(gateError('review-refused', { rule: 'future' }));
      const { head } = ledger;
      if (head === null) throw new Error('an open ledger has a first entry');
      let sessions = 0;
      for (const [date, seqs] of book.value.days) if (first <= date && date <= last) sessions += seqs.length;
      const through = { seq: head.seq, hash: head.hash };
      const body = { ...parsed.value, sessions, through, by: by.value };
      const told = ledger.append([{ kind: SIGNED, session: null, body }]);
      if (!told.ok) return told;
      const after = read();
      const review = after.ok ? after.value.reviews.at(-1) : undefined;
      if (review === undefined) throw new Error('the review that was just signed is not there');
      return ok(review);
    },

    status: (actor) => {
      const by = authorise(actor, 'status.read');
      if (!by.ok) return by;
      const [book, now, every] = [read(), today(), everyDays()];
      if (!book.ok) return book;
      if (!now.ok) return now;
      if (!every.ok) return every;
      const days = unreviewedDays(book.value);
      const last = book.value.reviews.at(-1);
      const oldest = days[0];
      const due = oldest !== undefined && daysBetween(oldest.date, now.value) >= every.value;
      return ok({
        days,
        sinceReview: last === undefined ? null : daysBetween(japanDate(last.at), now.value),
        due,
      });
    },
  };
}
