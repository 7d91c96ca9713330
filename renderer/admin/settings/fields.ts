/** Every setting that this window changes: where it stands, how it is typed, and within what bounds. */

import { LONGEST_EXCEPTION_DAYS } from '../../../shared/model/exception.ts';
import { REQUIRABLE_FACTS } from '../../../shared/model/facts.ts';
import { PRESETS } from '../../../shared/model/session.ts';
import type { FolderPurpose } from '../../../shared/contract/upkeep.ts';
import type { Json } from './draft.ts';

export const SECTIONS = [
  'clinic',
  'inbox',
  'reception',
  'checking',
  'people',
  'evidence',
  'keeping',
  'anchor',
  'definitions',
] as const;
export type SectionName = (typeof SECTIONS)[number];

type Control =
  | { readonly kind: 'text' | 'area' | 'nullable-text'; readonly max: number }
  /** `unit`: what one typed is worth in the settings. */
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly unit?: number }
  | {
      readonly kind: 'choice';
      readonly of: 'guests' | 'onInfected' | 'secondFactor' | 'transport';
      readonly values: readonly string[];
    }
  | { readonly kind: 'preset'; readonly values: readonly string[] }
  | { readonly kind: 'facts'; readonly values: readonly string[] }
  | { readonly kind: 'folder'; readonly purpose: FolderPurpose }
  /** A group that is there or not: `fresh` is put there when it is switched on. */
  | { readonly kind: 'switch'; readonly fresh: Json };

type Entry = {
  readonly at: string;
  readonly section: SectionName;
  readonly control: Control;
  readonly within?: string;
};

const days = { kind: 'number', min: 1, max: 366 } as const;
const MB = 1_000_000;
const GB = 1_000_000_000;

export const FIELDS = {
  clinicName: { at: 'clinic.name', section: 'clinic', control: { kind: 'text', max: 200 } },
  contact: { at: 'clinic.contact', section: 'clinic', control: { kind: 'area', max: 2000 } },
  inboxDir: { at: 'inbox.dir', section: 'inbox', control: { kind: 'folder', purpose: 'inbox' } },
  preset: { at: 'inbox.preset', section: 'inbox', control: { kind: 'preset', values: PRESETS } },
  facts: { at: 'facts.kiosk', section: 'reception', control: { kind: 'facts', values: REQUIRABLE_FACTS } },
  guests: {
    at: 'policy.guests',
    section: 'reception',
    control: { kind: 'choice', of: 'guests', values: ['allow', 'ask', 'refuse'] },
  },
  onInfected: {
    at: 'policy.onInfected',
    section: 'checking',
    control: { kind: 'choice', of: 'onInfected', values: ['medium', 'file'] },
  },
  maxFiles: {
    at: 'policy.limits.maxFiles',
    section: 'checking',
    control: { kind: 'number', min: 1, max: 10_000_000 },
  },
  maxDepth: {
    at: 'policy.limits.maxDepth',
    section: 'checking',
    control: { kind: 'number', min: 1, max: 128 },
  },
  maxFileBytes: {
    at: 'policy.limits.maxFileBytes',
    section: 'checking',
    control: { kind: 'number', min: 1, max: 2000, unit: MB },
  },
  stagingBytes: {
    at: 'policy.staging.maxBytes',
    section: 'checking',
    control: { kind: 'number', min: 1, max: 1_000_000, unit: GB },
  },
  idleMinutes: { at: 'people.idleMinutes', section: 'people', control: { kind: 'number', min: 1, max: 480 } },
  freeTries: { at: 'people.freeTries', section: 'people', control: { kind: 'number', min: 1, max: 5 } },
  lockAfter: { at: 'people.lockAfter', section: 'people', control: { kind: 'number', min: 5, max: 20 } },
  lockMinutes: {
    at: 'people.lockMinutes',
    section: 'people',
    control: { kind: 'number', min: 5, max: 1440 },
  },
  secondFactor: {
    at: 'people.secondFactor',
    section: 'people',
    control: { kind: 'choice', of: 'secondFactor', values: ['optional', 'administrators'] },
  },
  reviewDays: { at: 'review.everyDays', section: 'evidence', control: days },
  drillDays: { at: 'drill.everyDays', section: 'evidence', control: days },
  exceptionDays: {
    at: 'exceptions.maxDays',
    section: 'evidence',
    control: { kind: 'number', min: 1, max: LONGEST_EXCEPTION_DAYS },
  },
  backupDir: { at: 'keeping.backupDir', section: 'keeping', control: { kind: 'folder', purpose: 'backup' } },
  backupDays: { at: 'keeping.backupEveryDays', section: 'keeping', control: days },
  retention: {
    at: 'keeping.retentionYears',
    section: 'keeping',
    control: { kind: 'number', min: 1, max: 100 },
  },
  lowDisk: {
    at: 'keeping.lowDiskBytes',
    section: 'keeping',
    control: { kind: 'number', min: 0, max: 1_000_000, unit: GB },
  },
  fullDisk: {
    at: 'keeping.fullDiskBytes',
    section: 'keeping',
    control: { kind: 'number', min: 0, max: 1_000_000, unit: GB },
  },
  anchorFile: { at: 'anchor.file', section: 'anchor', control: { kind: 'folder', purpose: 'anchor' } },
  syslog: {
    at: 'anchor.syslog',
    section: 'anchor',
    control: { kind: 'switch', fresh: { transport: 'tls', host: '', port: 6514, ca: null, name: null } },
  },
  syslogTransport: {
    at: 'anchor.syslog.transport',
    section: 'anchor',
    within: 'anchor.syslog',
    control: { kind: 'choice', of: 'transport', values: ['tls', 'tcp', 'udp'] },
  },
  syslogHost: {
    at: 'anchor.syslog.host',
    section: 'anchor',
    within: 'anchor.syslog',
    control: { kind: 'text', max: 253 },
  },
  syslogPort: {
    at: 'anchor.syslog.port',
    section: 'anchor',
    within: 'anchor.syslog',
    control: { kind: 'number', min: 1, max: 65_535 },
  },
  mirror: {
    at: 'policy.definitions.privateMirror',
    section: 'definitions',
    control: { kind: 'nullable-text', max: 500 },
  },
  proxy: {
    at: 'policy.definitions.proxy',
    section: 'definitions',
    control: { kind: 'switch', fresh: { host: '', port: 8080 } },
  },
  proxyHost: {
    at: 'policy.definitions.proxy.host',
    section: 'definitions',
    within: 'policy.definitions.proxy',
    control: { kind: 'text', max: 253 },
  },
  proxyPort: {
    at: 'policy.definitions.proxy.port',
    section: 'definitions',
    within: 'policy.definitions.proxy',
    control: { kind: 'number', min: 1, max: 65_535 },
  },
} as const satisfies Readonly<Record<string, Entry>>;

export type FieldName = keyof typeof FIELDS;
export const FIELD_NAMES = Object.keys(FIELDS) as readonly FieldName[];
export const fieldOf = (name: FieldName): Entry => FIELDS[name];

/** Null when the number is outside of its bounds; else what stands in the settings for it. */
export function typedNumber(
  typed: string,
  { min, max, unit = 1 }: { readonly min: number; readonly max: number; readonly unit?: number },
): number | null {
  const value = Number(typed.normalize('NFKC').trim());
  if (typed.trim() === '' || !Number.isFinite(value) || value < min || value > max) return null;
  const stands = Math.round(value * unit);
  return unit === 1 && !Number.isInteger(value) ? null : stands;
}
