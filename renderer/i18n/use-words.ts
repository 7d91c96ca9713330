/** What a component needs to speak: texts by key, the core's codes in words, and numbers and dates in shape. */

import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { codeWords } from './code-words.ts';
import { createFormat, type Format } from './format.ts';
import { isLanguage, type Language } from './texts.ts';
import type { Words } from '../../shared/words/words.ts';

export type Speech = {
  readonly language: Language;
  readonly t: TFunction;
  /** Verdicts, reasons, outcomes and errors by their code (shared/words). */
  readonly words: Words;
  readonly format: Format;
};

export function useWords(): Speech {
  const { t, i18n } = useTranslation('texts');
  const language: Language = isLanguage(i18n.language) ? i18n.language : 'ja';
  return useMemo(
    () => ({ language, t, words: codeWords(language), format: createFormat(language) }),
    [language, t],
  );
}

export function useLanguage(): {
  readonly language: Language;
  readonly choose: (language: Language) => void;
} {
  const { i18n } = useTranslation('texts');
  const language: Language = isLanguage(i18n.language) ? i18n.language : 'ja';
  return { language, choose: (chosen) => void i18n.changeLanguage(chosen) };
}
