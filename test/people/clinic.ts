/** A clinic's people over a real ledger in a folder of its own; cheap hashes, and a clock with both hands in the test's. */

import { onTestFinished } from 'vitest';

import { openByKind, type KindReader } from '../../electron/core/audit/by-kind.ts';
import type { OpenLedger } from '../../electron/core/audit/ledger.ts';
import { openPeople, type People } from '../../electron/core/people/people.ts';
import { createHasher } from '../../electron/core/people/secret-hash.ts';
import { codeAt, stepAt } from '../../electron/core/people/totp.ts';
import type { LedgerEntry } from '../../shared/model/ledger.ts';
import type { Actor } from '../../shared/model/people.ts';
import type { Role } from '../../shared/model/rights.ts';
import { defaultSettings, type Settings } from '../../shared/model/settings.ts';
import { ok, type Result } from '../../shared/result.ts';
import { open, START, temporaryFolder, value } from '../audit/data-folder.ts';

/** `now` is the wall clock, `steady` the one that never jumps; both in milliseconds. */
export type Hands = { now: number; steady: number; pass(ms: number): void };

export function hands(now = START): Hands {
  return {
    now,
    steady: 1_000_000,
    pass(ms) {
      this.now += ms;
      this.steady += ms;
    },
  };
}

export const clockOf = (hand: Hands) => ({ now: () => hand.now, monotonic: () => hand.steady });

/** N=16: the same code path, a millisecond instead of half a second. */
export const cheapHasher = createHasher({ ln: 4, r: 8, p: 1 });

export const PASSPHRASE = 'teal kettle on monday';
export const PIN = '483920';

export type Clinic = {
  readonly dataDir: string;
  readonly ledger: OpenLedger;
  readonly reader: KindReader;
  readonly people: People;
  readonly hand: Hands;
  rules: Settings['people'];
  /** All entries of these kinds; of every kind but files when none is named. */
  entries(...kinds: string[]): LedgerEntry[];
  close(): void;
};

const EVERY = [
  'accounts.lost',
  'login.ended',
  'login.failed',
  'login.locked',
  'login.recovered',
  'login.refused',
  'login.succeeded',
  'person.added',
  'person.card-set',
  'person.changed',
  'person.disabled',
  'person.enabled',
  'person.recovery-set',
  'person.secret-set',
  'person.totp-set',
  'person.unlocked',
];

/** Opens (again) over a data folder; closed at the test's end unless it was closed before. */
export function openClinic(dataDir = temporaryFolder(), hand = hands()): Clinic {
  const ledger = value(open(dataDir, clockOf(hand)));
  const reader = value(openByKind(dataDir));
  const clinic: Partial<Clinic> = { rules: defaultSettings().people };
  const people = value(
    openPeople({
      dataDir,
      ledger,
      reader,
      clock: clockOf(hand),
      rules: () => ok(clinic.rules ?? defaultSettings().people),
      issuer: 'Sekisho',
      hasher: cheapHasher,
    }),
  );
  let closed = false;
  const close = (): void => {
    if (closed) return;
    closed = true;
    people.close();
    reader.close();
    ledger.close();
  };
  onTestFinished(close);
  const entries = (...kinds: string[]): LedgerEntry[] => {
    const found: LedgerEntry[] = [];
    value(reader.each(kinds.length === 0 ? EVERY : kinds, 0, (entry) => found.push(entry)));
    return found;
  };
  return Object.assign(clinic, { dataDir, ledger, reader, people, hand, entries, close }) as Clinic;
}

export type Founded = { readonly admin: Actor; readonly recoveryCode: string };

/** The first administrator `admin`, logged in. */
export async function found(clinic: Pick<Clinic, 'people'>): Promise<Founded> {
  const console_ = clinic.people.console('root');
  const input = { id: 'admin', name: '院長', secret: PASSPHRASE };
  const issued = value(await clinic.people.accounts.found(console_, input));
  return { admin: await enter(clinic, 'admin', PASSPHRASE), recoveryCode: issued.recoveryCode ?? '' };
}

export async function enter(
  clinic: Pick<Clinic, 'people'>,
  identifier: string,
  secret: string,
): Promise<Actor> {
  return value(await clinic.people.login({ identifier, secret }));
}

/** Adds a person, changes the first secret to one of their own, and logs in. */
export async function join(
  clinic: Pick<Clinic, 'people'>,
  admin: Actor,
  id: string,
  role: Role,
): Promise<Actor> {
  const [first, own] =
    role === 'staff' ? ['739164', PIN] : ['a first one, to be changed', `${PASSPHRASE}, ${role}`];
  value(await clinic.people.accounts.add(admin, { id, name: `name of ${id}`, role, secret: first }));
  const actor = await enter(clinic, id, first);
  value(await clinic.people.own.changeSecret(actor, { current: first, next: own }));
  return actor;
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function fromBase32(text: string): Buffer {
  const bits = Array.from(text, (letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** Sets a second factor up for the administrator of `found`; its key. */
export async function enrol(clinic: Clinic, admin: Actor): Promise<Buffer> {
  const { secret } = value(await clinic.people.own.beginTotp(admin, { current: PASSPHRASE }));
  const key = fromBase32(secret);
  value(clinic.people.own.confirmTotp(admin, { code: codeAt(key, stepAt(clinic.hand.now)) }));
  return key;
}

export function code(result: Result<unknown>): string {
  return result.ok ? 'ok' : result.error.code;
}
