/** Whether an exception still holds, and whether what was typed can become one. Pure. */

import type { FileException } from '../../../shared/model/exception.ts';

export type ExceptionState = 'active' | 'expired' | 'revoked';

/** `now`: ISO 8601 UTC. On `expires` itself it is over. */
export function stateOf(
  { revoked, expires }: Pick<FileException, 'revoked' | 'expires'>,
  now: string,
): ExceptionState {
  if (revoked !== null) return 'revoked';
  return Date.parse(now) >= Date.parse(expires) ? 'expired' : 'active';
}

export type GrantDraft = {
  readonly sha256: string;
  readonly reason: string;
  readonly days: number;
  readonly vendorConfirmation: boolean;
  readonly identifier: string;
  readonly secret: string;
  readonly code: string;
};

export type GrantFault = 'sha256' | 'reason' | 'days' | 'second';

export function grantFaults(draft: GrantDraft, maxDays: number): readonly GrantFault[] {
  const faults: GrantFault[] = [];
  if (!/^[0-9a-f]{64}$/i.test(draft.sha256.trim())) faults.push('sha256');
  if (draft.reason.trim().length < 10) faults.push('reason');
  if (!Number.isInteger(draft.days) || draft.days < 1 || draft.days > maxDays) faults.push('days');
  if (draft.identifier.trim() === '' || draft.secret === '') faults.push('second');
  return faults;
}
