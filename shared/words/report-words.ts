/** The words of the printable report and of the page that says how to verify it; complete by type. */

import type { Ending, Evidence, MachineFacts, StatementCode, StatementFacts } from '../model/report.ts';
import type { DeviceRefusal } from '../model/media-event.ts';
import type { Role } from '../model/rights.ts';
import type { SheetLanguage } from '../model/sheets.ts';
import { reportEn } from './report-en.ts';
import { reportJa } from './report-ja.ts';

type Table<K extends string> = Readonly<Record<K, string>>;

/** The headings of each table, left to right. */
export const REPORT_TABLES = {
  months: [
    'month',
    'sessions',
    'released',
    'partial',
    'blocked',
    'refused',
    'aborted',
    'unfinished',
    'files',
    'in',
    'held',
  ],
  origins: ['origin', 'sessions', 'files', 'in', 'held', 'size'],
  reasons: ['verdict', 'reason', 'files', 'sessions'],
  errors: ['reason', 'code', 'sessions'],
  infections: ['at', 'session', 'signature', 'path', 'origin', 'staff', 'done'],
  seen: ['version', 'first', 'last'],
  closed: ['reason', 'code', 'times'],
  extensions: ['at', 'days', 'reason'],
  granted: ['at', 'content', 'reason', 'people', 'expires'],
  revoked: ['at', 'exception', 'by', 'reason'],
  people: ['person', 'name', 'role', 'state', 'lastLogin', 'totp', 'ownSecret'],
  changes: ['what', 'times'],
  failures: ['person', 'failed', 'locked'],
  reviews: ['at', 'by', 'days', 'sessions', 'remarks'],
  drills: ['at', 'by', 'result', 'checks', 'remarks'],
  loans: ['medium', 'to', 'purpose', 'lent', 'due', 'returned', 'checked'],
  mediaEvents: ['what', 'times'],
  stockTakes: ['at', 'present', 'absent'],
  restores: ['at', 'backup', 'lost'],
  clock: ['at', 'previous', 'now'],
  anchors: ['target', 'from', 'to', 'code'],
  devices: ['reason', 'times'],
  settings: ['at', 'by', 'places'],
  checklist: ['item', 'shown', 'sheets'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type ReportTable = keyof typeof REPORT_TABLES;

export const REPORT_SECTIONS = [
  'checklist',
  'incoming',
  'held',
  'infections',
  'engine',
  'exceptions',
  'people',
  'reviews',
  'drills',
  'media',
  'keeping',
  'machine',
  'practice',
  'verify',
] as const;
export type ReportSection = (typeof REPORT_SECTIONS)[number];

export type ReportWords = {
  readonly title: string;
  readonly subtitle: string;
  /** What the report is and is not. */
  readonly scope: string;
  readonly practiceOnly: string;
  readonly noClinic: string;
  readonly sections: Table<ReportSection>;
  /** One sentence under a section's heading. */
  readonly about: Table<ReportSection>;
  readonly headings: { readonly [T in ReportTable]: Table<(typeof REPORT_TABLES)[T][number]> };
  /** Over tables that share a section. */
  readonly captions: Table<ReportTable>;
  readonly endings: Table<Ending>;
  readonly roles: Table<Role>;
  readonly checks: Readonly<Record<string, string>>;
  readonly refusals: Table<DeviceRefusal>;
  readonly targets: Readonly<Record<string, string>>;
  /** For a number that a sentence leaves open. */
  readonly blank: string;
  readonly expected: string;
  readonly found: string;
  readonly nothing: string;
  readonly unnamed: string;
  readonly unknownOrigin: string;
  readonly total: string;
  readonly yes: string;
  readonly no: string;
  readonly passed: string;
  readonly failed: string;
  readonly disabled: string;
  readonly active: string;
  readonly notYet: string;
  readonly notBack: string;
  readonly nobody: string;
  readonly vendorConfirmed: string;
  readonly sheet: string;
  readonly masked: string;
  readonly wentIn: (files: number) => string;
  readonly nothingWentIn: string;
  readonly disposed: (word: string) => string;
  readonly more: (left: number) => string;
  readonly back: (checked: boolean, erased: boolean) => string;
  readonly unreviewedDays: (days: readonly string[]) => string;
  readonly allReviewed: string;
  readonly oldDays: (aging: readonly string[], expired: readonly string[], days: number) => string;
  readonly updates: (times: number) => string;
  readonly exceptionUse: (uses: number, valid: number) => string;
  readonly mediaNow: (inUse: number, encrypted: number, lost: number, retired: number) => string;
  readonly backups: (made: number, failed: number, last: string | null) => string;
  readonly restoreTests: (passed: number, failed: number, last: string | null) => string;
  readonly archives: (made: number) => string;
  readonly interrupted: (sessions: number) => string;
  readonly mended: (times: MachineFacts['mended']) => string;
  readonly clockConfirmed: (times: number) => string;
  readonly practiceDrill: string;
  readonly logins: (times: number) => string;
  readonly lost: (entries: number | null) => string;
  readonly checklist: {
    readonly paraphrase: string;
    readonly uncertain: string;
    readonly source: string;
    readonly limits: string;
  };
  readonly statements: { readonly [C in StatementCode]: (facts: StatementFacts[C]) => string };
  readonly evidence: Table<Evidence>;
};

export const REPORT_WORDS: Readonly<Record<SheetLanguage, ReportWords>> = { ja: reportJa, en: reportEn };
