/** The media ledger's methods: register, describe, lend, take back, count, lose, find and retire. */

import { z } from 'zod';

import { gateError } from '../../../shared/errors.ts';
import { japanDate } from '../../../shared/japan-time.ts';
import * as model from '../../../shared/model/evidence.ts';
import type { Actor, By } from '../../../shared/model/people.ts';
import type { Action } from '../../../shared/model/rights.ts';
import { parseWith } from '../../../shared/parse.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { foldKinds, type KindReader } from '../audit/by-kind.ts';
import { ledgerTime } from '../audit/reference-time.ts';
import { changeMedium, registerMedium, type MediumKey } from '../media/registry.ts';
import type { Acting } from '../people/acting.ts';
import type { Clock, JsonValue, LedgerDraft } from '../ports.ts';
import {
  applyToBook,
  emptyBook,
  MEDIA_KINDS,
  mediaOf,
  type BookedMedium,
  type MediaBook,
} from './media-fold.ts';

export type MediumRow = BookedMedium & { readonly overdue: boolean };
export type RegisterInput = {
  readonly id: string;
  readonly name: string;
  readonly key: MediumKey;
  readonly details: z.input<typeof model.mediumDetails>;
};
export type WhyInput = { readonly medium: string; readonly why: string };

/** Errors besides those of rights: `usage {at, fault}`, `not-found {medium}`, `medium-state {medium, state}` (its present one). */
export type MediaDesk = {
  list(actor: Actor): Result<readonly MediumRow[]>;
  register(actor: Actor, input: RegisterInput): Result<void>;
  describe(
    actor: Actor,
    input: { readonly medium: string; readonly details: RegisterInput['details'] },
  ): Result<void>;
  lend(actor: Actor, input: model.LendInput): Result<void>;
  giveBack(actor: Actor, input: z.input<typeof model.returnInput>): Result<void>;
  /** The media that should have been there and were not: in use and not lent. */
  takeStock(
    actor: Actor,
    input: z.input<typeof model.stockInput>,
  ): Result<{ readonly absent: readonly string[] }>;
  lose(actor: Actor, input: WhyInput): Result<void>;
  find(actor: Actor, input: WhyInput): Result<void>;
  retire(actor: Actor, input: z.input<typeof model.retireInput>): Result<void>;
};

export type MediaPorts = Acting & {
  readonly reader: Pick<KindReader, 'each' | 'newest'>;
  readonly clock: Pick<Clock, 'now'>;
};

const name = z.string().trim().min(1).max(100);
const why = z.strictObject({ medium: z.string().min(1).max(64), why: z.string().trim().min(1).max(500) });
const description = z.strictObject({ medium: z.string().min(1).max(64), details: model.mediumDetails });

const nameOf = (by: By): string => (by.type === 'person' ? by.person : by.user);

export function createMediaDesk({ ledger, authorise, reader, clock }: MediaPorts): MediaDesk {
  const folded = foldKinds<MediaBook>(reader, MEDIA_KINDS, emptyBook(), applyToBook);

  const wrongState = (medium: string, state: string): Result<never> =>
    err(gateError('medium-state', { medium, state }));
  const stateOf = ({ state, loan }: BookedMedium): string =>
    state === 'in-use' && loan !== null ? 'lent' : state;

  function tell(
    drafts: readonly (LedgerDraft | { kind: string; body: LedgerDraft['body'] })[],
  ): Result<void> {
    const told = ledger.append(drafts.map((draft) => ({ session: null, ...draft })));
    return told.ok ? ok(undefined) : told;
  }

  /** Asks for the right, checks the input, and hands over the book as it is now. */
  function at<S extends z.ZodType, T>(
    actor: Actor,
    action: Action,
    schema: S,
    input: unknown,
    work: (given: z.output<S>, book: MediaBook, by: By) => Result<T>,
  ): Result<T> {
    const by = authorise(actor, action);
    if (!by.ok) return by;
    const parsed = parseWith(schema, input);
    if (!parsed.ok) return parsed;
    const book = folded.read();
    return book.ok ? work(parsed.value, book.value, by.value) : book;
  }

  function one(book: MediaBook, id: string): Result<BookedMedium> {
    const medium = mediaOf(book).find((booked) => booked.id === id);
    return medium === undefined ? err(gateError('not-found', { medium: id })) : ok(medium);
  }

  /** For what needs the medium in a certain state. */
  function inState(book: MediaBook, id: string, wanted: string): Result<BookedMedium> {
    const medium = one(book, id);
    if (!medium.ok) return medium;
    const state = stateOf(medium.value);
    return state === wanted ? medium : wrongState(id, state);
  }

  function changed(
    book: MediaBook,
    medium: string,
    change: 'lost' | 'found' | 'retired',
    facts: { readonly why: string; readonly by: By; readonly more?: Record<string, JsonValue> },
  ): Result<void> {
    const draft = changeMedium(book.registry, medium, change, { staff: nameOf(facts.by), why: facts.why });
    if (!draft.ok) return draft;
    return tell([{ ...draft.value, body: { ...draft.value.body, ...facts.more, by: facts.by } }]);
  }

  return {
    list: (actor) => {
      const by = authorise(actor, 'medium.read');
      if (!by.ok) return by;
      const [book, now] = [folded.read(), ledgerTime(reader, clock)];
      if (!book.ok) return book;
      if (!now.ok) return now;
      const today = japanDate(now.value);
      return ok(
        mediaOf(book.value).map((medium) => ({
          ...medium,
          overdue: medium.loan !== null && medium.loan.due < today,
        })),
      );
    },

    register: (actor, { id, name: given, key, details }) =>
      at(
        actor,
        'medium.register',
        z.strictObject({ id: name, name, details: model.mediumDetails }),
        { id, name: given, details },
        (checked, { registry }, by) => {
          const draft = registerMedium(registry, {
            id: checked.id,
            name: checked.name,
            key,
            staff: nameOf(by),
          });
          if (!draft.ok) return draft;
          return tell([{ ...draft.value, body: { ...draft.value.body, details: checked.details, by } }]);
        },
      ),

    describe: (actor, input) =>
      at(actor, 'medium.register', description, input, ({ medium, details }, book, by) => {
        const found = one(book, medium);
        if (!found.ok) return found;
        const body = { medium, before: found.value.details, after: details, by };
        return tell([{ kind: 'medium.described', body }]);
      }),

    lend: (actor, input) =>
      at(actor, 'medium.lend', model.lendInput, input, (loan, book, by) => {
        const found = inState(book, loan.medium, 'in-use');
        return found.ok ? tell([{ kind: 'medium.lent', body: { ...loan, by } }]) : found;
      }),

    giveBack: (actor, input) =>
      at(actor, 'medium.lend', model.returnInput, input, (given, book, by) => {
        const found = inState(book, given.medium, 'lent');
        return found.ok ? tell([{ kind: 'medium.returned', body: { ...given, by } }]) : found;
      }),

    takeStock: (actor, input) =>
      at(actor, 'medium.count', model.stockInput, input, ({ present, remarks }, book, by) => {
        const all = mediaOf(book);
        const unknown = present.find((id) => !all.some((medium) => medium.id === id));
        if (unknown !== undefined) return err(gateError('not-found', { medium: unknown }));
        const seen = new Set(present);
        const absent = all
          .filter((medium) => stateOf(medium) === 'in-use' && !seen.has(medium.id))
          .map(({ id }) => id);
        const told = tell([{ kind: 'stock.taken', body: { present: [...seen], absent, remarks, by } }]);
        return told.ok ? ok({ absent }) : told;
      }),

    lose: (actor, input) =>
      at(actor, 'medium.lose', why, input, ({ medium, why: reason }, book, by) => {
        const found = one(book, medium);
        if (!found.ok) return found;
        if (found.value.state !== 'in-use') return wrongState(medium, found.value.state);
        return changed(book, medium, 'lost', { why: reason, by });
      }),

    // Whoever finds it may say so; letting it in again is the administrator's word.
    find: (actor, input) =>
      at(actor, 'medium.register', why, input, ({ medium, why: reason }, book, by) => {
        const found = inState(book, medium, 'lost');
        return found.ok ? changed(book, medium, 'found', { why: reason, by }) : found;
      }),

    retire: (actor, input) =>
      at(actor, 'medium.retire', model.retireInput, input, ({ medium, ...disposal }, book, by) => {
        const found = one(book, medium);
        if (!found.ok) return found;
        if (found.value.state === 'retired') return wrongState(medium, 'retired');
        return changed(book, medium, 'retired', { why: disposal.why, by, more: { disposal } });
      }),
  };
}
