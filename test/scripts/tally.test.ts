import { describe, expect, test } from 'vitest';
import { lastLine, NOTHING, testTally } from '../../scripts/check/tally.ts';

const report = (passed: number, failed: number) => JSON.stringify({ passed, failed, skipped: [] });

describe('the tally of the tests', () => {
  test('counts what the reporter left', () => {
    expect(testTally(report(7, 0), 0)).toEqual({ passed: 7, failed: 0, skipped: [] });
    expect(testTally(report(7, 2), 1)).toEqual({ passed: 7, failed: 2, skipped: [] });
  });

  test.each([
    ['left no tally', null, 0],
    ['left no tally and was killed', null, null],
    ['crashed after tests that passed', report(7, 0), 1],
    ['was killed after tests that passed', report(7, 0), null],
    ['ended well in spite of failures', report(7, 1), 0],
    ['ran no test at all', report(0, 0), 0],
  ])('a run that %s has failed', (_, text, code) => {
    expect(testTally(text, code).failed).toBeGreaterThan(0);
  });
});

describe('the last line', () => {
  test('is plain, and names skipped tests only when there are some', () => {
    expect(lastLine({ ...NOTHING, passed: 12 })).toBe('12 passed, 0 failed');
    const skipped = [{ name: 'a', reason: 'no FUSE' }];
    expect(lastLine({ passed: 1, failed: 2, skipped })).toBe('1 passed, 2 failed, 1 skipped');
  });
});
