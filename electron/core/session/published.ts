/** After a rename that did not answer well: did it happen? Only looking can tell, and a dead share cannot be looked at. */

import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { GateError } from '../../../shared/errors.ts';
import type { SessionEvent } from './step.ts';

/** A share that answers at all answers within this. */
const LOOK_MS = 5_000;

export async function tellPublished(
  destination: string,
  folder: string,
  partial: string,
  error: GateError,
): Promise<SessionEvent> {
  const there = await Promise.race([
    Promise.all([exists(path.join(destination, folder)), exists(path.join(destination, partial))]),
    new Promise<null>((resolve) => setTimeout(() => resolve(null), LOOK_MS).unref()),
  ]);
  if (there === null) return { type: 'publish-unknown', error };
  const [published, waiting] = there;
  if (published === true && waiting === false) return { type: 'published' };
  if (published === false && waiting === true) return { type: 'failed', error };
  return { type: 'publish-unknown', error };
}

/** Null: cannot be told. */
async function exists(at: string): Promise<boolean | null> {
  try {
    await fs.lstat(at);
    return true;
  } catch (thrown) {
    return (thrown as { code?: string }).code === 'ENOENT' ? false : null;
  }
}
