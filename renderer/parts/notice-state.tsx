/** What stands where there is nothing to show, or where something failed: said on purpose, with what to do next. */

import { IconAlertTriangle, IconInbox, IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { GateError } from '../../shared/errors.ts';
import { useWords } from '../i18n/use-words.ts';
import styles from './notice-state.module.css';

type NoticeProps = { readonly title: string; readonly note?: string; readonly children?: ReactNode };

export function EmptyState({ title, note, children }: NoticeProps) {
  return (
    <div className={styles['notice']}>
      <IconInbox className={styles['icon']} stroke={1.5} aria-hidden />
      <p className={styles['title']}>{title}</p>
      {note !== undefined && <p>{note}</p>}
      {children}
    </div>
  );
}

/** A failure in the words of its code, and what to do. `again`: where trying once more makes sense. */
export function ErrorState({ error, again }: { readonly error: GateError; readonly again?: () => void }) {
  const { t, words } = useWords();
  const { what, next } = words.errors[error.code](error.params);
  const Icon = error.code === 'not-allowed' ? IconLock : IconAlertTriangle;
  return (
    <div className={styles['notice']} role="alert">
      <Icon className={styles['icon']} stroke={1.5} aria-hidden />
      <p className={styles['title']}>{what}</p>
      <p>{next}</p>
      {again !== undefined && (
        <button type="button" className={styles['again']} onClick={again}>
          {t('parts.again')}
        </button>
      )}
    </div>
  );
}

export function LoadingState() {
  const { t } = useWords();
  return (
    <p className={styles['notice']} role="status">
      {t('parts.loading')}
    </p>
  );
}
