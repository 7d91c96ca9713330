import { describe, expect, test } from 'vitest';
import type { ResultView, Snapshot } from '../../shared/contract/snapshot.ts';
import { ERROR_CODES, gateError } from '../../shared/errors.ts';
import { ja } from '../../renderer/i18n/ja.ts';
import { NOBODY, type Local } from '../../renderer/kiosk/local.ts';
import { askedAbout, resultKind, screenOf, type Screen } from '../../renderer/kiosk/screen.ts';
import { troubleOf } from '../../renderer/kiosk/trouble.ts';
import { after, during, FACTS, medium, OPEN, reason, SESSION, UNTOLD } from '../browser/snapshots.ts';

const closed: Snapshot = {
  ...OPEN,
  gate: { state: 'closed', error: gateError('engine-missing'), retryAt: null },
};
const inserted = (state: Parameters<typeof medium>[0], rest: Partial<Snapshot> = {}): Snapshot => ({
  ...OPEN,
  ...rest,
  media: [medium(state)],
});
const suspect = medium({ state: 'suspect', reason: 'more-than-storage' });
const interrupted = [{ session: '3f9a1c07b2de', phase: 'preparing', arrived: null }];
const local = (some: Partial<Local>): Local => ({ ...NOBODY, ...some });
const WHO = { person: 'tanaka', name: '田中 花子', role: 'staff', duty: null } as const;

const infected = (label: string): ResultView => ({
  ...after({ outcome: 'blocked', reasons: [reason('signature', 1)], label }).result!,
});

describe('the gravest comes first', () => {
  test.each<[string, Snapshot, Local, Screen['type']]>([
    ['an open gate waits', OPEN, NOBODY, 'waiting'],
    ['an opening gate says so', { ...OPEN, gate: { state: 'opening' } }, NOBODY, 'opening'],
    ['a closed gate says why', closed, NOBODY, 'closed'],
    [
      'nothing is asked of staff before there is an administrator',
      { ...OPEN, founding: true },
      NOBODY,
      'founding',
    ],
    ['what the last run left comes before waiting', { ...OPEN, interrupted }, NOBODY, 'interrupted'],
    ['… also while the gate is closed', { ...closed, interrupted }, NOBODY, 'interrupted'],
    ['a medium that was found', inserted({ state: 'found' }), NOBODY, 'found'],
    [
      'a medium before a closed gate: the gate',
      inserted({ state: 'found' }, { gate: closed.gate }),
      NOBODY,
      'closed',
    ],
    ['a locked medium', inserted({ state: 'locked', lock: 'luks' }), NOBODY, 'locked'],
    ['an unreadable medium', inserted({ state: 'unreadable', why: 'unformatted' }), NOBODY, 'unreadable'],
    [
      'a refused medium',
      inserted({ state: 'refused', reason: 'guest', registered: null }),
      NOBODY,
      'refused',
    ],
    ['a guest waits for a word', inserted({ state: 'asking' }), NOBODY, 'asking'],
    ['… which is given', inserted({ state: 'asking' }), local({ aside: 'admit' }), 'admit'],
    ['a medium that is done', inserted({ state: 'removable', how: 'ejected' }), NOBODY, 'removal'],
    ['a medium that is still held', inserted({ state: 'done' }), NOBODY, 'removal'],
    ['a session comes before a result', during({}, { result: after({}).result }), NOBODY, 'reception'],
    [
      'a result comes before other media',
      after({}, { media: [medium({ state: 'locked', lock: 'luks' })] }),
      NOBODY,
      'result',
    ],
    ['a suspect device comes before a result', after({}, { media: [suspect] }), NOBODY, 'suspect'],
    ['… before a session', during({}, { media: [medium({ state: 'gating' }), suspect] }), NOBODY, 'suspect'],
    [
      '… and before a secret is typed',
      during({}, { media: [suspect] }),
      local({ candidate: { identifier: 'a', name: null } }),
      'suspect',
    ],
    ['an administrator leaves', OPEN, local({ aside: 'exit' }), 'exit'],
    ['the files of a result', after({}), local({ aside: 'files' }), 'files'],
    ['what nobody was asked, at the result', after(UNTOLD), local({ aside: 'telling' }), 'reception'],
    ['… which is there first', after(UNTOLD), NOBODY, 'result'],
    ['… and again once all is said', after({}), local({ aside: 'telling' }), 'result'],
    [
      '… as nothing is asked of a medium at which nothing began',
      after({ ...UNTOLD, session: null }),
      local({ aside: 'telling' }),
      'result',
    ],
    [
      '… nor while another medium is in',
      { ...during({ missing: [] }), result: after(UNTOLD).result },
      local({ aside: 'telling' }),
      'checking',
    ],
    [
      'a suspect device comes before an answer at the result',
      after(UNTOLD, { media: [suspect] }),
      local({ aside: 'telling' }),
      'suspect',
    ],
    [
      'a result that nobody read comes before the session behind it',
      during({}, { unread: [infected('BAD')] }),
      NOBODY,
      'result',
    ],
    [
      '… also while somebody would stop that session',
      during({}, { unread: [infected('BAD')] }),
      local({ aside: 'cancel' }),
      'result',
    ],
    [
      '… and what nobody was asked of it',
      during({}, { unread: [{ ...infected('BAD'), ...UNTOLD }] }),
      local({ aside: 'telling' }),
      'reception',
    ],
    [
      'a suspect device comes before a result that nobody read',
      during({}, { unread: [infected('BAD')], media: [suspect] }),
      NOBODY,
      'suspect',
    ],
    [
      'a refusal without a session has no files',
      after({ session: null }),
      local({ aside: 'files' }),
      'result',
    ],
  ])('%s', (_, snapshot, known, type) => {
    expect(screenOf(snapshot, known).type).toBe(type);
  });
});

test('of several results that nobody read the oldest is shown first, and named as what is asked about', () => {
  const snapshot = after({ label: 'C' }, { unread: [{ ...infected('A'), ...UNTOLD }, infected('B')] });
  expect(screenOf(snapshot, NOBODY)).toMatchObject({ result: { label: 'A' }, kind: { type: 'infected' } });
  expect(askedAbout(snapshot, local({ aside: 'telling' }))).toMatchObject({ result: { label: 'A' } });
  expect(askedAbout(during({}, { unread: [infected('A')] }), NOBODY)).toBeNull();
});

describe('a session', () => {
  const facts = (some: Partial<typeof FACTS>) => ({
    ...FACTS,
    origin: null,
    purpose: null,
    staff: null,
    ...some,
  });
  test.each<[string, Snapshot, Local, Partial<Record<string, unknown>>]>([
    ['begins with the name', during({}), NOBODY, { type: 'reception', step: 'who', back: null }],
    [
      'asks for the secret',
      during({}),
      local({ candidate: { identifier: 'x', name: null } }),
      { type: 'pin' },
    ],
    ['asks where from', during({}), local({ who: WHO }), { type: 'reception', step: 'origin', back: 'who' }],
    [
      'asks what is on it',
      during({ facts: facts({ staff: 'tanaka', origin: 'patient' }), missing: ['purpose'] }),
      local({ who: WHO }),
      { step: 'content', back: 'origin' },
    ],
    [
      'asks what for',
      during({
        facts: facts({ staff: 'tanaka', origin: 'patient' }),
        presetChosen: true,
        missing: ['purpose'],
      }),
      local({ who: WHO }),
      { step: 'purpose', back: 'content' },
    ],
    [
      'goes back to what was answered',
      during({
        facts: facts({ staff: 'tanaka', origin: 'patient' }),
        presetChosen: true,
        missing: ['purpose'],
      }),
      local({ who: WHO, revisited: 'origin' }),
      { step: 'origin', back: null },
    ],
    [
      'asks again who it is when the identification is over',
      during({ facts: facts({ staff: 'tanaka', origin: 'patient' }), missing: ['purpose'] }),
      NOBODY,
      { step: 'who' },
    ],
    [
      'asks nothing once all is said',
      during({ facts: FACTS, missing: [] }),
      local({ who: WHO, revisited: 'origin' }),
      { type: 'checking' },
    ],
    [
      'asks nobody where nobody has to be asked',
      during({ missing: [] }, { asks: [] }),
      NOBODY,
      { type: 'checking' },
    ],
    ['asks nothing when it is too late', during({ phase: 'recording' }), NOBODY, { type: 'checking' }],
    ['waits with the question', during({ phase: 'waiting' }), NOBODY, { type: 'reception', step: 'who' }],
    ['can be stopped', during({}), local({ aside: 'cancel' }), { type: 'cancel' }],
    [
      'cannot be stopped while files appear',
      during({ phase: 'releasing' }),
      local({ aside: 'cancel' }),
      { type: 'checking' },
    ],
    [
      'lets nobody answer who owes a secret of their own',
      during({}),
      local({ who: { ...WHO, duty: 'change-secret' }, outgoing: { current: '1', code: undefined } }),
      { type: 'renew' },
    ],
    [
      '… nor who owes a second factor',
      during({}),
      local({ who: { ...WHO, duty: 'enrol-totp' } }),
      { step: 'who' },
    ],
  ])('%s', (_, snapshot, known, expected) => {
    expect(screenOf(snapshot, known)).toMatchObject(expected);
  });
});

describe('what is told at the result', () => {
  const telling = (some: Partial<Local>) => local({ aside: 'telling', ...some });
  const origin = { ...UNTOLD.facts, staff: 'tanaka', origin: 'patient' } as const;
  test.each<[string, Parameters<typeof after>[0], Local, Partial<Record<string, unknown>>]>([
    ['begins with the name', UNTOLD, telling({}), { step: 'who', back: null }],
    [
      'asks for the secret',
      UNTOLD,
      telling({ candidate: { identifier: 'x', name: null } }),
      { type: 'pin', about: { id: SESSION.id, under: null } },
    ],
    ['asks where from', UNTOLD, telling({ who: WHO }), { step: 'origin', back: 'who' }],
    [
      'does not ask what is on it: that is decided',
      { facts: origin, missing: ['purpose'] },
      telling({ who: WHO }),
      { step: 'purpose', back: 'origin' },
    ],
    [
      'goes back to what was answered',
      { facts: origin, missing: ['purpose'] },
      telling({ who: WHO, revisited: 'origin' }),
      { step: 'origin', back: null },
    ],
    [
      'asks who it is also where only another answer is missing',
      { facts: origin, missing: ['purpose'] },
      telling({}),
      { step: 'who' },
    ],
    [
      'asks for what was asked for then, also when the settings ask for less by now',
      { facts: FACTS, missing: ['disposition'] },
      telling({ who: WHO }),
      { step: 'disposition' },
    ],
    [
      'lets nobody answer who owes a secret of their own',
      UNTOLD,
      telling({ who: { ...WHO, duty: 'change-secret' }, outgoing: { current: '1', code: undefined } }),
      { type: 'renew' },
    ],
  ])('%s', (_, result, known, expected) => {
    expect(screenOf(after(result), known)).toMatchObject(expected);
  });
});

describe('a result', () => {
  const kind = (result: Parameters<typeof after>[0]) => {
    const shown = after(result).result;
    if (shown === null) throw new Error('no result');
    return resultKind(shown);
  };
  const none = { total: 3, released: 0, blocked: 3 };
  test.each<[string, Parameters<typeof after>[0], string]>([
    ['all clean', {}, 'released'],
    ['nothing on it', { files: { total: 0, released: 0, blocked: 0 } }, 'empty'],
    ['some', { outcome: 'partial', reasons: [reason('script', 1)] }, 'partial'],
    [
      'some, one detected',
      { outcome: 'partial', reasons: [reason('script', 9), reason('signature', 1)] },
      'infected',
    ],
    [
      'none, one detected',
      { outcome: 'blocked', files: none, reasons: [reason('medium-infected', 2), reason('signature', 1)] },
      'infected',
    ],
    [
      'none could be checked',
      { outcome: 'blocked', files: none, reasons: [reason('read-error', 3)] },
      'unscannable',
    ],
    [
      'none accepted',
      { outcome: 'blocked', files: none, reasons: [reason('read-error', 1), reason('macro', 2)] },
      'nothing',
    ],
    ['none, without a reason', { outcome: 'blocked', files: none }, 'nothing'],
  ])('%s', (_, result, type) => {
    expect(kind(result).type).toBe(type);
  });

  test.each([
    ['medium-gone', {}, 'pulled'],
    ['destination-full', { missing: 1 }, 'inboxFull'],
    ['destination-full', {}, 'inboxFullUnknown'],
    ['staging-full', {}, 'stagingFull'],
    ['definitions-expired', { days: 9 }, 'definitionsExpired'],
    ['facts-missing', {}, 'factsMissing'],
    ['facts-missing', { reason: 'unanswered' }, 'unanswered'],
    ['internal', {}, 'other'],
  ] as const)('stopped by %s %j', (code, params, trouble) => {
    expect(kind({ outcome: 'aborted', error: gateError(code, params) })).toMatchObject({
      type: 'trouble',
      trouble,
    });
  });

  test('stopped for no reason that was told is never a good one', () => {
    expect(kind({ outcome: 'interrupted', error: null })).toMatchObject({
      type: 'trouble',
      trouble: 'other',
    });
  });
});

test('every code has a screen with a next step', () => {
  for (const code of ERROR_CODES) {
    const { headline, under, next } = ja.trouble[troubleOf(gateError(code))];
    expect([headline, under, next].every((text) => text.length > 0)).toBe(true);
  }
});
