/**
 * Where in our code a bug showed itself: file, line and column of the source or of its bundle. Never the message, which
 * may carry a file's name, and never a folder, which may carry a person's.
 */

/** All our files have plain names; sources lie below these folders, bundles where scripts/build puts them. */
const OURS = [
  /^ {4}at .*[\\/](?:electron[\\/](?:core|hosts)|shared)[\\/](?:[a-z][a-z0-9-]*[\\/])*([a-z][a-z0-9-]*\.ts:\d+:\d+)\)?$/,
  /^ {4}at .*[\\/]out[\\/](?:main|core|cli|children)[\\/]([a-z][a-z0-9-]*\.m?js:\d+:\d+)\)?$/,
] as const;

/** `run.ts:12:7`, `core-process.js:40210:15`; null where that cannot be told. */
export function placeOfBug(thrown: unknown): string | null {
  if (!(thrown instanceof Error) || typeof thrown.stack !== 'string') return null;
  for (const line of framesOf(thrown.stack, thrown.message)) {
    if (line.includes('node_modules')) continue;
    const place = OURS.map((ours) => ours.exec(line)?.[1]).find((found) => found !== undefined);
    if (place !== undefined) return place;
  }
  return null;
}

/**
 * A message can hold lines that look like places, chosen by whoever named a file: only what stands behind it counts, and
 * nothing where the message is no longer the one that the stack begins with.
 */
function framesOf(stack: string, message: string): readonly string[] {
  const header = /^[^\n:]*/.exec(stack)?.[0] ?? '';
  const beginning = message === '' ? header : `${header}: ${message}`;
  return stack.startsWith(`${beginning}\n    at `) ? stack.slice(beginning.length + 1).split('\n') : [];
}
