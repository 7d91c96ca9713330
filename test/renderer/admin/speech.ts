/** What components speak with, made without a window. */

import { codeWords } from '../../../renderer/i18n/code-words.ts';
import { createFormat } from '../../../renderer/i18n/format.ts';
import { createTranslator } from '../../../renderer/i18n/setup.ts';
import type { Language } from '../../../renderer/i18n/texts.ts';
import type { Speech } from '../../../renderer/i18n/use-words.ts';

export const speech = (language: Language): Speech => ({
  language,
  t: createTranslator(language).getFixedT(language, 'texts'),
  words: codeWords(language),
  format: createFormat(language),
});
