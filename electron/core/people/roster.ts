/** Folds the ledger's entries about people into who they are now. */

import { z } from 'zod';

import type { LedgerEntry } from '../../../shared/model/ledger.ts';
import type { Duty } from '../../../shared/model/people.ts';
import { ROLES, type Role } from '../../../shared/model/rights.ts';
import type { KindReader } from '../audit/by-kind.ts';
import type { Result } from '../../../shared/result.ts';
import type { Attempts } from './attempts.ts';

/** How the present secret came to be. One that somebody else knows has to be changed at the first login. */
const SECRET_WAYS = ['initial', 'own', 'reset', 'recovered'] as const;
export type SecretWay = (typeof SECRET_WAYS)[number];

export type Member = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly since: string;
  readonly disabled: boolean;
  readonly lastLogin: string | null;
  readonly card: boolean;
  readonly totp: boolean;
  readonly secret: SecretWay;
};
export type Roster = ReadonlyMap<string, Member>;

export const PEOPLE_KINDS = [
  'person.added',
  'person.changed',
  'person.disabled',
  'person.enabled',
  'person.secret-set',
  'person.card-set',
  'person.totp-set',
  'login.succeeded',
] as const;

const role = z.enum(ROLES);
const about = z.object({ person: z.string() });
const BODIES = {
  'person.added': z.object({ person: z.string(), name: z.string(), role, secret: z.enum(SECRET_WAYS) }),
  'person.changed': z.object({ person: z.string(), after: z.object({ name: z.string(), role }) }),
  'person.secret-set': z.object({ person: z.string(), how: z.enum(SECRET_WAYS) }),
  'person.card-set': z.object({ person: z.string(), card: z.boolean() }),
  'person.totp-set': z.object({ person: z.string(), totp: z.boolean() }),
};

const isKind = (kind: string): kind is (typeof PEOPLE_KINDS)[number] =>
  (PEOPLE_KINDS as readonly string[]).includes(kind);

/** Changes `roster` in place. Throws on an entry that it cannot read or that tells of nobody it knows. */
export function applyToRoster(roster: Map<string, Member>, entry: LedgerEntry): Map<string, Member> {
  const { at, kind, body } = entry;
  if (!isKind(kind)) return roster;
  if (kind === 'person.added') {
    const { person: id, ...rest } = BODIES[kind].parse(body);
    const none = { disabled: false, lastLogin: null, card: false, totp: false };
    return roster.set(id, { id, ...rest, since: at, ...none });
  }
  const { person: id } = about.parse(body);
  const member = roster.get(id);
  if (member === undefined) throw new Error(`entry ${entry.seq} tells of somebody who was never added`);
  return roster.set(id, { ...member, ...changeOf(kind, entry) });
}

function changeOf(
  kind: Exclude<(typeof PEOPLE_KINDS)[number], 'person.added'>,
  { at, body }: LedgerEntry,
): Partial<Member> {
  switch (kind) {
    case 'person.changed':
      return BODIES[kind].parse(body).after;
    case 'person.disabled':
      return { disabled: true };
    case 'person.enabled':
      return { disabled: false };
    case 'person.secret-set':
      return { secret: BODIES[kind].parse(body).how };
    case 'person.card-set':
      return { card: BODIES[kind].parse(body).card };
    case 'person.totp-set':
      return { totp: BODIES[kind].parse(body).totp };
    case 'login.succeeded':
      return { lastLogin: at };
  }
}

/** What has to be done before anything else is open to this person; null when nothing. */
export function dutyOf(member: Member, secondFactor: 'optional' | 'administrators'): Duty | null {
  if (member.secret === 'initial' || member.secret === 'reset') return 'change-secret';
  const factorDue = secondFactor === 'administrators' && member.role === 'administrator' && !member.totp;
  return factorDue ? 'enrol-totp' : null;
}

/** Whose attempts are counted together. `bucket` stands for an identifier that nobody has. */
export type Claimant = {
  readonly way: 'login' | 'recovery';
  readonly person: string | null;
  readonly bucket: number | null;
};

export const claimantKey = ({ way, person, bucket }: Claimant): string =>
  `${way}:${person === null ? `#${String(bucket)}` : person}`;

const ATTEMPT_KINDS = ['login.failed', 'login.succeeded', 'login.recovered', 'person.unlocked'];
const failedBody = z.object({
  way: z.enum(['login', 'recovery']),
  person: z.string().nullable(),
  bucket: z.number().nullable(),
  failures: z.number(),
  wait: z.number(),
  locked: z.boolean(),
});

/** Brings the counts of wrong attempts back after a restart. */
export function restoreAttempts(reader: Pick<KindReader, 'each'>, attempts: Attempts): Result<number> {
  return reader.each(ATTEMPT_KINDS, 0, (entry) => {
    if (entry.kind === 'login.failed') {
      const failure = failedBody.parse(entry.body);
      attempts.restore(claimantKey(failure), { ...failure, at: entry.at });
      return;
    }
    const { person } = about.parse(entry.body);
    attempts.clear(claimantKey({ way: 'login', person, bucket: null }));
    if (entry.kind !== 'login.succeeded')
      attempts.clear(claimantKey({ way: 'recovery', person, bucket: null }));
  });
}
