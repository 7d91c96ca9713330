/** Collects who could log in at the end of the period, what was changed about people in it, and which logins failed. */

import type { PeopleFacts } from '../../../../shared/model/report.ts';
import { ROLES } from '../../../../shared/model/rights.ts';
import { applyToRoster, PEOPLE_KINDS, type Member } from '../../people/roster.ts';
import { createTally, numberOf, textOf, type Collector } from './entries.ts';

const ATTEMPTS = ['login.failed', 'login.refused', 'login.locked', 'login.recovered'];
const CHANGES = [
  'person.added',
  'person.changed',
  'person.disabled',
  'person.enabled',
  'person.secret-set',
  'person.card-set',
  'person.totp-set',
  'person.recovery-set',
  'person.unlocked',
  'accounts.lost',
];

/** `end`: the last moment of the period, milliseconds since 1970. */
export function collectPeople(end: number): Collector<PeopleFacts> {
  let roster = new Map<string, Member>();
  const changes = createTally();
  const failures = new Map<string | null, { failed: number; locked: number }>();
  let logins = 0;
  const attempt = (kind: string, body: Parameters<typeof textOf>[0]): void => {
    const person = textOf(body, 'person');
    const known = failures.get(person) ?? { failed: 0, locked: 0 };
    failures.set(person, known);
    // Attempts that nobody looked at because of the wait are told with the next one that was.
    if (kind === 'login.failed') known.failed += 1 + (numberOf(body, 'refused') ?? 0);
    if (kind === 'login.locked') known.locked += 1;
  };
  return {
    kinds: [...new Set([...PEOPLE_KINDS, ...CHANGES, ...ATTEMPTS])],
    see: (entry, within) => {
      const { kind, at, body } = entry;
      if (!within && Date.parse(at) >= end) return;
      roster = applyToRoster(roster, entry);
      if (!within) return;
      if (kind === 'login.succeeded') logins += 1;
      else if (CHANGES.includes(kind)) changes.add(kind);
      else if (kind === 'login.recovered') changes.add(kind);
      else if (kind !== 'login.refused') attempt(kind, body);
    },
    finish: () => {
      const members = [...roster.values()];
      return {
        roles: ROLES.map((role) => ({
          role,
          active: members.filter((one) => one.role === role && !one.disabled).length,
          disabled: members.filter((one) => one.role === role && one.disabled).length,
        })),
        people: members.map(({ id, name, role, disabled, lastLogin, totp, secret }) => ({
          id,
          name,
          role,
          disabled,
          lastLogin,
          totp,
          ownSecret: secret === 'own' || secret === 'recovered',
        })),
        changes: changes.list().map(({ name, times }) => ({ kind: name, times })),
        logins,
        failures: [...failures]
          .map(([person, counts]) => ({ person, ...counts }))
          .filter(({ failed, locked }) => failed + locked > 0)
          .sort((a, b) => b.failed - a.failed),
      };
    },
  };
}
