/** Who works at the clinic of the month: an administrator, an auditor and five at the desk. */

import type { Clinic } from '../../electron/core/clinic.ts';
import type { Actor } from '../../shared/model/people.ts';
import { must } from './must.ts';

const PASSPHRASE = 'たけやぶやけた-しんぶんし-2026';
export const STAFF = ['reception1', 'reception2', 'nurse1', 'nurse2', 'clerk1'] as const;
const NAMES = {
  reception1: '受付 1',
  reception2: '受付 2',
  nurse1: '看護師 1',
  nurse2: '看護師 2',
  clerk1: '医療事務 1',
} as const;
export type StaffId = (typeof STAFF)[number];

const pinOf = (id: StaffId): string => `73${STAFF.indexOf(id)}914`;
/** What the administrator hands out, and nobody may go on with. */
const FIRST_PIN = '820417';

export type Team = {
  administrator(): Promise<Actor>;
  at(id: StaffId): Promise<Actor>;
  /** A wrong PIN, as happens. */
  mistype(id: StaffId): Promise<void>;
};

/** Makes the accounts in a clinic that has none. */
export async function hire({ people }: Clinic): Promise<Team> {
  const founder = people.console('month');
  must(await people.accounts.found(founder, { id: 'incho', name: '院長', secret: PASSPHRASE }));
  const login = async (identifier: string, secret: string): Promise<Actor> =>
    must(await people.login({ identifier, secret }));
  const administrator = (): Promise<Actor> => login('incho', PASSPHRASE);
  const actor = await administrator();
  for (const id of STAFF) {
    must(await people.accounts.add(actor, { id, name: NAMES[id], role: 'staff', secret: FIRST_PIN }));
    const newcomer = await login(id, FIRST_PIN);
    must(await people.own.changeSecret(newcomer, { current: FIRST_PIN, next: pinOf(id) }));
    must(people.logout(newcomer));
  }
  const auditor = { id: 'kansa', name: '監査担当', role: 'auditor' as const, secret: `${PASSPHRASE}-2` };
  must(await people.accounts.add(actor, auditor));
  return {
    administrator,
    at: (id) => login(id, pinOf(id)),
    mistype: async (id) => {
      await people.login({ identifier: id, secret: '000000' });
    },
  };
}
