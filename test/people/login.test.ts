import { describe, expect, it, vi } from 'vitest';

import { codeAt, stepAt } from '../../electron/core/people/totp.ts';
import { value } from '../audit/data-folder.ts';
import { code, enrol, enter, found, join, openClinic, PASSPHRASE, PIN, type Clinic } from './clinic.ts';

const WRONG = '999111';
const bodies = (clinic: Clinic, kind: string) => clinic.entries(kind).map((entry) => entry.body);

async function failing(clinic: Clinic, identifier: string, times: number): Promise<string[]> {
  const codes: string[] = [];
  for (let i = 0; i < times; i += 1)
    codes.push(code(await clinic.people.login({ identifier, secret: WRONG })));
  return codes;
}

/** Wrong attempts with the waits between them kept: what a patient guesser does. */
async function patiently(clinic: Clinic, identifier: string, times: number): Promise<void> {
  for (let i = 0; i < times; i += 1) {
    expect(code(await clinic.people.login({ identifier, secret: WRONG }))).toBe('login-failed');
    if (i < times - 1) clinic.hand.pass(60_000);
  }
}

describe('logging in', () => {
  it('is told in the ledger with role and factors, and so is leaving', async () => {
    const clinic = openClinic();
    const { admin } = await found(clinic);
    expect(admin).toEqual({ type: 'person', person: 'admin', name: '院長', role: 'administrator' });
    value(clinic.people.logout(admin));
    expect(bodies(clinic, 'login.succeeded')).toEqual([
      { person: 'admin', role: 'administrator', factors: ['secret'] },
    ]);
    expect(bodies(clinic, 'login.ended')).toEqual([{ person: 'admin', how: 'logout' }]);
    expect(code(clinic.people.authorise(admin, 'person.list'))).toBe('login-ended');
  });

  it('takes what an input method or a card reader makes of it', async () => {
    const clinic = openClinic();
    const { admin } = await found(clinic);
    await join(clinic, admin, 'sato', 'staff');
    value(clinic.people.accounts.setCard(admin, { person: 'sato', card: '0123456789ABCDEF' }));
    await enter(clinic, ' ＳＡＴＯ ', '４８３９２０');
    await enter(clinic, '0123456789abcdef\r', PIN);
    expect(bodies(clinic, 'login.succeeded').at(-1)).toMatchObject({
      person: 'sato',
      factors: ['secret', 'card'],
    });
    expect(code(await clinic.people.login({ identifier: '0123456789ABCDEF', secret: WRONG }))).toBe(
      'login-failed',
    );
  });

  it('does not happen when the ledger cannot tell of it', async () => {
    const clinic = openClinic();
    await found(clinic);
    vi.spyOn(clinic.ledger, 'append').mockReturnValue({
      ok: false,
      error: { code: 'ledger-failed', params: { reason: 'disk-full' } },
    });
    const [right, wrong] = [PASSPHRASE, WRONG];
    expect(code(await clinic.people.login({ identifier: 'admin', secret: right }))).toBe('ledger-failed');
    expect(code(await clinic.people.login({ identifier: 'admin', secret: wrong }))).toBe('ledger-failed');
  });

  it('ends after a time without anything done', async () => {
    const clinic = openClinic();
    const { admin } = await found(clinic);
    clinic.hand.pass(9 * 60_000);
    expect(code(clinic.people.authorise(admin, 'person.list'))).toBe('ok');
    clinic.hand.pass(10 * 60_000);
    expect(code(clinic.people.authorise(admin, 'person.list'))).toBe('ok');
    clinic.hand.pass(10 * 60_000 + 1);
    expect(code(clinic.people.authorise(admin, 'person.list'))).toBe('login-ended');
    expect(bodies(clinic, 'login.ended')).toEqual([{ person: 'admin', how: 'idle' }]);
  });
});

describe('wrong attempts', () => {
  it('wait, lock, and are each told', async () => {
    const clinic = openClinic();
    const { admin } = await found(clinic);
    await join(clinic, admin, 'sato', 'staff');
    expect(await failing(clinic, 'sato', 5)).toEqual([
      'login-failed',
      'login-failed',
      'login-failed',
      'login-delayed',
      'login-delayed',
    ]);
    clinic.hand.pass(5000);
    await patiently(clinic, 'sato', 7);
    const answer = await clinic.people.login({ identifier: 'sato', secret: PIN });
    expect(answer).toEqual({ ok: false, error: { code: 'login-locked', params: { seconds: 1800 } } });
    expect(bodies(clinic, 'login.locked')).toEqual([
      { way: 'login', person: 'sato', bucket: null, failures: 10, seconds: 1800 },
    ]);
    expect(bodies(clinic, 'login.failed').map((body) => body['refused'])).toEqual([
      0, 0, 0, 2, 0, 0, 0, 0, 0, 0,
    ]);
    clinic.hand.pass(1_800_000);
    await enter(clinic, 'sato', PIN);
  });

  it('are forgotten by a right one', async () => {
    const clinic = openClinic();
    await found(clinic);
    await failing(clinic, 'admin', 2);
    await enter(clinic, 'admin', PASSPHRASE);
    expect(await failing(clinic, 'admin', 3)).toEqual(['login-failed', 'login-failed', 'login-failed']);
  });

  it('keep their count and their wait across a restart', async () => {
    const clinic = openClinic();
    await found(clinic);
    await patiently(clinic, 'admin', 10);
    clinic.close();
    clinic.hand.now += 600_000;
    const again = openClinic(clinic.dataDir, clinic.hand);
    expect(await again.people.login({ identifier: 'admin', secret: PASSPHRASE })).toMatchObject({
      error: { code: 'login-locked', params: { seconds: 1200 } },
    });
    again.hand.pass(1_200_000);
    await failing(again, 'admin', 1);
    expect(bodies(again, 'login.locked').at(-1)).toMatchObject({ failures: 11, seconds: 3600 });
  });

  it('are unlocked by an administrator, also beyond a restart', async () => {
    const clinic = openClinic();
    const { admin } = await found(clinic);
    await join(clinic, admin, 'sato', 'staff');
    for (let i = 0; i < 3; i += 1) await failing(clinic, 'sato', 1);
    const listed = value(clinic.people.accounts.list(admin)).find(({ id }) => id === 'sato');
    expect(listed).toMatchObject({ failures: 3, locked: false, waits: 5 });
    value(clinic.people.accounts.unlock(admin, { person: 'sato' }));
    clinic.close();
    const again = openClinic(clinic.dataDir, clinic.hand);
    await enter(again, 'sato', PIN);
  });
});

describe('the second factor', () => {
  const now = (clinic: Clinic, secret: Buffer): string => codeAt(secret, stepAt(clinic.hand.now));
  const withCode = (clinic: Clinic, secret: string, typed: string) =>
    clinic.people.login({ identifier: 'admin', secret, code: typed });

  it('is asked for after the secret, and counts when it is wrong', async () => {
    const clinic = openClinic();
    const { admin } = await found(clinic);
    const key = await enrol(clinic, admin);
    clinic.hand.pass(60_000);
    expect(code(await clinic.people.login({ identifier: 'admin', secret: PASSPHRASE }))).toBe(
      'second-factor-needed',
    );
    expect(code(await withCode(clinic, PASSPHRASE, '000000'))).toBe('login-failed');
    expect(code(await withCode(clinic, WRONG, now(clinic, key)))).toBe('login-failed');
    value(await withCode(clinic, PASSPHRASE, now(clinic, key)));
    expect(bodies(clinic, 'login.failed').map((body) => body['factor'])).toEqual(['code', 'secret']);
    expect(bodies(clinic, 'login.succeeded').at(-1)).toMatchObject({ factors: ['secret', 'totp'] });
  });

  it('is not set up without the secret, nor before a code came back', async () => {
    const clinic = openClinic();
    const { admin } = await found(clinic);
    expect(code(await clinic.people.own.beginTotp(admin, { current: WRONG }))).toBe('login-failed');
    expect(code(clinic.people.own.confirmTotp(admin, { code: '123456' }))).toBe('usage');
    value(await clinic.people.own.beginTotp(admin, { current: PASSPHRASE }));
    expect(code(clinic.people.own.confirmTotp(admin, { code: '000000' }))).toBe('secret-refused');
    await enter(clinic, 'admin', PASSPHRASE);
  });

  it('has to be set up first where the settings say so', async () => {
    const clinic = openClinic();
    const { admin } = await found(clinic);
    clinic.rules = { ...clinic.rules, secondFactor: 'administrators' };
    expect(clinic.people.authorise(admin, 'person.list')).toMatchObject({
      error: { code: 'duty-first', params: { duty: 'enrol-totp' } },
    });
    await enrol(clinic, admin);
    expect(code(clinic.people.authorise(admin, 'person.list'))).toBe('ok');
  });
});

describe('the recovery code', () => {
  const NEXT = 'another kettle, on tuesday';

  it('opens a locked account once, leaves a trace and is replaced', async () => {
    const clinic = openClinic();
    const { admin, recoveryCode } = await found(clinic);
    expect(recoveryCode).toMatch(/^(?:[A-Z2-7]{5}-){4}[A-Z2-7]{5}$/);
    await patiently(clinic, 'admin', 10);
    const typed = recoveryCode.toLowerCase().replaceAll('-', ' ').replaceAll('o', '0');
    const again = value(await clinic.people.recover({ identifier: 'admin', code: typed, secret: NEXT }));
    expect(code(clinic.people.authorise(admin, 'status.read'))).toBe('login-ended');
    await enter(clinic, 'admin', NEXT);
    expect(bodies(clinic, 'login.recovered')).toEqual([{ person: 'admin' }]);
    const once = await clinic.people.recover({ identifier: 'admin', code: recoveryCode, secret: PASSPHRASE });
    expect(code(once)).toBe('login-failed');
    value(await clinic.people.recover({ identifier: 'admin', code: again.recoveryCode, secret: PASSPHRASE }));
  });

  it('does not excuse a bad secret, nor open a disabled account', async () => {
    const clinic = openClinic();
    const { admin } = await found(clinic);
    const input = { id: 'mori', name: 'Mori', role: 'administrator' as const, secret: NEXT };
    const issued = value(await clinic.people.accounts.add(admin, input));
    const recover = (secret: string) =>
      clinic.people.recover({ identifier: 'mori', code: issued.recoveryCode!, secret });
    expect(code(await recover('short'))).toBe('secret-refused');
    value(clinic.people.accounts.disable(admin, { person: 'mori', reason: 'left the clinic' }));
    expect(code(await recover(PASSPHRASE))).toBe('login-failed');
  });
});
