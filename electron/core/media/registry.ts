/** The clinic's own media: which they are and in what state, folded from the ledger, and who may come in as a guest. */

import { z } from 'zod';
import { gateError } from '../../../shared/errors.ts';
import type { Device } from '../../../shared/model/media.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import type { JsonValue, LedgerDraft } from '../ports.ts';
import { keyOfDevice } from './serial.ts';

const keySchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('serial'), vendorId: z.string(), productId: z.string(), serial: z.string() }),
  /** For sticks without a serial of their own: the hash of the mark file that the administrator put on it. */
  z.object({ type: z.literal('mark'), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
]);
const registeredSchema = z.object({ medium: z.string().min(1), name: z.string(), key: keySchema });
const changedSchema = z.object({ medium: z.string().min(1) });

export type MediumKey = z.infer<typeof keySchema>;
export type MediumState = 'in-use' | 'lost' | 'retired';
export type RegisteredMedium = {
  readonly id: string;
  /** What stands on its sticker. */
  readonly name: string;
  readonly key: MediumKey;
  readonly state: MediumState;
  /** When it came into this state, ISO 8601 UTC. */
  readonly since: string;
};
export type Registry = readonly RegisteredMedium[];

export const emptyRegistry: Registry = [];

const STATE_OF_KIND: Readonly<Record<string, MediumState>> = {
  'medium.lost': 'lost',
  'medium.retired': 'retired',
  'medium.found': 'in-use',
};

/**
 * The registry after one more ledger entry; entries of other kinds change nothing. Throws on an entry of these kinds
 * that it cannot read: skipping it could let a lost stick back in.
 */
export function applyToRegistry(
  registry: Registry,
  entry: { readonly at: string; readonly kind: string; readonly body: unknown },
): Registry {
  if (entry.kind === 'medium.registered') {
    const { medium: id, name, key } = registeredSchema.parse(entry.body);
    const added: RegisteredMedium = { id, name, key, state: 'in-use', since: entry.at };
    return [...registry.filter((one) => one.id !== id), added];
  }
  const state = STATE_OF_KIND[entry.kind];
  if (state === undefined) return registry;
  const { medium: id } = changedSchema.parse(entry.body);
  return registry.map((one) => (one.id === id ? { ...one, state, since: entry.at } : one));
}

/** The entry that registers a medium; `usage` (params: medium) when its id or key is taken already. */
export function registerMedium(
  registry: Registry,
  medium: {
    readonly id: string;
    readonly name: string;
    readonly key: MediumKey;
    readonly staff: string | null;
  },
): Result<LedgerDraft> {
  const { id, name, key, staff } = medium;
  const taken = registry.find((one) => one.id === id || sameKey(one.key, key));
  if (taken !== undefined) return err(gateError('usage', { medium: taken.id, state: taken.state }));
  const body: Record<string, JsonValue> = { medium: id, name, key: { ...key }, staff };
  return ok({ kind: 'medium.registered', session: null, body });
}

/** The entry that says a medium is lost, found again or retired; `not-found` for an unknown id. */
export function changeMedium(
  registry: Registry,
  id: string,
  change: 'lost' | 'found' | 'retired',
  facts: { readonly staff: string | null; readonly why: string | null },
): Result<LedgerDraft> {
  if (!registry.some((one) => one.id === id)) return err(gateError('not-found', { medium: id }));
  return ok({ kind: `medium.${change}`, session: null, body: { medium: id, ...facts } });
}

export type Guests = 'allow' | 'ask' | 'refuse';
export type Admission =
  | { readonly decision: 'admit'; readonly medium: RegisteredMedium | null }
  | { readonly decision: 'ask' }
  | { readonly decision: 'refuse'; readonly reason: RefusalReason; readonly medium: RegisteredMedium | null };
export type RefusalReason = 'medium-lost' | 'medium-retired' | 'guest' | 'guest-not-asked';

/**
 * Who it is, as far as known now: by serial, by mark, or by neither. The worst state among the matches counts. A serial
 * that two devices show at once admits neither, but a lost stick does not come back by bringing a twin.
 */
export function findRegistered(
  registry: Registry,
  device: Device | null,
  others: readonly Device[],
  mark: string | null,
): RegisteredMedium | null {
  const own = device === null ? null : keyOfDevice(device, others);
  const claimed = device === null ? null : keyOfDevice(device, []);
  const matches = registry.filter((one) => {
    if (one.key.type === 'mark') return mark !== null && one.key.sha256 === mark;
    const key = one.state === 'in-use' ? own : claimed;
    return key !== null && sameKey(one.key, key);
  });
  return matches.find((one) => one.state !== 'in-use') ?? matches[0] ?? null;
}

/** `canAsk`: somebody is there to answer; without them nobody may assume a yes. */
export function decideAdmission(
  medium: RegisteredMedium | null,
  policy: { readonly guests: Guests; readonly canAsk: boolean },
): Admission {
  if (medium !== null) {
    if (medium.state === 'in-use') return { decision: 'admit', medium };
    return { decision: 'refuse', reason: `medium-${medium.state}`, medium };
  }
  switch (policy.guests) {
    case 'allow':
      return { decision: 'admit', medium: null };
    case 'refuse':
      return { decision: 'refuse', reason: 'guest', medium: null };
    case 'ask':
      return policy.canAsk
        ? { decision: 'ask' }
        : { decision: 'refuse', reason: 'guest-not-asked', medium: null };
  }
}

function sameKey(a: MediumKey, b: MediumKey): boolean {
  if (a.type === 'mark') return b.type === 'mark' && a.sha256 === b.sha256;
  return (
    b.type === 'serial' && a.vendorId === b.vendorId && a.productId === b.productId && a.serial === b.serial
  );
}
