/** What each kind of medium may bring, as data: a preset allows these types by content and nothing else. */

import type { Preset } from '../../../shared/model/session.ts';
import type { AllowableType } from '../inspect/types.ts';

const TEXT = ['text/plain', 'text/csv'] as const;
const PICTURES = ['image/jpeg', 'image/png', 'image/gif', 'image/bmp', 'image/tiff'] as const;
const FILMS = ['video/mp4', 'video/quicktime', 'video/mpeg', 'video/vnd.avi'] as const;
const XML = ['application/xml', 'application/cda+xml'] as const;
const OFFICE = [
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.presentation',
  'application/msword',
  'application/vnd.ms-excel',
  'application/vnd.ms-powerpoint',
] as const;

const STAFF = {
  /** CDs and sticks by IHE PDI: images, their reports, a README. The viewer that comes along stays out. */
  imaging: [
    'application/dicom',
    ...PICTURES,
    'image/jp2',
    ...FILMS,
    'application/pdf',
    'text/plain',
    ...XML,
    'application/zip',
  ],
  /** Referral letters, scans and photographs. */
  documents: [
    'application/pdf',
    ...PICTURES,
    'image/webp',
    'image/heic',
    ...TEXT,
    ...OFFICE,
    'application/zip',
  ],
  /** 特定健診: HL7 CDA R2 files with their schemas, usually in one ZIP. */
  checkup: [...XML, ...TEXT, 'application/pdf', 'application/zip'],
  /** レセプト and 返戻. */
  claims: ['application/x-receipt', ...TEXT],
  /** Laboratory results: a vendor's CSV, MEDIS records of fixed length, HL7, a report. */
  lab: [...TEXT, 'application/hl7-v2', ...XML, 'application/pdf', 'application/zip'],
  /** SS-MIX2 standard storage (HL7 v2.5 without extension) and extended storage. */
  ssmix2: [
    'application/hl7-v2',
    ...XML,
    ...TEXT,
    'application/dicom',
    'application/pdf',
    ...PICTURES,
    ...FILMS,
    ...OFFICE,
    'application/zip',
  ],
} as const satisfies Record<Exclude<Preset, 'general'>, readonly AllowableType[]>;

/** `general` is whatever some kind of medium may bring; it is also what a session without a preset gets. */
const ALLOWED: Readonly<Record<Preset, ReadonlySet<string>>> = {
  imaging: new Set<string>(STAFF.imaging),
  documents: new Set<string>(STAFF.documents),
  checkup: new Set<string>(STAFF.checkup),
  claims: new Set<string>(STAFF.claims),
  lab: new Set<string>(STAFF.lab),
  ssmix2: new Set<string>(STAFF.ssmix2),
  general: new Set<string>(Object.values(STAFF).flat()),
};

export const DEFAULT_PRESET: Preset = 'general';

/** True where the preset lets that MIME type in; an unknown type (null) is never let in. */
export const presetAllows = (preset: Preset, type: string | null): boolean =>
  type !== null && ALLOWED[preset].has(type);
