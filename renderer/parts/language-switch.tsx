/** Japanese or English, each named in its own language; the page's `lang` follows (see app.tsx). */

import { IconLanguage } from '@tabler/icons-react';
import { useLanguage, useWords } from '../i18n/use-words.ts';
import styles from './language-switch.module.css';

export function LanguageSwitch() {
  const { t } = useWords();
  const { language, choose } = useLanguage();
  const other = language === 'ja' ? 'en' : 'ja';
  return (
    <button type="button" className={styles['switch']} lang={other} onClick={() => choose(other)}>
      <IconLanguage className={styles['icon']} stroke={1.75} aria-hidden />
      {t('parts.otherLanguage')}
    </button>
  );
}
