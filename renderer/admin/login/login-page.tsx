/** Logging in: identifier and passphrase, then the second factor where there is one; and the way back with a recovery code. */

import { PasswordInput, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useSnapshot } from '../../bridge/gate-context.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { useAct } from '../asking.ts';
import { ErrorLine, Notice } from '../parts/asked.tsx';
import { Button } from '../parts/button.tsx';
import form from '../parts/form.module.css';
import { useLogin, type EndedHow } from './login-state.tsx';
import { Plain } from './plain.tsx';
import { Recover } from './recover.tsx';
import { useWait } from './wait.ts';

export function LoginPage({ ended }: { readonly ended: EndedHow | null }) {
  const { t } = useWords();
  const { clinic } = useSnapshot();
  const [recovering, setRecovering] = useState(false);
  return (
    <Plain title={t('admin.login.headline')} under={t('admin.login.under')} clinic={clinic.name}>
      {ended !== null && !recovering && <Notice>{t(`admin.login.ended.${ended}`)}</Notice>}
      {recovering ? (
        <Recover onBack={() => setRecovering(false)} />
      ) : (
        <LoginForm onForgot={() => setRecovering(true)} />
      )}
    </Plain>
  );
}

function LoginForm({ onForgot }: { readonly onForgot: () => void }) {
  const { t } = useWords();
  const { refresh } = useLogin();
  const login = useAct('login');
  const [identifier, setIdentifier] = useState('');
  const [secret, setSecret] = useState('');
  const [code, setCode] = useState('');
  const [second, setSecond] = useState(false);
  const wait = useWait(login);

  const submit = async () => {
    const answer = await login.run({ identifier, secret, ...(second ? { code } : {}) });
    setCode('');
    if (answer.ok) return refresh();
    if (answer.error.code === 'second-factor-needed') setSecond(true);
    else {
      setSecret('');
      setSecond(false);
    }
  };
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    void submit();
  };
  const again = () => {
    login.clear();
    setSecond(false);
    setSecret('');
    setIdentifier('');
  };

  const missing = identifier.trim() === '' || secret === '' || (second && code.trim() === '');
  const asksOnly = login.error?.code === 'second-factor-needed';
  return (
    <form className={form['form']} onSubmit={onSubmit} autoComplete="off">
      {second ? (
        <>
          <p>{t('admin.login.codeLead', { identifier })}</p>
          <TextInput
            key="code"
            label={t('admin.login.code')}
            description={t('admin.login.codeNote')}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={16}
            autoFocus
          />
        </>
      ) : (
        <>
          <TextInput
            label={t('admin.login.identifier')}
            description={t('admin.login.identifierNote')}
            value={identifier}
            onChange={(event) => setIdentifier(event.currentTarget.value)}
            autoCapitalize="none"
            spellCheck={false}
            maxLength={64}
            autoFocus
          />
          <PasswordInput
            label={t('admin.login.secret')}
            value={secret}
            onChange={(event) => setSecret(event.currentTarget.value)}
            maxLength={256}
            visibilityToggleButtonProps={{ 'aria-hidden': true }}
          />
        </>
      )}
      {wait === 0 && !asksOnly && <ErrorLine error={login.error} />}
      {wait > 0 && (
        <Notice look="warn">
          <strong>
            {t(login.error?.code === 'login-locked' ? 'admin.login.locked' : 'admin.login.delayed')}
          </strong>{' '}
          {wait < 60
            ? t('admin.login.waitSeconds', { seconds: wait })
            : t('admin.login.wait', { minutes: Math.floor(wait / 60), seconds: wait % 60 })}{' '}
          {login.error?.code === 'login-locked' && t('admin.login.lockedNext')}
        </Notice>
      )}
      <div className={form['acts']}>
        <Button type="submit" look="primary" disabled={missing || login.busy || wait > 0}>
          {t('admin.login.enter')}
        </Button>
        {second ? (
          <Button onClick={again}>{t('admin.login.otherPerson')}</Button>
        ) : (
          <Button look="link" onClick={onForgot}>
            {t('admin.login.forgot')}
          </Button>
        )}
      </div>
    </form>
  );
}
