/** People as lists show them: who they are, and whether their next attempt has to wait. */

import type { Person } from '../../../shared/model/people.ts';
import type { Attempts } from './attempts.ts';
import { claimantKey, type Roster } from './roster.ts';

/** In the order in which they were added. How a secret came to be is nobody's business but the core's. */
export const listPeople = (roster: Roster, attempts: Pick<Attempts, 'standing'>): readonly Person[] =>
  [...roster.values()].map(({ secret: _, ...member }) => ({
    ...member,
    ...attempts.standing(claimantKey({ way: 'login', person: member.id, bucket: null })),
  }));
