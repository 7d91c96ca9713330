/**
 * The whole configuration as data: strict, so that a misspelt key is an error, and without secrets, so that it can
 * stand in the ledger and travel to another machine.
 */

import { z } from 'zod';
import { LONGEST_EXCEPTION_DAYS } from './exception.ts';
import { REQUIRABLE_FACTS } from './facts.ts';
import { policySchema } from './policy.ts';
import { PRESETS } from './session.ts';

const short = z.string().trim().max(200);
const days = z.number().int().min(1).max(366);
/** POSIX, drive letter or UNC; nothing that a terminal or a log could stumble over. */
const folder = z
  .string()
  .max(1000)
  // eslint-disable-next-line no-control-regex -- control characters are what is refused
  .regex(/^(?:\/|[A-Za-z]:[\\/]|\\\\)[^\u0000-\u001f\u007f]*$/);
const facts = z.array(z.enum(REQUIRABLE_FACTS)).max(REQUIRABLE_FACTS.length);

/** Transports of RFC 5424 messages: TLS (RFC 5425), plain TCP with counted octets (RFC 6587), UDP (RFC 5426). */
const syslogSchema = z.strictObject({
  transport: z.enum(['tls', 'tcp', 'udp']),
  host: z.string().trim().min(1).max(253),
  port: z.number().int().min(1).max(65_535),
  /** Certificate of the collector's authority in PEM; null: those that the system trusts. */
  ca: z.string().max(65_536).nullable().default(null),
  /** How this gate calls itself to the collector; null: the machine's name. */
  name: z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/)
    .nullable()
    .default(null),
});

export const settingsSchema = z.strictObject({
  clinic: z
    .strictObject({ name: short.default(''), contact: z.string().trim().max(2000).default('') })
    .prefault({}),
  /** Where released files go, and the usual kind of medium; null: not chosen yet, and no medium is let in. */
  inbox: z
    .strictObject({ dir: folder.nullable().default(null), preset: z.enum(PRESETS).default('general') })
    .prefault({}),
  policy: policySchema.prefault({}),
  /** What must be said before files go in. A headless gate has nobody to ask, so it has its own list. */
  facts: z
    .strictObject({ kiosk: facts.default(['staff', 'origin', 'purpose']), headless: facts.default([]) })
    .prefault({}),
  people: z
    .strictObject({
      /** A login ends after so long without anything done. */
      idleMinutes: z.number().int().min(1).max(480).default(10),
      /** Wrong attempts that cost nothing: people mistype. */
      freeTries: z.number().int().min(1).max(5).default(3),
      lockAfter: z.number().int().min(5).max(20).default(10),
      lockMinutes: z.number().int().min(5).max(1440).default(30),
      /** `administrators`: nothing else is open to an administrator without a second factor. */
      secondFactor: z.enum(['optional', 'administrators']).default('optional'),
    })
    .prefault({}),
  exceptions: z
    .strictObject({ maxDays: z.number().int().min(1).max(LONGEST_EXCEPTION_DAYS).default(30) })
    .prefault({}),
  review: z.strictObject({ everyDays: days.default(31) }).prefault({}),
  drill: z.strictObject({ everyDays: days.default(31) }).prefault({}),
  keeping: z
    .strictObject({
      /** Ministry texts name no number of years for these records; medical records are kept for 5. */
      retentionYears: z.number().int().min(1).max(100).default(5),
      backupDir: folder.nullable().default(null),
      backupEveryDays: days.default(7),
      lowDiskBytes: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(10_000_000_000),
      fullDiskBytes: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).default(1_000_000_000),
    })
    .prefault({}),
  anchor: z
    .strictObject({ file: folder.nullable().default(null), syslog: syslogSchema.nullable().default(null) })
    .prefault({}),
});

export type Settings = z.infer<typeof settingsSchema>;
export type SyslogSettings = z.infer<typeof syslogSchema>;

export const defaultSettings = (): Settings => settingsSchema.parse({});
