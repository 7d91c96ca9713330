/** What stands around every page: the way to the others, who is logged in and for how long, and practice mode's banner. */

import { IconLogout, IconUserCircle } from '@tabler/icons-react';
import { useRef, type ReactNode } from 'react';
import { useSnapshot } from '../../bridge/gate-context.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { ErrorBoundary } from '../../parts/error-boundary.tsx';
import { LanguageSwitch } from '../../parts/language-switch.tsx';
import { Notice } from '../parts/asked.tsx';
import { Button } from '../parts/button.tsx';
import { useLogin, usePerson } from '../login/login-state.tsx';
import { usePlace } from '../navigation.ts';
import styles from './frame.module.css';
import { IdleTime, IdleWarning, useStaying } from './idle.tsx';
import { Rail } from './rail.tsx';

export function Frame({ children }: { readonly children: ReactNode }) {
  const { t } = useWords();
  const { clinic, practice } = useSnapshot();
  const person = usePerson();
  const { logout } = useLogin();
  const [place, go] = usePlace();
  const content = useRef<HTMLElement>(null);
  useStaying();
  return (
    <div className={styles['frame']}>
      <button type="button" className={styles['skip']} onClick={() => content.current?.focus()}>
        {t('admin.frame.toContent')}
      </button>
      {practice && (
        <p className={styles['practice']} role="status">
          {t('admin.frame.practice')}
        </p>
      )}
      <header className={styles['top']}>
        <p className={styles['clinic']}>
          {t('parts.product')}
          <span className={styles['clinicName']}>{clinic.name}</span>
        </p>
        <div className={styles['who']}>
          <IdleTime />
          <Button
            look="link"
            icon={IconUserCircle}
            onClick={() => go('account')}
            label={t('admin.frame.you', { name: person.name, role: t(`admin.roles.${person.role}`) })}
          >
            {person.name}
          </Button>
          <LanguageSwitch />
          <Button icon={IconLogout} onClick={() => void logout()}>
            {t('admin.frame.logout')}
          </Button>
        </div>
      </header>
      <Rail page={place.page} go={go} />
      <main ref={content} className={styles['content']} tabIndex={-1}>
        <IdleWarning />
        {person.role === 'auditor' && (
          <div className={styles['only']}>
            <Notice>{t('admin.frame.readOnly')}</Notice>
          </div>
        )}
        <ErrorBoundary key={place.page}>{children}</ErrorBoundary>
      </main>
    </div>
  );
}
