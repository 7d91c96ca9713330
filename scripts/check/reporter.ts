/** Leaves vitest's result as a tally in the file that SEKISHO_TALLY names. */

import { writeFileSync } from 'node:fs';
import type { Reporter, TestCase } from 'vitest/node';
import type { Skipped, Tally } from './tally.ts';

const reasonOf = (test: TestCase): string => {
  const result = test.result();
  return (result.state === 'skipped' ? result.note : undefined) ?? 'no reason given';
};

export default class TallyReporter implements Reporter {
  onTestRunEnd(...[modules, unhandled]: Parameters<NonNullable<Reporter['onTestRunEnd']>>): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    const skipped: Skipped[] = tests
      .filter((test) => !['passed', 'failed'].includes(test.result().state))
      .map((test) => ({
        name: `${test.module.relativeModuleId} › ${test.fullName}`,
        reason: reasonOf(test),
      }));
    // A file that cannot be loaded, or a hook that fails, has errors of its own and may hold no test at all.
    const broken = modules.flatMap((module) => [module, ...module.children.allSuites()]);
    const result: Tally = {
      passed: count('passed'),
      failed: count('failed') + broken.filter((part) => part.errors().length > 0).length + unhandled.length,
      skipped,
    };
    const file = process.env['SEKISHO_TALLY'];
    if (file !== undefined) writeFileSync(file, JSON.stringify(result));
  }
}
