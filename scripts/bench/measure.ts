/** How the bench measures: cold, in turns, and by the median. */

import { spawnSync } from 'node:child_process';
import { accessSync, constants, writeFileSync } from 'node:fs';

const DROP_CACHES = '/proc/sys/vm/drop_caches';

export function canDropPageCache(): boolean {
  try {
    accessSync(DROP_CACHES, constants.W_OK);
    return process.getuid?.() === 0;
  } catch {
    return false;
  }
}

/** What an earlier run left to write or kept in memory must neither cost nor help the next one. */
export function coldStart(): void {
  spawnSync('sync');
  if (canDropPageCache()) writeFileSync(DROP_CACHES, '3');
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new Error('no values');
  return (low + high) / 2;
}

/** Runs both `runs` times in turns, each first as often as second, so that a machine that slows down slows both. */
export async function inTurns<A, B>(
  runs: number,
  first: () => Promise<A>,
  second: () => Promise<B>,
): Promise<{ readonly first: readonly A[]; readonly second: readonly B[] }> {
  const results = { first: [] as A[], second: [] as B[] };
  const one = async () => results.first.push((coldStart(), await first()));
  const two = async () => results.second.push((coldStart(), await second()));
  for (let i = 0; i < runs; i++) for (const run of i % 2 === 0 ? [one, two] : [two, one]) await run();
  return results;
}

/** Seconds that `work` takes. */
export async function timed(work: () => void | Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
