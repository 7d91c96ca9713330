import { expect, it } from 'vitest';

import { codeAt, stepAt } from '../../electron/core/people/totp.ts';
import { code, enrol, found, openClinic, PASSPHRASE, type Clinic } from '../people/clinic.ts';

async function locked(): Promise<Clinic> {
  const clinic = openClinic();
  await found(clinic);
  for (let i = 0; i < 10; i += 1) {
    await clinic.people.login({ identifier: 'admin', secret: 'wrong' });
    if (i < 9) clinic.hand.pass(60_000);
  }
  return clinic;
}
const enter = (clinic: Clinic) => clinic.people.login({ identifier: 'admin', secret: PASSPHRASE });

it.each([
  ['back', -86_400_000],
  ['forward', 86_400_000],
])('setting the clock %s while the gate runs does not shorten a lock-out', async (_, shift) => {
  const clinic = await locked();
  clinic.hand.now += shift;
  expect(await enter(clinic)).toMatchObject({ error: { code: 'login-locked', params: { seconds: 1800 } } });
  clinic.hand.steady += 1_800_000;
  expect(code(await enter(clinic))).toBe('ok');
});

it('setting the clock back and starting the gate anew does not shorten a lock-out', async () => {
  const clinic = await locked();
  clinic.close();
  clinic.hand.now -= 86_400_000;
  const again = openClinic(clinic.dataDir, clinic.hand);
  expect(await enter(again)).toMatchObject({ error: { code: 'login-locked', params: { seconds: 1800 } } });
});

it('a one-time code that was used is spent, also after a restart and with the clock set back', async () => {
  const clinic = openClinic();
  const { admin } = await found(clinic);
  const key = await enrol(clinic, admin);
  clinic.hand.pass(60_000);
  const used = codeAt(key, stepAt(clinic.hand.now));
  const withCode = (where: Clinic) =>
    where.people.login({ identifier: 'admin', secret: PASSPHRASE, code: used });
  expect(code(await withCode(clinic))).toBe('ok');
  expect(code(await withCode(clinic))).toBe('login-failed');
  clinic.close();
  clinic.hand.now -= 10_000;
  const again = openClinic(clinic.dataDir, clinic.hand);
  expect(code(await withCode(again))).toBe('login-failed');
});

it('a one-time code that is sent twice at once enters once', async () => {
  const clinic = openClinic();
  const { admin } = await found(clinic);
  const key = await enrol(clinic, admin);
  clinic.hand.pass(60_000);
  const secondFactor = codeAt(key, stepAt(clinic.hand.now));
  const input = { identifier: 'admin', secret: PASSPHRASE, code: secondFactor };
  const both = await Promise.all([clinic.people.login(input), clinic.people.login(input)]);
  expect(both.map(code)).toEqual(['ok', 'login-failed']);
});
