/** The options that every export of sheets takes alike: which period, how written, what is masked. */

import { choosePeriod, type ChosenPeriod } from '../../../shared/japan-time.ts';
import {
  ENCODINGS,
  MASKS,
  SHEET_LANGUAGES,
  type Mask,
  type SheetEncoding,
  type SheetLanguage,
} from '../../../shared/model/sheets.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { usage } from './args.ts';

export const PERIOD_OPTIONS = {
  from: 'text',
  to: 'text',
  'fiscal-year': 'text',
  year: 'text',
  month: 'text',
} as const;
export const WRITING_OPTIONS = { encoding: 'text', language: 'text', mask: 'text' } as const;

type Given<K extends object> = { readonly [N in keyof K]: string | null };

export const periodOf = (options: Given<typeof PERIOD_OPTIONS>): Result<ChosenPeriod> =>
  choosePeriod({
    from: options.from ?? undefined,
    to: options.to ?? undefined,
    fiscalYear: options['fiscal-year'] ?? undefined,
    year: options.year ?? undefined,
    month: options.month ?? undefined,
  });

export type Writing = {
  readonly encoding: SheetEncoding;
  readonly language: SheetLanguage;
  readonly mask: readonly Mask[];
};

/** `usage` for a word that is none of the list, or a mask that is named twice. */
export function writingOf(options: Given<typeof WRITING_OPTIONS>): Result<Writing> {
  const encoding = ENCODINGS.find((name) => name === (options.encoding ?? 'utf8'));
  if (encoding === undefined) return err(usage(`--encoding: ${ENCODINGS.join(', ')}`));
  const language = SHEET_LANGUAGES.find((name) => name === (options.language ?? 'ja'));
  if (language === undefined) return err(usage(`--language: ${SHEET_LANGUAGES.join(', ')}`));
  const asked = options.mask?.split(',') ?? [];
  const mask = MASKS.filter((name) => asked.includes(name));
  if (mask.length !== asked.length) return err(usage(`--mask: ${MASKS.join(',')}`));
  return ok({ encoding, language, mask });
}
