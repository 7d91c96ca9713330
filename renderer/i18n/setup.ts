/** One translator for a window: all languages are in the bundle, nothing is loaded and nothing is kept in the browser. */

import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './en.ts';
import { ja } from './ja.ts';
import { pseudoTexts } from './pseudo.ts';
import type { Language } from './texts.ts';

/** Names off media are put into texts. React escapes them; i18next must read neither `{{…}}` nor `$t(…)` in them. */
const SAFE_INTERPOLATION = { escapeValue: false, skipOnVariables: true } as const;

export function createTranslator(language: Language): i18n {
  const translator = createInstance();
  translator.use(initReactI18next);
  void translator.init({
    lng: language,
    fallbackLng: false,
    initAsync: false,
    defaultNS: 'texts',
    ns: ['texts'],
    resources: { ja: { texts: ja }, en: { texts: en }, 'en-XA': { texts: pseudoTexts(en) } },
    interpolation: SAFE_INTERPOLATION,
    returnNull: false,
    react: { useSuspense: false },
    load: 'currentOnly',
    parseMissingKeyHandler: (key) => {
      throw new Error(`no text for ${key}`);
    },
  });
  return translator;
}
