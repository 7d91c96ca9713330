/** Whom to tell: the clinic's own words from its settings, line by line. */

import { IconPhone } from '@tabler/icons-react';
import { useWords } from '../i18n/use-words.ts';
import styles from './contact.module.css';

export function Contact({ contact }: { readonly contact: string }) {
  const { t } = useWords();
  if (contact.trim() === '') return null;
  return (
    <div className={styles['contact']}>
      <IconPhone className={styles['icon']} stroke={1.75} aria-hidden />
      <div className={styles['words']}>
        <p className={styles['title']}>{t('kiosk.result.infected.contact')}</p>
        <p className={styles['lines']}>{contact}</p>
      </div>
    </div>
  );
}
