/** How long the login lasts when nothing is done; somebody who reads and scrolls is still there. */

import { useEffect, useRef } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { useNow } from '../../parts/age.tsx';
import { useLogin } from '../login/login-state.tsx';
import { Notice } from '../parts/asked.tsx';
import { Button } from '../parts/button.tsx';
import styles from './frame.module.css';

const SOON_MS = 60_000;
/** A key or a pointer counts, told at most this often: the core's own clock decides. */
const STAYING_MS = 30_000;

export function useStaying(): void {
  const { call } = useLogin();
  const told = useRef(0);
  useEffect(() => {
    const stay = () => {
      const now = Date.now();
      if (now - told.current < STAYING_MS) return;
      told.current = now;
      void call('login.keep', {});
    };
    const events = ['keydown', 'pointerdown', 'wheel'] as const;
    events.forEach((event) => window.addEventListener(event, stay, { passive: true }));
    return () => events.forEach((event) => window.removeEventListener(event, stay));
  }, [call]);
}

export function IdleTime() {
  const { t } = useWords();
  const { endsAt } = useLogin();
  const minutes = Math.max(1, Math.ceil((endsAt - useNow(10_000)) / 60_000));
  if (!Number.isFinite(minutes)) return null;
  return <span className={styles['idle']}>{t('admin.frame.idle', { count: minutes, minutes })}</span>;
}

export function IdleWarning() {
  const { t } = useWords();
  const { endsAt, call } = useLogin();
  const left = endsAt - useNow(1000);
  if (left > SOON_MS) return null;
  return (
    <div className={styles['warning']}>
      <Notice look="warn">
        <div className={styles['warningBody']}>
          <span>
            <strong>{t('admin.frame.idleSoon', { seconds: Math.max(0, Math.ceil(left / 1000)) })}</strong>{' '}
            {t('admin.frame.idleUnder')}
          </span>
          <Button look="primary" onClick={() => void call('login.keep', {})}>
            {t('admin.frame.keep')}
          </Button>
        </div>
      </Notice>
    </div>
  );
}
