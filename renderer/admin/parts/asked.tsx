/** An answer of the core once it is there; until then that it is loading, and its failure in words. */

import { IconAlertTriangle, IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { GateError } from '../../../shared/errors.ts';
import { useWords } from '../../i18n/use-words.ts';
import { LoadingState } from '../../parts/notice-state.tsx';
import type { Asking } from '../asking.ts';
import { saidOf } from '../said.ts';
import { Button } from './button.tsx';
import styles from './notice.module.css';

type AskedProps<T> = { readonly of: Asking<T>; readonly children: (value: T) => ReactNode };

export function Asked<T>({ of, children }: AskedProps<T>) {
  if (of.state === 'loading') return <LoadingState />;
  if (of.state === 'failed') return <ErrorState error={of.error} again={of.again} />;
  return children(of.value);
}

/** A failure where a page or a list should be, with what to do and another try. */
export function ErrorState({ error, again }: { readonly error: GateError; readonly again: () => void }) {
  const speech = useWords();
  const { what, next } = saidOf(error, speech);
  const Icon = error.code === 'not-allowed' ? IconLock : IconAlertTriangle;
  return (
    <div className={styles['state']} role="alert">
      <Icon className={styles['icon']} stroke={1.5} aria-hidden />
      <p>
        <strong>{what}</strong>
      </p>
      <p>{next}</p>
      <Button onClick={again}>{speech.t('parts.again')}</Button>
    </div>
  );
}

/** A failure beside the thing that failed. */
export function ErrorLine({ error }: { readonly error: GateError | null }) {
  const speech = useWords();
  if (error === null) return null;
  const { what, next } = saidOf(error, speech);
  return (
    <div className={`${styles['notice'] ?? ''} ${styles['bad'] ?? ''}`} role="alert">
      <strong>{what}</strong> {next}
    </div>
  );
}

/** Why long work came to nothing; that it was called off is no failure, and `stopped` says what that means here. */
export function JobError({ error, stopped }: { readonly error: GateError; readonly stopped: string }) {
  if (error.code !== 'cancelled') return <ErrorLine error={error} />;
  return <Notice>{stopped}</Notice>;
}

type NoticeProps = {
  readonly children: ReactNode;
  readonly look?: 'good' | 'bad' | 'warn' | 'plain';
};

/** A sentence that stays on the page; said aloud when it appears. */
export function Notice({ children, look = 'plain' }: NoticeProps) {
  return (
    <div className={`${styles['notice'] ?? ''} ${styles[look] ?? ''}`} role="status">
      {children}
    </div>
  );
}
