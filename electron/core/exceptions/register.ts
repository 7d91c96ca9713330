/** Folds the ledger's entries about exceptions into the register of them. */

import { z } from 'zod';

import type { FileException } from '../../../shared/model/exception.ts';
import type { LedgerEntry } from '../../../shared/model/ledger.ts';
import type { ExceptionIndex } from './apply.ts';

export const EXCEPTION_KINDS = ['exception.granted', 'exception.used', 'exception.revoked'] as const;

/** By id, in the order of granting. */
export type Register = ReadonlyMap<string, FileException>;

const person = z.object({ person: z.string() });
const grantedBody = z.object({
  exception: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  reason: z.string(),
  vendorConfirmation: z.boolean(),
  expires: z.iso.datetime(),
  by: person,
  second: person,
});
const usedBody = z.object({ exception: z.string() });
const revokedBody = z.object({ exception: z.string(), reason: z.string(), by: person });

function known(register: Map<string, FileException>, id: string): FileException {
  const exception = register.get(id);
  if (exception === undefined) throw new Error(`exception ${id} was never granted`);
  return exception;
}

/** Changes `register` in place. Throws on an entry that it cannot read: skipping a revocation would open the gate again. */
export function applyToRegister(
  register: Map<string, FileException>,
  entry: LedgerEntry,
): Map<string, FileException> {
  const { at, kind, body, session } = entry;
  if (kind === 'exception.granted') {
    const { exception: id, by, second, ...rest } = grantedBody.parse(body);
    const fresh = { grantedAt: at, revoked: null, uses: 0, lastUse: null };
    return register.set(id, { id, ...rest, ...fresh, first: by.person, second: second.person });
  }
  if (kind === 'exception.used') {
    const before = known(register, usedBody.parse(body).exception);
    const lastUse = { at, session: session ?? '' };
    return register.set(before.id, { ...before, uses: before.uses + 1, lastUse });
  }
  if (kind === 'exception.revoked') {
    const { exception, reason, by } = revokedBody.parse(body);
    const before = known(register, exception);
    return register.set(before.id, { ...before, revoked: { at, by: by.person, reason } });
  }
  return register;
}

/** Those that were not revoked, for the decision; the ones with the vendor's confirmation first, because they say more. */
export function indexOf(register: Register): ExceptionIndex {
  const index = new Map<string, FileException[]>();
  for (const exception of register.values()) {
    if (exception.revoked !== null) continue;
    const others = index.get(exception.sha256) ?? [];
    if (exception.vendorConfirmation) index.set(exception.sha256, [exception, ...others]);
    else index.set(exception.sha256, [...others, exception]);
  }
  return index;
}
