import { describe, expect, it } from 'vitest';

import type { Actor } from '../../shared/model/people.ts';
import { ACTIONS } from '../../shared/model/rights.ts';
import { value } from '../audit/data-folder.ts';
import { code, found, join, openClinic, PASSPHRASE } from '../people/clinic.ts';

describe('nobody becomes an administrator by', () => {
  it('handing over an object of the right shape', async () => {
    const clinic = openClinic();
    const { admin } = await found(clinic);
    const forged: Actor[] = [
      { type: 'person', person: 'admin', name: '院長', role: 'administrator' },
      { ...admin },
      JSON.parse(JSON.stringify(admin)) as Actor,
      { type: 'console', user: 'root' },
    ];
    for (const actor of forged)
      for (const action of ACTIONS) expect(clinic.people.authorise(actor, action).ok).toBe(false);
    const input = { id: 'eve', name: 'Eve', role: 'administrator' as const, secret: PASSPHRASE };
    for (const actor of forged) expect((await clinic.people.accounts.add(actor, input)).ok).toBe(false);
    expect(clinic.entries('person.added')).toHaveLength(1);
  });

  it('writing another role into the actor', async () => {
    const clinic = openClinic();
    const { admin } = await found(clinic);
    const sato = await join(clinic, admin, 'sato', 'staff');
    expect(() => Object.assign(sato, { role: 'administrator' })).toThrow('read only');
    expect(code(clinic.people.authorise(sato, 'person.add'))).toBe('not-allowed');
  });

  it('being staff and calling the methods of administrators', async () => {
    const clinic = openClinic();
    const { admin } = await found(clinic);
    const { accounts, own } = clinic.people;
    for (const role of ['staff', 'auditor'] as const) {
      const actor = await join(clinic, admin, `the-${role}`, role);
      const person = { id: 'eve', name: 'Eve', role: 'administrator' as const, secret: PASSPHRASE };
      const answers = [
        await accounts.found(actor, { id: 'eve', name: 'Eve', secret: PASSPHRASE }),
        await accounts.add(actor, person),
        await accounts.change(actor, { person: `the-${role}`, role: 'administrator', secret: PASSPHRASE }),
        await accounts.reset(actor, { person: 'admin', secret: PASSPHRASE }),
        accounts.disable(actor, { person: 'admin', reason: 'x' }),
        accounts.unlock(actor, { person: 'admin' }),
        accounts.setCard(actor, { person: 'admin', card: '00112233' }),
        accounts.removeTotp(actor, { person: 'admin', reason: 'x' }),
        await own.renewRecovery(actor, { current: PASSPHRASE }),
      ];
      expect(answers.map(code)).toEqual(answers.map(() => 'not-allowed'));
    }
  });

  it('sitting at the console after an administrator was made', async () => {
    const clinic = openClinic();
    await found(clinic);
    const console_ = clinic.people.console('root');
    const input = { id: 'eve', name: 'Eve', role: 'administrator' as const, secret: PASSPHRASE };
    expect(code(await clinic.people.accounts.add(console_, input))).toBe('not-allowed');
    expect(code(await clinic.people.own.changeSecret(console_, { current: 'x', next: PASSPHRASE }))).toBe(
      'not-allowed',
    );
  });
});

it('nothing secret stands in the ledger or readable in the file of secrets', async () => {
  const clinic = openClinic();
  const { admin, recoveryCode } = await found(clinic);
  await join(clinic, admin, 'sato', 'staff');
  value(clinic.people.accounts.setCard(admin, { person: 'sato', card: '01147ABC55DEF' }));
  await clinic.people.login({ identifier: 'sato', secret: 'wrong-and-private' });
  const told = JSON.stringify(clinic.entries());
  for (const secret of ['$scrypt$', recoveryCode, PASSPHRASE, '01147abc55def', 'wrong-and-private'])
    expect(told).not.toContain(secret);
  const { mode } = await import('node:fs').then((fs) => fs.statSync(`${clinic.dataDir}/people.sqlite`));
  expect((mode & 0o777).toString(8)).toBe('600');
});
