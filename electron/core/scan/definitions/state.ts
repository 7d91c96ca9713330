/** Decides how old definitions are, and whether the gate may open with them. Pure. */

import type { DefinitionsState } from '../../../../shared/model/session.ts';
import { gateError, type GateError } from '../../../../shared/errors.ts';
import type { Container } from './container.ts';

const DAY_MS = 86_400_000;
/** ClamAV publishes daily. Three days bridge a weekend; after seven libclamav itself warns. */
export const AGING_AFTER_DAYS = 3;
export const EXPIRED_AFTER_DAYS = 7;
/** The most that an administrator can allow, with a reason that stands in the ledger. */
export const EXTENDED_AT_MOST_DAYS = 14;
/** A build time this far ahead is a wrong clock or a forgery; within it, clocks that run a little apart. */
const CLOCK_TOLERANCE_MS = DAY_MS / 4;

/**
 * What a folder holds. `containers`: the genuine ones; null when it holds anything that is not officially signed.
 * `extendedTo`: days that an administrator allowed for just these definitions, null for none.
 */
export type DefinitionsFacts = {
  readonly containers: readonly Container[] | null;
  readonly practice: boolean;
  readonly extendedTo: number | null;
  readonly now: number;
};

/**
 * The container whose age counts. Only `daily` follows today's threats: a new bytecode.cvd does not make an old daily
 * fresh. Test sets have none; their newest stands in, and can never be fresh.
 */
export function decisive(containers: readonly Container[]): Container | null {
  const daily = containers.find(isDaily);
  return (
    daily ??
    containers.reduce<Container | null>((a, b) => (a === null || b.builtAt > a.builtAt ? b : a), null)
  );
}

const isDaily = (container: Container): boolean => /^daily\.c[vl]d$/.test(container.name);

/** A daily without main knows only the newest few per cent of all threats; a main without daily none of them. */
const isComplete = (containers: readonly Container[]): boolean =>
  containers.some(isDaily) && containers.some((container) => /^main\.c[vl]d$/.test(container.name));

export function stateOf(facts: DefinitionsFacts): DefinitionsState {
  if (facts.containers === null) return 'practice';
  const container = decisive(facts.containers);
  if (container === null) return 'none';
  return isComplete(facts.containers) ? stateOfAge(container.builtAt, facts.now) : 'expired';
}

/** Times in milliseconds since 1970. Definitions from the future are worth as much as expired ones. */
export function stateOfAge(builtAt: number, now: number): 'fresh' | 'aging' | 'expired' {
  const days = ageInDays(builtAt, now);
  if (days > EXPIRED_AFTER_DAYS || isFuture(builtAt, now)) return 'expired';
  return days > AGING_AFTER_DAYS ? 'aging' : 'fresh';
}

/** May be negative when the clock stands before the build time. */
export const ageInDays = (builtAt: number, now: number): number => (now - builtAt) / DAY_MS;

export const isFuture = (builtAt: number, now: number): boolean => builtAt > now + CLOCK_TOLERANCE_MS;

/**
 * Whether what was found at `examinedAt` may no longer hold: another day of age counts once definitions are aging, since
 * an allowance ends with any of them; so does a clock that now stands before the build time.
 */
export function hasAged(builtAt: number, examinedAt: number, now: number): boolean {
  const [then, today] = [examinedAt, now].map((at) => Math.floor(ageInDays(builtAt, at))) as [number, number];
  return then !== today && (Math.max(then, today) >= AGING_AFTER_DAYS || today < 0);
}

/** Why the gate must stay closed with these definitions; null when it may open. Practice opens for all that can be loaded. */
export function refusal(state: DefinitionsState, facts: DefinitionsFacts): GateError | null {
  if (state === 'none') return gateError('definitions-none');
  if (facts.practice) return null;
  switch (state) {
    case 'practice':
      return gateError('definitions-unofficial');
    case 'expired':
      return expiry(facts);
    case 'fresh':
    case 'aging':
      return null;
  }
}

function expiry(facts: DefinitionsFacts): GateError | null {
  const container = decisive(facts.containers ?? []);
  if (container === null) return gateError('definitions-none');
  const builtAt = new Date(container.builtAt).toISOString();
  if (isFuture(container.builtAt, facts.now))
    return gateError('definitions-future', { file: container.name, builtAt });
  const days = ageInDays(container.builtAt, facts.now);
  const complete = isComplete(facts.containers ?? []);
  if (complete && days <= Math.min(facts.extendedTo ?? 0, EXTENDED_AT_MOST_DAYS)) return null;
  return gateError('definitions-expired', {
    builtAt,
    days: Math.floor(days),
    complete,
    limit: EXPIRED_AFTER_DAYS,
  });
}
