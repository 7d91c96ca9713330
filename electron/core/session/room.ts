/** Whether there is room for a medium in staging: asked before anything is read. */

import { gateError } from '../../../shared/errors.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { freeBytes } from '../transfer/destination.ts';

/** Left free beside what staging takes, for the ledger and the system. */
const STAGING_RESERVE_BYTES = 256 * 1024 * 1024;

/** `medium-too-large` with the numbers; `maxBytes`: what policy lets one medium take. */
export async function roomToStage(dataDir: string, bytes: number, maxBytes: number): Promise<Result<void>> {
  const free = await freeBytes(dataDir);
  const room = free === null ? Infinity : Math.max(0, free - STAGING_RESERVE_BYTES);
  const allowed = Math.min(maxBytes, room);
  return bytes > allowed
    ? err(gateError('medium-too-large', { bytes, allowed, free, maxBytes }))
    : ok(undefined);
}
