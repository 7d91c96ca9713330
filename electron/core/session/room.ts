/** Whether there is room: for a medium in staging, for a release in the destination. Asked before anything is written. */

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

/** `destination-full` with what is missing. */
export async function roomToRelease(destination: string, bytes: number): Promise<Result<void>> {
  const free = await freeBytes(destination);
  return free !== null && bytes > free
    ? err(gateError('destination-full', { bytes, free, missing: bytes - free }))
    : ok(undefined);
}
