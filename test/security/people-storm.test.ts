import { expect, it } from 'vitest';

import { code, found, join, openClinic, PIN } from '../people/clinic.ts';

it('a storm of PINs at once gets no more tries than one after the other', async () => {
  const clinic = openClinic();
  const { admin } = await found(clinic);
  await join(clinic, admin, 'sato', 'staff');
  const guesses = Array.from({ length: 30 }, (_, i) => (i === 29 ? PIN : String(500_017 + i)));
  const answers = await Promise.all(
    guesses.map((secret) => clinic.people.login({ identifier: 'sato', secret })),
  );
  const codes = answers.map(code);
  expect(codes.filter((one) => one === 'login-failed')).toHaveLength(3);
  expect(codes.slice(3).every((one) => one === 'login-delayed')).toBe(true);
});

it('a storm longer than the queue is turned away without a hash and without an entry each', async () => {
  const clinic = openClinic();
  await found(clinic);
  const before = clinic.entries().length;
  const storm = Array.from({ length: 500 }, (_, i) =>
    clinic.people.login({ identifier: 'admin', secret: String(i) }),
  );
  const codes = (await Promise.all(storm)).map(code);
  expect(new Set(codes)).toEqual(new Set(['login-failed', 'login-delayed']));
  // Three wrong ones and the first that was refused.
  expect(clinic.entries().length - before).toBe(4);
});

it('identifiers that nobody has are delayed and locked like real ones, and what was typed is not recorded', async () => {
  const clinic = openClinic();
  await found(clinic);
  const codes: string[] = [];
  for (let i = 0; i < 4; i += 1)
    codes.push(code(await clinic.people.login({ identifier: 'my pin 483920', secret: '1' })));
  expect(codes).toEqual(['login-failed', 'login-failed', 'login-failed', 'login-delayed']);
  const told = JSON.stringify(clinic.entries('login.failed', 'login.refused'));
  expect(told).not.toContain('483920');
  expect(told).toContain('"person":null');
});

it('an account whose secret was reset while the old one was being hashed is not entered', async () => {
  const clinic = openClinic();
  const { admin } = await found(clinic);
  await join(clinic, admin, 'sato', 'staff');
  const [reset, entering] = await Promise.all([
    clinic.people.accounts.reset(admin, { person: 'sato', secret: '739164' }),
    clinic.people.login({ identifier: 'sato', secret: PIN }),
  ]);
  expect(reset.ok).toBe(true);
  // Whichever came first: whoever entered with the old secret is out again.
  if (entering.ok) expect(code(clinic.people.authorise(entering.value, 'status.read'))).toBe('login-ended');
  else expect(entering.error.code).toBe('login-failed');
});
