/** The count of what was checked, and how it is told: the last line of `npm test`. */

export type Skipped = { readonly name: string; readonly reason: string };
export type Tally = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly Skipped[];
};

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: [] };

export const add = (a: Tally, b: Tally): Tally => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: [...a.skipped, ...b.skipped],
});

export const one = (passed: boolean): Tally => ({ ...NOTHING, [passed ? 'passed' : 'failed']: 1 });

/** `N passed, N failed`, and what was skipped only if something was. */
export function lastLine({ passed, failed, skipped }: Tally): string {
  const line = `${passed} passed, ${failed} failed`;
  return skipped.length === 0 ? line : `${line}, ${skipped.length} skipped`;
}

/**
 * The tests' tally as the reporter left it, joined with how their process ended: a run that crashed, was killed or
 * left no tally has failed, however many tests had passed until then.
 */
export function testTally(report: string | null, exitCode: number | null): Tally {
  const tally = report === null ? NOTHING : (JSON.parse(report) as Tally);
  const consistent = report !== null && (exitCode === 0) === (tally.failed === 0);
  return consistent && (tally.passed > 0 || tally.failed > 0) ? tally : add(tally, one(false));
}
