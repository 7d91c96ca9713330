/** What the cover of an export tells: of what, by whom, how much, whether the record held, and which files belong to it. */

import type { ChosenPeriod } from '../japan-time.ts';
import type { VerifyReport } from './ledger.ts';
import type { Outcome } from './session.ts';
import type { Mask, SheetEncoding, SheetLanguage, SheetName } from './sheets.ts';
import type { Verdict } from './verdict.ts';

/** A place in the ledger. `at`: ISO 8601 UTC. `hash`: the entry's; in a masked export a mark that stands for it. */
export type Place = { readonly seq: number; readonly at: string; readonly hash: string };

/** `sha256` over the whole file, lower-case hex. `rows` without headings and closing line. `name` without its folder. */
export type SheetFile = {
  readonly sheet: SheetName;
  readonly name: string;
  readonly rows: number;
  readonly sha256: string;
  readonly unmappable: number;
};

/**
 * `elsewhere`: entries whose number lies between the period's first and last one and whose time does not, because a
 * clock stood wrong. `clockJumps`: times that the clock went backwards into, out of or within the period.
 */
export type PeriodCounts = {
  readonly entries: number;
  readonly first: Place | null;
  readonly last: Place | null;
  readonly elsewhere: number;
  readonly clockJumps: number;
  readonly sessions: number;
  readonly practiceSessions: number;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  readonly files: number;
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
  readonly released: number;
};

/** Whether what was exported is practice: nothing of it, some of it, all of it. */
export type PracticeShare = 'none' | 'some' | 'all';

/**
 * `clinic`: from the settings, empty where none was given. `by`: who made the export, null where nobody was named.
 * `ledger`: first and last entry at that moment. `verify`: null when the record was not verified along the way.
 * `fingerprint`: SHA-256 of the public key that the first entry names. `unmappable`: characters in all files that the
 * encoding does not hold.
 */
export type CoverFacts = {
  readonly clinic: string;
  readonly by: string | null;
  readonly madeAt: string;
  readonly app: string;
  readonly period: ChosenPeriod;
  readonly counts: PeriodCounts;
  readonly practice: PracticeShare;
  readonly ledger: { readonly first: Place; readonly last: Place };
  readonly verify: VerifyReport | null;
  readonly fingerprint: string | null;
  readonly encoding: SheetEncoding;
  readonly language: SheetLanguage;
  readonly mask: readonly Mask[];
  readonly unmappable: number;
  readonly sheets: readonly SheetFile[];
};

/** The lines of the cover, in their order; those of `sheet` and `fault` come once for each. */
export const COVER_ITEMS = [
  'clinic',
  'period',
  'practice',
  'by',
  'madeAt',
  'app',
  'sessions',
  'outcomes',
  'files',
  'verdicts',
  'released',
  'entries',
  'firstOfPeriod',
  'lastOfPeriod',
  'elsewhere',
  'clockJumps',
  'firstOfLedger',
  'lastOfLedger',
  'verify',
  'fault',
  'fingerprint',
  'encoding',
  'unmappable',
  'mask',
  'sheet',
  'check',
] as const;
export type CoverItem = (typeof COVER_ITEMS)[number];
