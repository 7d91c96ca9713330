/** How a medium of the ledger stands, in one word, and whether what was typed makes one. Pure. */

import type { MediumLine } from '../../../shared/contract/evidence.ts';
import type { MediumDetails } from '../../../shared/model/evidence.ts';
import { isJapanDate } from '../../../shared/japan-time.ts';
import type { Tone } from '../../parts/tone.ts';

export type MediumWord = 'in-use' | 'lent' | 'overdue' | 'lost' | 'retired';

export function wordOf({ state, loan, overdue }: Pick<MediumLine, 'state' | 'loan' | 'overdue'>): MediumWord {
  if (state !== 'in-use') return state;
  if (overdue) return 'overdue';
  return loan === null ? 'in-use' : 'lent';
}

export const MEDIUM_TONES: Readonly<Record<MediumWord, Tone>> = {
  'in-use': 'clean',
  lent: 'checking',
  overdue: 'partial',
  lost: 'blocked',
  retired: 'closed',
};

export const MEDIUM_ACTS = ['describe', 'lend', 'return', 'lose', 'find', 'retire', 'label'] as const;
export type MediumAct = (typeof MEDIUM_ACTS)[number];

/** What can be done with a medium that stands so; the core refuses the rest. */
export function actsOf(line: Pick<MediumLine, 'state' | 'loan'>): readonly MediumAct[] {
  if (line.state === 'retired') return [];
  if (line.state === 'lost') return ['find', 'retire'];
  return line.loan === null
    ? ['lend', 'describe', 'label', 'lose', 'retire']
    : ['return', 'describe', 'label', 'lose'];
}

/** The form of the details, as typed. `gigabytes`: may be empty. */
export type DetailsDraft = {
  readonly type: MediumDetails['type'];
  readonly product: string;
  readonly gigabytes: string;
  readonly encrypted: boolean;
  readonly owner: MediumDetails['owner'];
  readonly storage: string;
};

export const EMPTY_DETAILS: DetailsDraft = {
  type: 'usb',
  product: '',
  gigabytes: '',
  encrypted: false,
  owner: 'clinic',
  storage: '',
};

export const draftOf = (details: MediumDetails | null): DetailsDraft =>
  details === null
    ? EMPTY_DETAILS
    : {
        type: details.type,
        product: details.product,
        gigabytes: details.bytes === null ? '' : String(details.bytes / 1e9),
        encrypted: details.encrypted,
        owner: details.owner,
        storage: details.storage,
      };

/** Null while something is missing or no number. */
export function detailsOf(draft: DetailsDraft): MediumDetails | null {
  const { gigabytes, storage, product, ...rest } = draft;
  if (storage.trim() === '') return null;
  const typed = gigabytes.trim();
  const bytes = typed === '' ? null : Math.round(Number(typed.normalize('NFKC')) * 1e9);
  if (bytes !== null && !(Number.isSafeInteger(bytes) && bytes > 0)) return null;
  return { ...rest, product: product.trim(), storage: storage.trim(), bytes };
}

export type KeyDraft = { readonly vendorId: string; readonly productId: string; readonly serial: string };

const hex4 = (text: string): boolean => /^[0-9a-f]{4}$/i.test(text.trim());
export const keyStands = ({ vendorId, productId, serial }: KeyDraft): boolean =>
  hex4(vendorId) && hex4(productId) && serial.trim() !== '';

/** A loan that ends before it begins is none. */
export const loanStands = (to: string, purpose: string, due: string, today: string): boolean =>
  to.trim() !== '' && purpose.trim() !== '' && isJapanDate(due) && due >= today;
