/** Folds the ledger's entries into the clinic's media ledger (媒体台帳): which media, where they are, who has them. */

import { z } from 'zod';

import type { JapanDate } from '../../../shared/japan-time.ts';
import { DISPOSALS, mediumDetails, type MediumDetails } from '../../../shared/model/evidence.ts';
import type { LedgerEntry } from '../../../shared/model/ledger.ts';
import { applyToRegistry, emptyRegistry, type RegisteredMedium, type Registry } from '../media/registry.ts';

export const MEDIA_KINDS = [
  'medium.registered',
  'medium.described',
  'medium.lost',
  'medium.found',
  'medium.retired',
  'medium.lent',
  'medium.returned',
  'stock.taken',
] as const;

/** `due`: a day in Japan. `since`, `at`: ISO 8601 UTC. */
export type Loan = {
  readonly to: string;
  readonly purpose: string;
  readonly due: JapanDate;
  readonly since: string;
};
export type Disposal = {
  readonly how: (typeof DISPOSALS)[number];
  readonly why: string;
  readonly witness: string;
};

/** `details` is null for a medium that was registered without them. `counted`: when it was last seen in a stock-take. */
export type BookedMedium = RegisteredMedium & {
  readonly registeredAt: string;
  readonly registeredBy: string | null;
  readonly details: MediumDetails | null;
  readonly loan: Loan | null;
  readonly counted: string | null;
  readonly disposal: Disposal | null;
};

export type MediaBook = {
  readonly registry: Registry;
  readonly more: ReadonlyMap<string, Omit<BookedMedium, keyof RegisteredMedium>>;
};

export const emptyBook = (): MediaBook => ({ registry: emptyRegistry, more: new Map() });

const registered = z.object({
  medium: z.string(),
  staff: z.string().nullable().default(null),
  details: mediumDetails.nullable().default(null),
});
const described = z.object({ medium: z.string(), after: mediumDetails });
const lent = z.object({ medium: z.string(), to: z.string(), purpose: z.string(), due: z.string() });
const returned = z.object({ medium: z.string() });
const retired = z.object({
  medium: z.string(),
  disposal: z
    .object({ how: z.enum(DISPOSALS), why: z.string(), witness: z.string() })
    .nullable()
    .default(null),
});
const counted = z.object({ present: z.array(z.string()) });

type More = Omit<BookedMedium, keyof RegisteredMedium>;

/** The book after one more entry. Throws on an entry that it cannot read. */
export function applyToBook(book: MediaBook, entry: LedgerEntry): MediaBook {
  const registry = applyToRegistry(book.registry, entry);
  const more = new Map(book.more);
  for (const [medium, change] of changesOf(entry)) {
    const blank: More = {
      registeredAt: entry.at,
      registeredBy: null,
      details: null,
      loan: null,
      counted: null,
      disposal: null,
    };
    more.set(medium, { ...(more.get(medium) ?? blank), ...change });
  }
  return { registry, more };
}

function changesOf({ at, kind, body }: LedgerEntry): readonly (readonly [string, Partial<More>])[] {
  switch (kind) {
    case 'medium.registered': {
      const { medium, staff, details } = registered.parse(body);
      return [[medium, { registeredAt: at, registeredBy: staff, details }]];
    }
    case 'medium.described': {
      const { medium, after } = described.parse(body);
      return [[medium, { details: after }]];
    }
    case 'medium.lent': {
      const { medium, ...loan } = lent.parse(body);
      return [[medium, { loan: { ...loan, since: at } }]];
    }
    case 'medium.returned':
      return [[returned.parse(body).medium, { loan: null }]];
    case 'medium.retired': {
      const { medium, disposal } = retired.parse(body);
      return [[medium, { disposal, loan: null }]];
    }
    case 'stock.taken':
      return counted.parse(body).present.map((medium) => [medium, { counted: at }]);
    default:
      return [];
  }
}

export const mediaOf = (book: MediaBook): readonly BookedMedium[] =>
  book.registry.flatMap((medium) => {
    const more = book.more.get(medium.id);
    return more === undefined ? [] : [{ ...medium, ...more }];
  });
