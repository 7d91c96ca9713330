/** The pack that a clinic hands to an inspector: what was made, and what checking one can find. */

import type { CoverFacts } from './cover.ts';
import type { LedgerFault } from './ledger.ts';

/**
 * `pdf`: null when it was made, else why there is none. `folder`: absolute.
 * `head`: the record's newest entry, for the clinic to keep; a masked pack does not hold its hash.
 */
export type MadePack = {
  readonly folder: string;
  readonly files: readonly string[];
  readonly cover: CoverFacts;
  readonly head: { readonly seq: number; readonly hash: string };
  readonly pdf: 'no-chromium' | 'timeout' | 'failed' | 'cancelled' | null;
};

export const PACK_FAULTS = [
  'sums-missing',
  'sums-malformed',
  'file-missing',
  'file-changed',
  'file-surplus',
  'key-missing',
  'key-malformed',
  'signature-missing',
  'signature-wrong',
  'sheet-faulty',
  // against a key's fingerprint kept elsewhere
  'key-other',
  // against the ledger
  'ledger-faulty',
  'ledger-other-key',
  'ledger-differs',
] as const;
export type PackFaultCode = (typeof PACK_FAULTS)[number];

/** `file`: the file of the pack concerned. `what`: a code, never text for people. */
export type PackFault = {
  readonly code: PackFaultCode;
  readonly file?: string;
  readonly what?: string;
};

/**
 * `fingerprint`: of the key in the pack, null where none can be read. `against`: what it was held against besides itself.
 * `ledger`: the ledger's own faults, where it was given.
 */
export type PackReport = {
  readonly ok: boolean;
  readonly files: number;
  readonly fingerprint: string | null;
  readonly against: { readonly ledger: boolean; readonly fingerprint: boolean };
  readonly faults: readonly PackFault[];
  readonly ledger: readonly LedgerFault[];
};
