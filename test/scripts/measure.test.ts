import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { median } from '../../scripts/bench/measure.ts';
import { ROOT } from '../../scripts/runtime.mjs';

describe('the bench', () => {
  test.each([
    [[3], 3],
    [[9, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
  ])('takes the middle of %j', (values, middle) => {
    expect(median(values)).toBe(middle);
  });

  test('does not take nothing for a measurement', () => {
    expect(() => median([])).toThrow('no values');
  });

  test.each([['--only', 'everything'], ['--runs', '0'], ['--runs', 'x'], ['--fast']])(
    'refuses %s %s',
    (...args) => {
      const run = spawnSync(process.execPath, [path.join(ROOT, 'scripts', 'bench.ts'), ...args], {
        encoding: 'utf8',
      });
      expect(run.status).toBe(2);
      expect(run.stderr).toContain('Usage: npm run bench');
    },
  );
});
