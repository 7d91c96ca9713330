import { describe, expect, test } from 'vitest';

import type { Container } from '../../electron/core/scan/definitions/container.ts';
import { refusal, stateOf, type DefinitionsFacts } from '../../electron/core/scan/definitions/state.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 22);
const container = (name: string, daysOld: number): Container => ({
  name,
  version: 1,
  signatures: 1,
  builtAt: NOW - daysOld * DAY,
});
const official = (...containers: Container[]): DefinitionsFacts => ({
  containers,
  practice: false,
  extendedTo: null,
  now: NOW,
});
const daily = (daysOld: number): DefinitionsFacts =>
  official(container('main.cvd', 400), container('daily.cld', daysOld));

describe('the age of daily decides', () => {
  test.each([
    [0, 'fresh', null],
    [3, 'fresh', null],
    [3.1, 'aging', null],
    [7, 'aging', null],
    [7.1, 'expired', 'definitions-expired'],
    [13, 'expired', 'definitions-expired'],
    [2000, 'expired', 'definitions-expired'],
    [-0.2, 'fresh', null],
    [-0.3, 'expired', 'definitions-future'],
  ])('%d days old: %s', (days, state, code) => {
    const facts = daily(days);
    expect(stateOf(facts)).toBe(state);
    expect(refusal(stateOf(facts), facts)?.code ?? null).toBe(code);
  });

  test.each([
    [
      'an old daily beside new bytecode',
      official(container('main.cvd', 1), container('daily.cvd', 30), container('bytecode.cvd', 1)),
    ],
    ['daily alone', official(container('daily.cvd', 1))],
    ['main alone', official(container('main.cvd', 1))],
    ['test definitions', official(container('test.cvd', 1))],
  ])('%s are expired', (_, facts) => {
    expect(stateOf(facts)).toBe('expired');
    expect(refusal('expired', facts)?.code).toBe('definitions-expired');
  });
});

test('nothing official is practice, and only practice opens with it', () => {
  const facts: DefinitionsFacts = { containers: null, practice: false, extendedTo: null, now: NOW };
  expect(stateOf(facts)).toBe('practice');
  expect(refusal('practice', facts)?.code).toBe('definitions-unofficial');
  expect(refusal('practice', { ...facts, practice: true })).toBeNull();
});

test('nothing at all opens for nobody', () => {
  const facts = { ...official(), practice: true };
  expect(stateOf(facts)).toBe('none');
  expect(refusal('none', facts)?.code).toBe('definitions-none');
});

describe('an allowance', () => {
  test.each([
    [10, 12, true],
    [12, 12, true],
    [12.1, 12, false],
    [14, 14, true],
    [14.1, 14, false],
    [20, 99, false],
  ])('%d days old, allowed up to %d: opens %s', (days, extendedTo, opens) => {
    const facts = { ...daily(days), extendedTo };
    expect(stateOf(facts)).toBe('expired');
    expect(refusal('expired', facts) === null).toBe(opens);
  });
  test('does not make a daily without main complete', () => {
    const facts = { ...official(container('daily.cvd', 8)), extendedTo: 14 };
    expect(refusal('expired', facts)?.code).toBe('definitions-expired');
  });
});
