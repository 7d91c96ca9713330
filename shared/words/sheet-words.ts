/** The words of exported sheets: headings, the words for codes in cells, and the lines of the cover; complete by type. */

import type { CoverItem } from '../model/cover.ts';
import type { DISPOSALS, MEDIUM_TYPES, OWNERS } from '../model/evidence.ts';
import type { Disposition, Origin } from '../model/facts.ts';
import type { DefinitionsState, Outcome, Preset } from '../model/session.ts';
import type { ColumnKey, Mask, SheetEncoding, SheetLanguage, SheetName } from '../model/sheets.ts';
import type { Reason, Verdict } from '../model/verdict.ts';
import { sheetsEn } from './sheets-en.ts';
import { sheetsJa } from './sheets-ja.ts';

type Table<K extends string> = Readonly<Record<K, string>>;

/** Words for codes, by what they are codes of. `operations`: kinds of ledger entries; one without a word shows its code. */
export type CodeWords = {
  readonly flag: Table<'yes' | 'no'>;
  readonly verdict: Table<Verdict>;
  readonly reason: Table<Reason>;
  readonly outcome: Table<Outcome>;
  readonly preset: Table<Preset>;
  readonly definitions: Table<DefinitionsState>;
  readonly origin: Table<Origin>;
  readonly disposition: Table<Disposition>;
  readonly mediumType: Table<(typeof MEDIUM_TYPES)[number]>;
  readonly mediumState: Table<'in-use' | 'lent' | 'lost' | 'retired'>;
  readonly owner: Table<(typeof OWNERS)[number]>;
  readonly disposal: Table<(typeof DISPOSALS)[number]>;
  readonly operations: Readonly<Record<string, string>>;
  readonly evidence: Table<'review' | 'drill'>;
  readonly item: Table<CoverItem>;
};

export type CoverSentences = {
  readonly wholeRecord: string;
  readonly fiscalYear: (year: string) => string;
  readonly days: (first: string | null, last: string | null) => string;
  readonly practice: Table<'none' | 'some' | 'all'>;
  readonly practiceCount: (sessions: number) => string;
  readonly verified: (entries: number) => string;
  readonly faulty: (faults: number, entries: number) => string;
  readonly notVerified: string;
  readonly keptElsewhere: string;
  readonly encoding: Table<SheetEncoding>;
  readonly masked: Table<Mask>;
  readonly notMasked: string;
  readonly freeText: string;
  readonly elsewhere: string;
  readonly rows: (rows: number) => string;
  readonly check: string;
};

export type SheetWords = {
  readonly sheets: Table<SheetName>;
  readonly headings: { readonly [S in SheetName]: Table<ColumnKey<S>> };
  /** Heading of the last column: the rows' check values. */
  readonly rowCheck: string;
  readonly codes: CodeWords;
  readonly cover: CoverSentences;
};

export const SHEET_WORDS: Readonly<Record<SheetLanguage, SheetWords>> = { ja: sheetsJa, en: sheetsEn };

/** What the codes of a column are codes of; columns of the same key on other sheets may hold other codes. */
const GROUPS: Readonly<Partial<Record<SheetName, Readonly<Record<string, keyof CodeWords>>>>> = {
  cover: { item: 'item' },
  media: {
    type: 'mediumType',
    encrypted: 'flag',
    owner: 'owner',
    state: 'mediumState',
    disposal: 'disposal',
  },
  sessions: {
    practice: 'flag',
    origin: 'origin',
    outcome: 'outcome',
    disposition: 'disposition',
    preset: 'preset',
    definitionsState: 'definitions',
  },
  files: { practice: 'flag', verdict: 'verdict', reason: 'reason', arrived: 'flag', cached: 'flag' },
  operations: { kind: 'operations', practice: 'flag' },
  reviews: { kind: 'evidence', passed: 'flag' },
};

/** The word for a code of this column; the code itself where there is none, so that nothing is hidden. */
export function codeWord(words: SheetWords, sheet: SheetName, key: string, code: string): string {
  const group = GROUPS[sheet]?.[key];
  if (group === undefined) return code;
  const table: Readonly<Record<string, string>> = words.codes[group];
  return Object.hasOwn(table, code) ? (table[code] ?? code) : code;
}
