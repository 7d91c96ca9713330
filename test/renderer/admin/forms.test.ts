/** What is typed into the forms: what stands, what does not, and what is handed to the core for it. */

import { describe, expect, test } from 'vitest';
import {
  grantFaults,
  stateOf as exceptionState,
  type GrantDraft,
} from '../../../renderer/admin/exceptions/state.ts';
import {
  actsOf,
  detailsOf,
  draftOf,
  EMPTY_DETAILS,
  keyStands,
  loanStands,
  wordOf,
} from '../../../renderer/admin/media/line.ts';
import {
  leastSecret,
  needsSecret,
  personFaults,
  stateOf as personState,
} from '../../../renderer/admin/people/draft.ts';
import { within } from '../../../renderer/admin/review/days.ts';
import { secondsLeft, waitOf } from '../../../renderer/admin/login/delay.ts';
import { readPlace, writePlace } from '../../../renderer/admin/navigation.ts';
import { firstOpen } from '../../../renderer/admin/wizard/steps.ts';
import { gateError } from '../../../shared/errors.ts';
import { exceptionInput } from '../../../shared/model/exception.ts';
import { SETUP } from '../../browser/admin-data.ts';

const PERSON = { id: 'tanaka', name: '田中', role: 'staff', secret: '482915', card: '' } as const;

describe('a person', () => {
  test('typed by a Japanese keyboard is the same person', () => {
    expect(personFaults({ ...PERSON, id: 'ＴＡＮＡＫＡ' })).toEqual([]);
  });
  test.each([
    [{ id: '' }, ['id']],
    [{ id: '../x' }, ['id']],
    [{ name: '  ' }, ['name']],
    [{ secret: '12345' }, ['secret']],
    [{ role: 'administrator', secret: '482915' }, ['secret']],
    [{ role: 'auditor', secret: 'long words in a row' }, []],
  ] as const)('%j', (news, faults) => {
    expect(personFaults({ ...PERSON, ...news })).toEqual(faults);
  });
  test('only who rises from staff needs a passphrase', () => {
    expect(needsSecret('staff', 'administrator')).toBe(true);
    expect(needsSecret('administrator', 'auditor')).toBe(false);
    expect(leastSecret('administrator')).toBe(13);
  });
  test('who is disabled is that before all else', () => {
    expect(personState({ disabled: true, locked: true, waits: 9 })).toBe('disabled');
    expect(personState({ disabled: false, locked: false, waits: 9 })).toBe('waiting');
  });
});

describe('a medium', () => {
  test('capacity may be empty, full width or with a point, and nothing else', () => {
    const draft = { ...EMPTY_DETAILS, storage: '棚' };
    expect(detailsOf(draft)?.bytes).toBeNull();
    expect(detailsOf({ ...draft, gigabytes: '１６' })?.bytes).toBe(16e9);
    expect(detailsOf({ ...draft, gigabytes: '4.7' })?.bytes).toBe(4.7e9);
    for (const gigabytes of ['x', '-1', '0', '1e99']) expect(detailsOf({ ...draft, gigabytes })).toBeNull();
    expect(detailsOf(EMPTY_DETAILS)).toBeNull();
  });
  test('its details come back as they were', () => {
    const details = detailsOf({ ...EMPTY_DETAILS, storage: '棚', gigabytes: '32', encrypted: true })!;
    expect(detailsOf(draftOf(details))).toEqual(details);
  });
  test('what is lent can come back, what is retired can do nothing', () => {
    const loan = { to: 'x', purpose: 'y', due: '2026-11-30', since: '' };
    expect(actsOf({ state: 'in-use', loan })).toContain('return');
    expect(actsOf({ state: 'in-use', loan })).not.toContain('lend');
    expect(actsOf({ state: 'lost', loan: null })).toEqual(['find', 'retire']);
    expect(actsOf({ state: 'retired', loan: null })).toEqual([]);
    expect(wordOf({ state: 'in-use', loan, overdue: true })).toBe('overdue');
    expect(wordOf({ state: 'lost', loan, overdue: true })).toBe('lost');
  });
  test('a loan ends today or later, and a key has two ids and a serial number', () => {
    expect(loanStands('a', 'b', '2026-11-22', '2026-11-22')).toBe(true);
    expect(loanStands('a', 'b', '2026-11-21', '2026-11-22')).toBe(false);
    expect(keyStands({ vendorId: '0781', productId: '55AB', serial: 'x' })).toBe(true);
    expect(keyStands({ vendorId: '781', productId: '55AB', serial: 'x' })).toBe(false);
    expect(keyStands({ vendorId: '0781', productId: '55AB', serial: ' ' })).toBe(false);
  });
});

describe('an exception', () => {
  const GRANT: GrantDraft = {
    sha256: 'a'.repeat(64),
    reason: '提供元に電話で確認した。',
    days: 7,
    vendorConfirmation: true,
    identifier: 'sato',
    secret: 'x',
    code: '',
  };
  test('that stands is one that the core takes', () => {
    expect(grantFaults(GRANT, 30)).toEqual([]);
    const { sha256, reason, days, vendorConfirmation } = GRANT;
    expect(exceptionInput.safeParse({ sha256, reason, days, vendorConfirmation }).success).toBe(true);
  });
  test('names everything that is missing', () => {
    const bad = { ...GRANT, sha256: 'g'.repeat(64), reason: 'short', days: 31, secret: '' };
    expect(grantFaults(bad, 30)).toEqual(['sha256', 'reason', 'days', 'second']);
  });
  test('is over on the very moment of its end', () => {
    const expires = '2026-11-22T00:00:00.000Z';
    expect(exceptionState({ revoked: null, expires }, '2026-11-21T23:59:59.999Z')).toBe('active');
    expect(exceptionState({ revoked: null, expires }, expires)).toBe('expired');
  });
});

test('a lock-out counts its seconds, other failures none', () => {
  expect(waitOf(gateError('login-locked', { seconds: 89.2 }))).toBe(90);
  expect(waitOf(gateError('login-failed'))).toBe(0);
  expect(waitOf(null)).toBe(0);
});

test('a period of the review counts only the days inside', () => {
  const days = [
    { date: '2026-11-18', sessions: 7 },
    { date: '2026-11-20', sessions: 9 },
  ];
  expect(within(days, '2026-11-19', '2026-11-20')).toEqual({ days: 1, sessions: 9 });
});

test('the address keeps the token and knows no page but ours', () => {
  expect(writePlace('#/admin/today?token=t&lang=en', { page: 'records', rest: 'session=a' })).toBe(
    '#/admin/records/session=a?token=t&lang=en',
  );
  expect(readPlace('records/session=a')).toEqual({ page: 'records', rest: 'session=a' });
  expect(readPlace('__proto__/x')).toEqual({ page: 'today', rest: '' });
});

test('a first run that was left goes on where it stopped', () => {
  expect(firstOpen(SETUP)).toBe('administrator');
  expect(firstOpen({ ...SETUP, founding: false, clinic: true })).toBe('inbox');
  const engine = { ok: false, name: null, error: gateError('engine-missing') };
  expect(firstOpen({ ...SETUP, founding: false, clinic: true, inbox: true, engine })).toBe('engine');
});

test('a wait is over no sooner than the core says, whatever the clock of the screen shows when the answer comes', () => {
  const delayed = gateError('login-delayed', { seconds: 5 });
  const toldAt = 1_000_000;
  expect(secondsLeft(delayed, toldAt, toldAt - 480)).toBe(5);
  expect(secondsLeft(delayed, toldAt, toldAt + 4_990)).toBe(1);
  expect(secondsLeft(delayed, toldAt, toldAt + 5_000)).toBe(0);
  expect(secondsLeft(null, 0, toldAt)).toBe(0);
});
