/** Shows what is below it while the core answers, and a screen of its own while it does not. */

import { IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { SnapshotProvider, useGateState } from '../bridge/gate-context.tsx';
import { useWords } from '../i18n/use-words.ts';
import { BigButton } from './big-button.tsx';
import styles from './full-screen.module.css';

export function Connected({ children }: { readonly children: ReactNode }) {
  const { t } = useWords();
  const gate = useGateState();
  if (gate.line === 'there') return <SnapshotProvider value={gate.snapshot}>{children}</SnapshotProvider>;
  const lost = gate.line === 'lost';
  return (
    <main className={styles['page']} role={lost ? 'alert' : 'status'}>
      <IconPlugConnectedX className={styles['icon']} stroke={1.5} aria-hidden />
      <h1 className={styles['headline']}>{t(lost ? 'parts.lost.headline' : 'parts.connecting')}</h1>
      {lost && (
        <>
          <p className={styles['under']}>{t('parts.lost.under')}</p>
          <p className={styles['under']}>{t('parts.lost.next')}</p>
          <BigButton onClick={gate.ask}>{t('parts.lost.again')}</BigButton>
        </>
      )}
    </main>
  );
}
