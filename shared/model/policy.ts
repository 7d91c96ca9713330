/** The policy file's schema: strict, so that a misspelt key is an error and never a setting that silently does nothing. */

import { z } from 'zod';

const bytes = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);

/** libclamav refuses anything over 2 GiB ("cannot scan >2GB"), so a larger limit would only promise what it cannot hold. */
export const ENGINE_MAX_FILE_BYTES = 2_000_000_000;

export const policySchema = z.strictObject({
  /** What one infected file means: hold back the whole medium, or that file alone. */
  onInfected: z.enum(['medium', 'file']).default('medium'),
  staging: z
    .strictObject({
      /** Most bytes of one medium that staging may take; the free space of the disk bounds it as well. */
      maxBytes: bytes.default(256 * 1024 ** 3),
    })
    .prefault({}),
  limits: z
    .strictObject({
      maxFiles: z.number().int().positive().max(10_000_000).default(500_000),
      /** Folders between the medium's root and a file. */
      maxDepth: z.number().int().positive().max(128).default(32),
      maxFileBytes: bytes.max(ENGINE_MAX_FILE_BYTES).default(ENGINE_MAX_FILE_BYTES),
    })
    .prefault({}),
  engine: z
    .strictObject({
      /** A clamd on a scan server instead of one of our own. Not loopback: the way there must be a named tunnel. */
      remote: z
        .strictObject({
          host: z.string().min(1).max(253),
          port: z.number().int().min(1).max(65_535),
          /** Somebody vouches that the way to `host` is encrypted (SSH, TLS): clamd itself knows no encryption. */
          tunnelled: z.boolean().default(false),
          maxStreamBytes: bytes.max(ENGINE_MAX_FILE_BYTES).optional(),
        })
        .nullable()
        .default(null),
    })
    .prefault({}),
  definitions: z
    .strictObject({
      /** A mirror on the own network for freshclam; null: ClamAV's own. */
      privateMirror: z
        .url({ protocol: /^https?$/ })
        .nullable()
        .default(null),
      proxy: z
        .strictObject({ host: z.string().min(1).max(253), port: z.number().int().min(1).max(65_535) })
        .nullable()
        .default(null),
    })
    .prefault({}),
  /** Media that are not registered: let in, let in after somebody was asked, or refused. */
  guests: z.enum(['allow', 'ask', 'refuse']).default('allow'),
});

export type Policy = z.infer<typeof policySchema>;

export const defaultPolicy = (): Policy => policySchema.parse({});
