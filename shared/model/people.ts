/** People as records, lists and screens know them; nothing here is secret. */

import { z } from 'zod';
import { ROLES, type Role } from './rights.ts';

/** What a person has to do before anything else is open to them. */
export type Duty = 'change-secret' | 'enrol-totp';

/**
 * Who does something. Made by the core alone, by logging in or for the console: an object of the same shape from
 * anywhere else is nobody. `person`: the identifier that stands in the record.
 */
export type Actor =
  | { readonly type: 'person'; readonly person: string; readonly name: string; readonly role: Role }
  | { readonly type: 'console'; readonly user: string };

/** An actor as it stands in the ledger. */
export type By =
  | { readonly type: 'person'; readonly person: string; readonly role: Role }
  | { readonly type: 'console'; readonly user: string };

/**
 * `waits`: seconds until the next attempt is looked at, 0 when at once; `locked` when that is a lock-out.
 * `lastLogin`, `since`: ISO 8601 UTC.
 */
export type Person = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly since: string;
  readonly disabled: boolean;
  readonly lastLogin: string | null;
  readonly card: boolean;
  readonly totp: boolean;
  readonly failures: number;
  readonly locked: boolean;
  readonly waits: number;
};

/** Short, typed at a kiosk, and the same in every record: lower-case letters, digits, `.`, `-`, `_`; never given twice. */
export const PERSON_ID = /^[a-z0-9][a-z0-9._-]{0,31}$/;

/** One spelling for what is typed by hand, by a Japanese input method (full width) or by a card reader. */
export const normaliseIdentifier = (typed: string): string => typed.normalize('NFKC').trim().toLowerCase();

const id = z.string().transform(normaliseIdentifier).pipe(z.string().regex(PERSON_ID));
const name = z.string().trim().min(1).max(100);
/** The rules for secrets are people/secret-rules.ts's; here is only what bounds the work. */
const secret = z.string().min(1).max(1024);
const reason = z.string().trim().min(1).max(500);

/** A card reader types the number and Enter, so a card only says who: the secret is still asked for. */
export const cardInput = z.string().transform(normaliseIdentifier).pipe(z.string().min(4).max(64));

export const founderInput = z.strictObject({ id, name, secret });
export const personInput = z.strictObject({
  id,
  name,
  role: z.enum(ROLES),
  secret,
  card: cardInput.nullable().default(null),
});
/** `secret`: needed where staff become administrator or auditor, because a PIN is not enough for those. */
export const personChange = z.strictObject({
  person: id,
  name: name.optional(),
  role: z.enum(ROLES).optional(),
  secret: secret.optional(),
});
export const personReason = z.strictObject({ person: id, reason });
export const personSecret = z.strictObject({ person: id, secret });
export const personCard = z.strictObject({ person: id, card: cardInput.nullable() });
export const personOnly = z.strictObject({ person: id });

export type FounderInput = z.input<typeof founderInput>;
export type PersonInput = z.input<typeof personInput>;
export type PersonChange = z.input<typeof personChange>;
export type PersonReason = z.input<typeof personReason>;
export type PersonSecret = z.input<typeof personSecret>;
export type PersonCard = z.input<typeof personCard>;
export type PersonOnly = z.input<typeof personOnly>;

/** `code`: the six digits of the second factor, where there is one. */
export type LoginInput = {
  readonly identifier: string;
  readonly secret: string;
  readonly code?: string | undefined;
};
export type RecoverInput = { readonly identifier: string; readonly code: string; readonly secret: string };
/** As the core uses it, after its schema. */
export type NewPerson = z.output<typeof personInput>;
