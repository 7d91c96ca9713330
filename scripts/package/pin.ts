/**
 * Which ClamAV goes into the Windows package: version, place, size and SHA-256 as data. The two last are null until
 * somebody with a network has checked the archive's PGP signature against the ClamAV team's key and written them down.
 */

import { z } from 'zod';
import { gateError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';

/** Some 60 MB in 2025; anything far larger is not it. */
const MOST_BYTES = 500_000_000;

const official = z.url({ protocol: /^https$/, hostname: /^www\.clamav\.net$/ });
const pinSchema = z.strictObject({
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  url: official,
  signature: official,
  bytes: z.number().int().min(1).max(MOST_BYTES).nullable(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
});

export type Pin = {
  readonly version: string;
  readonly url: string;
  readonly bytes: number;
  readonly sha256: string;
};

/** Throws for a file that is no pin at all; `not-found` for one that is not filled in yet. */
export function readPin(data: unknown): Result<Pin> {
  const { version, url, bytes, sha256 } = pinSchema.parse(data);
  return bytes === null || sha256 === null
    ? err(gateError('not-found', { part: 'pin', version }))
    : ok({ version, url, bytes, sha256 });
}
