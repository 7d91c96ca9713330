/** The words of shared/words for the codes of sheets and operations, in the language of the window. */

import { SHEET_WORDS, type SheetWords } from '../../shared/words/sheet-words.ts';
import { strange } from '../i18n/code-words.ts';
import type { Language } from '../i18n/texts.ts';
import { useWords } from '../i18n/use-words.ts';

const CODES: Readonly<Record<Language, SheetWords['codes']>> = {
  ja: SHEET_WORDS.ja.codes,
  en: SHEET_WORDS.en.codes,
  'en-XA': strange(SHEET_WORDS.en.codes) as unknown as SheetWords['codes'],
};

export const codeWordsOf = (language: Language): SheetWords['codes'] => CODES[language];

export const useCodes = (): SheetWords['codes'] => codeWordsOf(useWords().language);
