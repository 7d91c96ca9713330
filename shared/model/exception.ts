/** Exceptions: a file that was held back may come in all the same, by its SHA-256 alone, for a while, on two people's word. */

import { z } from 'zod';
import type { Reason } from './verdict.ts';

/** The issue of an exception is never longer than this, whatever the settings say. */
export const LONGEST_EXCEPTION_DAYS = 30;

/**
 * The reasons that speak about a file's content, which two people can vouch for. Not among them: what was never
 * checked (`engine-error`, `read-error`, …), what is wrong with the name or the place and not with the content
 * (`name-unsafe`, `special-file`), and what another file did (`medium-infected`).
 */
export const EXCEPTABLE: readonly Reason[] = [
  'signature',
  'heuristic',
  'executable',
  'script',
  'shortcut',
  'autorun',
  'macro',
  'type-not-allowed',
  'type-mismatch',
  'encrypted',
  'archive-unreadable',
  'archive-limit',
  'archive-method',
  'archive-member',
  'dicom-preamble',
];

/** `sha256`: lower-case hex. `expires`, `grantedAt`: ISO 8601 UTC; on `expires` itself it is over. `uses`: sessions and files so far. */
export type FileException = {
  readonly id: string;
  readonly sha256: string;
  readonly reason: string;
  readonly vendorConfirmation: boolean;
  readonly grantedAt: string;
  readonly expires: string;
  readonly first: string;
  readonly second: string;
  readonly revoked: { readonly at: string; readonly by: string; readonly reason: string } | null;
  readonly uses: number;
  readonly lastUse: { readonly at: string; readonly session: string } | null;
};

export const exceptionInput = z.strictObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  reason: z.string().trim().min(10).max(1000),
  days: z.number().int().min(1).max(LONGEST_EXCEPTION_DAYS),
  /** "I have the vendor's confirmation that this very file is a false positive": without it no detection is let through. */
  vendorConfirmation: z.boolean(),
});
export type ExceptionInput = z.infer<typeof exceptionInput>;
