/**
 * What the gate's own process asks of a folder that may lie on a dead share: answered within some time or not at all, and
 * never asked again while an earlier question hangs, since each one holds one of the runtime's four threads.
 */

import * as fs from 'node:fs/promises';
import { freeBytes } from './destination.ts';

/** Free bytes, null where nothing is known. */
export type FreeSpace = (folder: string) => Promise<number | null>;

/** Whoever shows a number does without by then. */
const ANSWER_MS = 2_000;

export function createFreeSpace(
  withinMs = ANSWER_MS,
  ask: (folder: string) => Promise<number | null> = freeBytes,
): FreeSpace {
  const asked = new Map<string, Promise<number | null>>();
  return (folder) => {
    const hanging = asked.get(folder);
    const answer = hanging ?? ask(folder).finally(() => asked.delete(folder));
    asked.set(folder, answer);
    return within(answer, withinMs, null);
  };
}

/** The real path, or the path as given where it cannot be had in time. */
export const realPathInTime = (given: string): Promise<string> =>
  within(
    fs.realpath(given).catch(() => given),
    ANSWER_MS,
    given,
  );

async function within<T>(answer: Promise<T>, ms: number, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => (timer = setTimeout(() => resolve(otherwise), ms)));
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
