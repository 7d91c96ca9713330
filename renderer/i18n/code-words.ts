/** The words of shared/words for a language of the windows; the pseudo language is made of the English ones. */

import { en } from '../../shared/words/en.ts';
import { ja } from '../../shared/words/ja.ts';
import type { Said, Sayer, Words } from '../../shared/words/words.ts';
import { pseudo } from './pseudo.ts';
import type { Language } from './texts.ts';

type Wordy = string | Said | Sayer | { readonly [key: string]: Wordy };

export function strange(words: Wordy): Wordy {
  if (typeof words === 'string') return pseudo(words);
  if (typeof words === 'function') return (params) => strange(words(params)) as Said;
  return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, strange(value)]));
}

const WORDS: Readonly<Record<Language, Words>> = {
  ja,
  en,
  'en-XA': strange(en) as unknown as Words,
};

export const codeWords = (language: Language): Words => WORDS[language];
