/** Whether what was typed can become a person, before the core is asked; the rules for secrets in full are the core's. Pure. */

import { normaliseIdentifier, PERSON_ID, type Person } from '../../../shared/model/people.ts';
import type { Role } from '../../../shared/model/rights.ts';
import type { Tone } from '../../parts/tone.ts';

export type PersonDraft = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly secret: string;
  readonly card: string;
};

export type PersonFault = 'id' | 'name' | 'secret';

/** The least length of a secret for this role, in characters (people/secret-rules.ts says more). */
export const leastSecret = (role: Role): number => (role === 'staff' ? 6 : 13);

export function personFaults({ id, name, role, secret }: PersonDraft): readonly PersonFault[] {
  const faults: PersonFault[] = [];
  if (!PERSON_ID.test(normaliseIdentifier(id))) faults.push('id');
  if (name.trim() === '') faults.push('name');
  if (Array.from(secret).length < leastSecret(role)) faults.push('secret');
  return faults;
}

export type PersonState = 'active' | 'disabled' | 'locked' | 'waiting';

export function stateOf({
  disabled,
  locked,
  waits,
}: Pick<Person, 'disabled' | 'locked' | 'waits'>): PersonState {
  if (disabled) return 'disabled';
  if (locked) return 'locked';
  return waits > 0 ? 'waiting' : 'active';
}

export const PERSON_TONES: Readonly<Record<PersonState, Tone>> = {
  active: 'clean',
  disabled: 'closed',
  locked: 'blocked',
  waiting: 'partial',
};

/** Staff who become administrator or auditor need a passphrase: a PIN is not enough for those. */
export const needsSecret = (from: Role, to: Role): boolean => from === 'staff' && to !== 'staff';
