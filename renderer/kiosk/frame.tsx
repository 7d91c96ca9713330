/** What surrounds every screen of the kiosk: practice banner, name of the clinic, language, exit, and the state strip. */

import type { ReactNode } from 'react';
import type { Snapshot } from '../../shared/contract/snapshot.ts';
import { useWords } from '../i18n/use-words.ts';
import { LanguageSwitch } from '../parts/language-switch.tsx';
import styles from './frame.module.css';
import { Strip } from './strip.tsx';

type FrameProps = { readonly snapshot: Snapshot; readonly onExit: () => void; readonly children: ReactNode };

export function Frame({ snapshot, onExit, children }: FrameProps) {
  const { t } = useWords();
  return (
    <div className={styles['frame']}>
      <header>
        {snapshot.practice && <p className={styles['practice']}>{t('kiosk.practice')}</p>}
        <div className={styles['head']}>
          <p className={styles['name']}>
            <span className={styles['product']}>{t('parts.product')}</span>
            {snapshot.clinic.name !== '' && <span>{snapshot.clinic.name}</span>}
          </p>
          <div className={styles['tools']}>
            <LanguageSwitch />
            <button type="button" className={styles['exit']} onClick={onExit}>
              {t('kiosk.exit.open')}
            </button>
          </div>
        </div>
      </header>
      <main className={styles['main']}>{children}</main>
      <Strip snapshot={snapshot} />
    </div>
  );
}
