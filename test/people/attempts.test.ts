import { describe, expect, it } from 'vitest';

import { createAttempts, waitAfter } from '../../electron/core/people/attempts.ts';
import { clockOf, hands } from './clinic.ts';

const RULES = { freeTries: 3, lockAfter: 10, lockMinutes: 30 };

describe('the wait', () => {
  it('grows from nothing to a lock-out of a day', () => {
    const waits = Array.from({ length: 18 }, (_, i) => waitAfter(i + 1, RULES));
    expect(waits).toEqual([
      0, 0, 5, 10, 20, 40, 60, 60, 60, 1800, 3600, 7200, 14_400, 28_800, 57_600, 86_400, 86_400, 86_400,
    ]);
  });

  it('leaves a guesser of PINs with little more than one try a day', () => {
    const rules = { freeTries: 5, lockAfter: 20, lockMinutes: 5 };
    let [seconds, tries] = [0, 0];
    while (seconds < 365 * 86_400) seconds += Math.max(1, waitAfter((tries += 1), rules));
    expect(tries).toBeLessThan(400);
  });
});

describe('counting', () => {
  const failing = (times: number) => {
    const hand = hands();
    const attempts = createAttempts(clockOf(hand));
    for (let i = 0; i < times; i += 1) attempts.fail('k', RULES);
    return { hand, attempts };
  };

  it('waits on the steady clock, whatever the time of day is set to', () => {
    const { hand, attempts } = failing(10);
    hand.now += 365 * 86_400_000;
    expect(attempts.standing('k')).toEqual({ failures: 10, waits: 1800, locked: true });
    hand.now -= 730 * 86_400_000;
    hand.steady += 1_799_001;
    expect(attempts.standing('k')).toEqual({ failures: 10, waits: 1, locked: true });
    hand.steady += 999;
    expect(attempts.standing('k')).toEqual({ failures: 10, waits: 0, locked: false });
  });

  it('forgets nothing by waiting: the next failure locks for longer', () => {
    const { hand, attempts } = failing(10);
    hand.pass(1_800_000);
    expect(attempts.fail('k', RULES)).toEqual({ failures: 11, wait: 3600, locked: true });
  });

  it('counts each by itself', () => {
    const { attempts } = failing(10);
    expect(attempts.standing('other')).toEqual({ failures: 0, waits: 0, locked: false });
  });

  it('tells the first refused attempt apart from those that only count', () => {
    const { attempts } = failing(4);
    expect([attempts.refuse('k'), attempts.refuse('k'), attempts.refuse('k')]).toEqual([true, false, false]);
    expect(attempts.takeRefused('k')).toBe(3);
    expect(attempts.takeRefused('k')).toBe(0);
  });
});

describe('after a restart', () => {
  const restored = (shift: number): number => {
    const hand = hands();
    const at = new Date(hand.now).toISOString();
    hand.now += shift;
    const attempts = createAttempts(clockOf(hand));
    attempts.restore('k', { at, failures: 10, wait: 1800, locked: true });
    return attempts.standing('k').waits;
  };

  it.each([
    ['goes on where it was', 600_000, 1200],
    ['is over when it is over', 1_800_000, 0],
    ['begins anew when the clock was set back', -1, 1800],
    ['does not grow to years when it was set back by years', -10 * 365 * 86_400_000, 1800],
  ])('the wait %s', (_, shift, expected) => {
    expect(restored(shift)).toBe(expected);
  });
});
