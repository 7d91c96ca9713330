import { describe, expect, it } from 'vitest';

import { createExceptions, useDraft, type Exceptions } from '../../electron/core/exceptions/exceptions.ts';
import { applyExceptions } from '../../electron/core/exceptions/apply.ts';
import type { ExceptionInput } from '../../shared/model/exception.ts';
import type { Actor } from '../../shared/model/people.ts';
import { heldBack } from '../../shared/model/verdict.ts';
import { ok } from '../../shared/result.ts';
import { closed, file, opened, sessionId, SHA, value } from '../audit/data-folder.ts';
import { clockOf, code, found, join, openClinic, type Clinic } from '../people/clinic.ts';

const DAY = 86_400_000;
const WANTED: ExceptionInput = {
  sha256: SHA('a'),
  reason: 'installer of the laboratory, agreed by telephone',
  days: 7,
  vendorConfirmation: false,
};

const deskOf = (clinic: Clinic, maxDays = 30): Exceptions =>
  createExceptions({
    ledger: clinic.ledger,
    authorise: clinic.people.authorise,
    reader: clinic.reader,
    clock: clockOf(clinic.hand),
    maxDays: () => ok(maxDays),
  });

type Office = { clinic: Clinic; admin: Actor; sato: Actor; desk: Exceptions };
async function office(): Promise<Office> {
  const clinic = openClinic();
  const { admin } = await found(clinic);
  const sato = await join(clinic, admin, 'sato', 'staff');
  return { clinic, admin, sato, desk: deskOf(clinic) };
}

/** What a session would make of a program with this content now. */
function verdictNow(desk: Exceptions, sha256 = WANTED.sha256): string {
  const { index, now } = value(desk.forSession());
  return applyExceptions(heldBack('executable'), sha256, index, now).judgement.verdict;
}

describe('granting', () => {
  it('takes two people, a reason and an end, and is told with all of them', async () => {
    const { clinic, admin, sato, desk } = await office();
    const { exception, expires } = value(desk.grant(admin, sato, WANTED));
    expect(Date.parse(expires) - clinic.hand.now).toBe(7 * DAY);
    const { days: _, ...told } = WANTED;
    expect(clinic.entries('exception.granted').map((entry) => entry.body)).toEqual([
      {
        exception,
        ...told,
        expires,
        by: { type: 'person', person: 'admin', role: 'administrator' },
        second: { type: 'person', person: 'sato', role: 'staff' },
      },
    ]);
    expect(verdictNow(desk)).toBe('clean');
    expect(verdictNow(desk, SHA('b'))).toBe('blocked');
  });

  it('needs two different people, and two logins of one person are one', async () => {
    const { clinic, admin, desk } = await office();
    expect(code(desk.grant(admin, admin, WANTED))).toBe('same-person');
    const again = value(await clinic.people.login({ identifier: 'admin', secret: 'teal kettle on monday' }));
    expect(code(desk.grant(admin, again, WANTED))).toBe('same-person');
  });

  it('is begun by an administrator and seconded by somebody who is not an auditor', async () => {
    const { clinic, admin, sato, desk } = await office();
    const auditor = await join(clinic, admin, 'ito', 'auditor');
    const console_ = clinic.people.console('root');
    expect(code(desk.grant(sato, admin, WANTED))).toBe('not-allowed');
    expect(code(desk.grant(admin, auditor, WANTED))).toBe('not-allowed');
    expect(code(desk.grant(console_, sato, WANTED))).toBe('not-allowed');
    expect(code(desk.grant(admin, console_, WANTED))).toBe('not-allowed');
    clinic.people.logout(sato);
    expect(code(desk.grant(admin, sato, WANTED))).toBe('login-ended');
    expect(clinic.entries('exception.granted')).toEqual([]);
  });

  it.each<[string, Partial<ExceptionInput>, string]>([
    ['without a reason worth the name', { reason: 'ok' }, 'usage'],
    ['for longer than 30 days', { days: 31 }, 'usage'],
    ['for no day', { days: 0 }, 'usage'],
    ['for something that is no SHA-256', { sha256: '*' }, 'usage'],
    ['for a folder', { folder: '/vendor' } as Partial<ExceptionInput>, 'usage'],
  ])('%s is refused', async (_, more, expected) => {
    const { admin, sato, desk } = await office();
    expect(code(desk.grant(admin, sato, { ...WANTED, ...more }))).toBe(expected);
  });

  it('for longer than the settings allow is refused', async () => {
    const { clinic, admin, sato } = await office();
    expect(deskOf(clinic, 5).grant(admin, sato, WANTED)).toMatchObject({
      error: { code: 'exception-refused', params: { rule: 'too-long' } },
    });
  });

  it('for a content in which something was detected needs the vendor’s confirmation', async () => {
    const { clinic, admin, sato, desk } = await office();
    const id = sessionId(1);
    const infected = { verdict: 'infected', reason: 'signature', sha256: WANTED.sha256, destination: null };
    value(clinic.ledger.append([opened(id), file(id, 1, infected), closed(id, 1)]));
    expect(desk.grant(admin, sato, WANTED)).toMatchObject({
      error: { code: 'exception-refused', params: { rule: 'vendor-confirmation' } },
    });
    value(desk.grant(admin, sato, { ...WANTED, vendorConfirmation: true }));
  });
});

describe('an exception', () => {
  it('ends by itself, and does not come back when the clock is set back', async () => {
    const { clinic, admin, sato, desk } = await office();
    value(desk.grant(admin, sato, WANTED));
    clinic.hand.now += 7 * DAY - 1;
    expect(verdictNow(desk)).toBe('clean');
    clinic.hand.now += 1;
    expect(verdictNow(desk)).toBe('blocked');
    value(clinic.ledger.append([opened(sessionId(1))]));
    clinic.hand.now -= 3 * DAY;
    expect(verdictNow(desk)).toBe('blocked');
  });

  it('granted while the clock stood ahead does not last longer than it said', async () => {
    const { clinic, admin, sato, desk } = await office();
    clinic.hand.now += 365 * DAY;
    value(desk.grant(admin, sato, WANTED));
    clinic.hand.now -= 365 * DAY;
    const { now } = value(desk.forSession());
    const [one] = value(desk.list(admin));
    expect(Date.parse(one!.expires) - now).toBe(7 * DAY);
  });

  it('is revoked by one administrator, once, with a reason', async () => {
    const { clinic, admin, sato, desk } = await office();
    const { exception } = value(desk.grant(admin, sato, WANTED));
    expect(code(desk.revoke(sato, { exception, reason: 'no longer needed' }))).toBe('not-allowed');
    expect(code(desk.revoke(admin, { exception, reason: ' ' }))).toBe('usage');
    value(desk.revoke(admin, { exception, reason: 'no longer needed' }));
    expect(verdictNow(desk)).toBe('blocked');
    expect(code(desk.revoke(admin, { exception, reason: 'again' }))).toBe('not-found');
    expect(clinic.entries('exception.revoked')).toHaveLength(1);
  });

  it('shows each use, and all of it after a restart', async () => {
    const { clinic, admin, sato, desk } = await office();
    const { exception } = value(desk.grant(admin, sato, WANTED));
    const id = sessionId(1);
    const use = useDraft(id, exception, { sha256: WANTED.sha256, path: 'SETUP/setup.exe' });
    value(clinic.ledger.append([opened(id), use]));
    value(desk.revoke(admin, { exception, reason: 'no longer needed' }));
    const listed = value(desk.list(admin));
    expect(listed).toMatchObject([
      { id: exception, uses: 1, lastUse: { session: id }, revoked: { by: 'admin' }, second: 'sato' },
    ]);
    expect(value(deskOf(clinic).list(admin))).toEqual(listed);
  });
});
