/** A page without the frame, for whoever is not logged in yet or has something to do first. */

import type { ReactNode } from 'react';
import { useSnapshot } from '../../bridge/gate-context.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { LanguageSwitch } from '../../parts/language-switch.tsx';
import styles from './plain.module.css';

type PlainProps = {
  readonly title: string;
  readonly under: string;
  readonly clinic: string;
  readonly children: ReactNode;
  readonly aside?: ReactNode;
};

export function Plain({ title, under, clinic, children, aside }: PlainProps) {
  const { t } = useWords();
  const { practice } = useSnapshot();
  return (
    <div className={styles['page']}>
      {practice && (
        <p className={styles['practice']} role="status">
          {t('admin.frame.practice')}
        </p>
      )}
      <header className={styles['top']}>
        <p className={styles['clinic']}>
          {t('parts.product')} <span>{clinic}</span>
        </p>
        <div className={styles['side']}>
          {aside}
          <LanguageSwitch />
        </div>
      </header>
      <main className={styles['body']}>
        <h1 className={styles['title']}>{title}</h1>
        <p className={styles['under']}>{under}</p>
        {children}
      </main>
    </div>
  );
}
