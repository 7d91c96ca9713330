import fs from 'node:fs';
import path from 'node:path';

import { describe, expect, it, vi } from 'vitest';

import { value } from '../audit/data-folder.ts';
import { code, enter, found, join, openClinic, PASSPHRASE, PIN } from './clinic.ts';

describe('the first administrator', () => {
  it('is made by the console, once', async () => {
    const clinic = openClinic();
    const console_ = clinic.people.console('root');
    expect(value(clinic.people.founding())).toBe(true);
    await found(clinic);
    expect(value(clinic.people.founding())).toBe(false);
    const second = { id: 'other', name: 'Other', secret: PASSPHRASE };
    expect(code(await clinic.people.accounts.found(console_, second))).toBe('not-allowed');
    expect(clinic.entries('person.added').map((entry) => entry.body)).toEqual([
      {
        person: 'admin',
        name: '院長',
        role: 'administrator',
        secret: 'own',
        by: { type: 'console', user: 'root' },
      },
    ]);
  });

  it('is one of two who are made at once', async () => {
    const clinic = openClinic();
    const console_ = clinic.people.console('root');
    const make = (id: string) => clinic.people.accounts.found(console_, { id, name: id, secret: PASSPHRASE });
    const codes = (await Promise.all([make('one'), make('two')])).map(code);
    expect(codes.sort()).toEqual(['not-allowed', 'ok']);
  });

  it('can be made again when the accounts were lost, and the ledger says that they were', async () => {
    const clinic = openClinic();
    await found(clinic);
    clinic.close();
    fs.rmSync(path.join(clinic.dataDir, 'people.sqlite'));
    const again = openClinic(clinic.dataDir, clinic.hand);
    expect(again.entries('accounts.lost').map((entry) => entry.body)).toEqual([{ people: 1 }]);
    expect(code(await again.people.login({ identifier: 'admin', secret: PASSPHRASE }))).toBe('login-failed');
    const input = { id: 'admin-2', name: '院長', secret: PASSPHRASE };
    value(await again.people.accounts.found(again.people.console('root'), input));
    await enter(again, 'admin-2', PASSPHRASE);
  });
});

describe('an account', () => {
  it('begins with a secret that has to be changed', async () => {
    const clinic = openClinic();
    const { admin } = await found(clinic);
    value(await clinic.people.accounts.add(admin, { id: 'sato', name: '佐藤', role: 'staff', secret: PIN }));
    const sato = await enter(clinic, 'sato', PIN);
    expect(code(clinic.people.authorise(sato, 'session.start'))).toBe('duty-first');
    const change = (next: string) => clinic.people.own.changeSecret(sato, { current: PIN, next });
    expect(code(await change(PIN))).toBe('secret-refused');
    expect(code(await change('111111'))).toBe('secret-refused');
    value(await change('739164'));
    expect(code(clinic.people.authorise(sato, 'session.start'))).toBe('ok');
    expect(code(await clinic.people.login({ identifier: 'sato', secret: PIN }))).toBe('login-failed');
  });

  it('keeps its identifier for ever', async () => {
    const clinic = openClinic();
    const { admin } = await found(clinic);
    await join(clinic, admin, 'sato', 'staff');
    value(clinic.people.accounts.disable(admin, { person: 'sato', reason: 'left the clinic' }));
    const again = { id: 'SATO', name: 'another Sato', role: 'staff' as const, secret: '739164' };
    expect(code(await clinic.people.accounts.add(admin, again))).toBe('person-exists');
  });

  it('and another one never share a card, nor a card with an identifier', async () => {
    const clinic = openClinic();
    const { admin } = await found(clinic);
    await join(clinic, admin, 'sato', 'staff');
    await join(clinic, admin, 'mori', 'staff');
    const set = (person: string, card: string | null) =>
      code(clinic.people.accounts.setCard(admin, { person, card }));
    expect(set('sato', '0011223344')).toBe('ok');
    expect(set('mori', '0011223344')).toBe('person-exists');
    expect(set('mori', 'sato')).toBe('person-exists');
    const named = { id: '0011223344', name: 'x', role: 'staff' as const, secret: '739164' };
    expect(code(await clinic.people.accounts.add(admin, named))).toBe('person-exists');
    expect(set('sato', null)).toBe('ok');
    expect(set('mori', '0011223344')).toBe('ok');
  });

  it('that is disabled loses its open logins at once and cannot get new ones', async () => {
    const clinic = openClinic();
    const { admin } = await found(clinic);
    const sato = await join(clinic, admin, 'sato', 'staff');
    value(clinic.people.accounts.disable(admin, { person: 'sato', reason: 'left the clinic' }));
    expect(code(clinic.people.authorise(sato, 'session.start'))).toBe('login-ended');
    expect(code(await clinic.people.login({ identifier: 'sato', secret: PIN }))).toBe('login-failed');
    value(clinic.people.accounts.enable(admin, { person: 'sato', reason: 'came back' }));
    await enter(clinic, 'sato', PIN);
  });

  it('changes name and role with before and after, and rights change with it at once', async () => {
    const clinic = openClinic();
    const { admin } = await found(clinic);
    const sato = await join(clinic, admin, 'sato', 'staff');
    const raise = { person: 'sato', role: 'administrator' as const };
    expect(code(await clinic.people.accounts.change(admin, raise))).toBe('usage');
    const issued = value(
      await clinic.people.accounts.change(admin, { ...raise, secret: 'a long one to be changed' }),
    );
    expect(issued.recoveryCode).not.toBeNull();
    expect(code(clinic.people.authorise(sato, 'session.start'))).toBe('login-ended');
    expect(clinic.entries('person.changed').map((entry) => entry.body)).toEqual([
      {
        person: 'sato',
        before: { name: 'name of sato', role: 'staff' },
        after: { name: 'name of sato', role: 'administrator' },
        by: { type: 'person', person: 'admin', role: 'administrator' },
      },
    ]);
    const raised = await enter(clinic, 'sato', 'a long one to be changed');
    const own = { current: 'a long one to be changed', next: 'teal kettle on friday' };
    value(await clinic.people.own.changeSecret(raised, own));
    value(
      await clinic.people.accounts.change(admin, { person: 'sato', role: 'auditor', secret: PASSPHRASE }),
    );
    expect(code(clinic.people.authorise(raised, 'person.add'))).toBe('login-ended');
  });

  it('of the last administrator can be neither disabled nor lowered', async () => {
    const clinic = openClinic();
    const { admin } = await found(clinic);
    expect(code(clinic.people.accounts.disable(admin, { person: 'admin', reason: 'a slip' }))).toBe(
      'last-administrator',
    );
    expect(code(await clinic.people.accounts.change(admin, { person: 'admin', role: 'staff' }))).toBe(
      'last-administrator',
    );
    await join(clinic, admin, 'mori', 'administrator');
    value(clinic.people.accounts.disable(admin, { person: 'admin', reason: 'retired' }));
  });

  it('is changed in both places or in neither', async () => {
    const clinic = openClinic();
    const { admin } = await found(clinic);
    await join(clinic, admin, 'sato', 'staff');
    const failing = vi.spyOn(clinic.ledger, 'append').mockReturnValue({
      ok: false,
      error: { code: 'ledger-failed', params: { reason: 'disk-full' } },
    });
    const reset = await clinic.people.accounts.reset(admin, { person: 'sato', secret: '739164' });
    expect(code(reset)).toBe('ledger-failed');
    failing.mockRestore();
    await enter(clinic, 'sato', PIN);
  });

  it('that nobody has is not found', async () => {
    const clinic = openClinic();
    const { admin } = await found(clinic);
    expect(code(clinic.people.accounts.unlock(admin, { person: 'nobody' }))).toBe('not-found');
    expect(code(clinic.people.accounts.unlock(admin, { person: '../admin' }))).toBe('usage');
  });
});

it('the people of a clinic are the same after a restart', async () => {
  const clinic = openClinic();
  const { admin } = await found(clinic);
  await join(clinic, admin, 'sato', 'staff');
  await join(clinic, admin, 'ito', 'auditor');
  value(clinic.people.accounts.disable(admin, { person: 'ito', reason: 'left the clinic' }));
  const before = value(clinic.people.roster());
  clinic.close();
  const again = openClinic(clinic.dataDir, clinic.hand);
  expect(value(again.people.roster())).toEqual(before);
  expect(before.get('ito')).toMatchObject({ role: 'auditor', disabled: true, secret: 'own' });
});
