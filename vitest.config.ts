/** How the tests run: every file in its own process of the pinned runtime, one more at once than there are cores. */

import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    // A quarter of the time of all tests is waiting: for engines, deadlines and browsers.
    maxWorkers: availableParallelism() + 1,
    // Ends a test that hangs; nothing is measured by it. Starting a clamd on a busy machine takes seconds.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    restoreMocks: true,
    unstubEnvs: true,
  },
});
