/** An administrator's word at the kiosk: identifier, secret, and the one-time code where there is one. Kept nowhere. */

import { useState, type ReactNode, type SubmitEvent } from 'react';
import type { Credentials } from '../../shared/contract/method.ts';
import { useWords } from '../i18n/use-words.ts';
import styles from './credentials-form.module.css';

type CredentialsFormProps = {
  /** Called by Enter and by the first button. */
  readonly onCredentials: (by: Credentials) => void;
  /** Gets what was typed so far, for buttons that mean different things; null until it is complete. */
  readonly children: (typed: Credentials | null) => ReactNode;
};

export function CredentialsForm({ onCredentials, children }: CredentialsFormProps) {
  const { t } = useWords();
  const [identifier, setIdentifier] = useState('');
  const [secret, setSecret] = useState('');
  const [code, setCode] = useState('');
  const complete = identifier.trim() !== '' && secret !== '';
  const typed: Credentials | null = complete
    ? { identifier: identifier.trim(), secret, ...(code.trim() === '' ? {} : { code: code.trim() }) }
    : null;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (typed !== null) onCredentials(typed);
  };
  return (
    <form className={styles['form']} onSubmit={submit} autoComplete="off">
      <label className={styles['label']}>
        {t('kiosk.exit.identifier')}
        <input
          className={styles['input']}
          autoFocus
          autoComplete="off"
          maxLength={64}
          value={identifier}
          onChange={(event) => setIdentifier(event.currentTarget.value)}
        />
      </label>
      <label className={styles['label']}>
        {t('kiosk.exit.secret')}
        <input
          className={styles['input']}
          type="password"
          autoComplete="off"
          maxLength={256}
          value={secret}
          onChange={(event) => setSecret(event.currentTarget.value)}
        />
      </label>
      <label className={styles['label']}>
        {t('kiosk.exit.code')}
        <input
          className={styles['input']}
          inputMode="numeric"
          autoComplete="off"
          maxLength={16}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      </label>
      <div className={styles['acts']}>{children(typed)}</div>
    </form>
  );
}
