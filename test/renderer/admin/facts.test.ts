/** The day's facts: quiet when all is well, and each thing that is not has a sentence and a page that mends it. */

import { describe, expect, test } from 'vitest';
import { fourFacts, furtherFacts } from '../../../renderer/admin/today/facts.ts';
import { gateError } from '../../../shared/errors.ts';
import type { Snapshot } from '../../../shared/contract/snapshot.ts';
import { OPEN } from '../../browser/snapshots.ts';
import { speech } from './speech.ts';

const ja = speech('ja');
const facts = (news: Partial<Snapshot>) => {
  const snapshot = { ...OPEN, ...news };
  return [...fourFacts(snapshot, null, ja), ...furtherFacts(snapshot, ja)].filter(({ well }) => !well);
};

test('a quiet day has nothing to mend', () => {
  expect(facts({})).toEqual([]);
});

describe('what is not well', () => {
  test.each<[string, Partial<Snapshot>, string]>([
    [
      'a closed gate',
      { gate: { state: 'closed', error: gateError('engine-missing'), retryAt: null } },
      'definitions',
    ],
    [
      'a missing inbox',
      { gate: { state: 'closed', error: gateError('destination-missing', { path: '/x' }), retryAt: null } },
      'settings',
    ],
    [
      'old definitions',
      { definitions: { state: 'expired', version: '1', builtAt: null, days: 9 } },
      'definitions',
    ],
    [
      'a ledger that fails',
      { ledger: { ok: false, entries: 1, error: gateError('ledger-failed') } },
      'review',
    ],
    ['unreviewed days', { unreviewed: { days: 3, oldest: '2026-11-01', due: true } }, 'review'],
    ['no inbox', { inbox: { chosen: false, name: '', moved: false } }, 'settings'],
    ['an inbox that lies elsewhere', { inbox: { chosen: true, name: 'inbox', moved: true } }, 'today'],
    ['a clock behind the record', { clock: { recordAt: '2036-01-01T00:00:00.000Z' } }, 'today'],
    ['no backup', { backup: { since: null, due: true } }, 'settings'],
    ['a full disk', { spaces: [{ of: 'inbox', free: 0, level: 'full' }] }, 'settings'],
    ['a drill that is due', { drill: { since: 40, due: true } }, 'review'],
  ])('%s leads to the page that mends it', (_, news, page) => {
    const [fact, ...more] = facts(news);
    expect(more).toEqual([]);
    expect(fact?.to).toBe(page);
    expect(fact?.tone).not.toBe('clean');
  });
});

test('practice definitions are never called well', () => {
  expect(
    facts({ definitions: { state: 'practice', version: null, builtAt: null, days: null } })[0]?.said,
  ).toContain('実際の検査ではありません');
});

test.each([
  ['accept-inbox', { inbox: { chosen: true, name: 'inbox', moved: true } }],
  ['confirm-clock', { clock: { recordAt: '2036-01-01T00:00:00.000Z' } }],
] as const)('%s can be done where it is told', (act, news) => {
  expect(facts(news).map((fact) => fact.act)).toEqual([act]);
});
