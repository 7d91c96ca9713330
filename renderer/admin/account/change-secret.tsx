/** Changing one's own passphrase: the present one, the second factor where there is one, and the new one twice. */

import { PasswordInput, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { useAct } from '../asking.ts';
import { useLogin, usePerson } from '../login/login-state.tsx';
import { ErrorLine, Notice } from '../parts/asked.tsx';
import { Button } from '../parts/button.tsx';
import form from '../parts/form.module.css';

export function ChangeSecret() {
  const { t } = useWords();
  const { totp } = usePerson();
  const { refresh } = useLogin();
  const change = useAct('own.secret');
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [code, setCode] = useState('');
  const [done, setDone] = useState(false);

  const ready = current !== '' && next !== '' && next === again && (!totp || code.trim() !== '');
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    void change.run({ current, next, ...(totp ? { code } : {}) }).then(async (answer) => {
      if (!answer.ok) return;
      [setCurrent, setNext, setAgain, setCode].forEach((set) => set(''));
      setDone(true);
      await refresh();
    });
  };
  return (
    <form className={form['form']} onSubmit={onSubmit} autoComplete="off">
      <PasswordInput
        label={t('admin.account.current')}
        value={current}
        onChange={(event) => setCurrent(event.currentTarget.value)}
        maxLength={256}
        visibilityToggleButtonProps={{ 'aria-hidden': true }}
      />
      {totp && (
        <TextInput
          label={t('admin.login.code')}
          description={t('admin.login.codeNote')}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          inputMode="numeric"
          maxLength={16}
        />
      )}
      <PasswordInput
        label={t('admin.account.next')}
        description={t('admin.account.nextNote')}
        value={next}
        onChange={(event) => setNext(event.currentTarget.value)}
        maxLength={256}
        visibilityToggleButtonProps={{ 'aria-hidden': true }}
      />
      <PasswordInput
        label={t('admin.account.nextAgain')}
        value={again}
        onChange={(event) => setAgain(event.currentTarget.value)}
        error={again !== '' && again !== next ? t('admin.account.differ') : null}
        maxLength={256}
        visibilityToggleButtonProps={{ 'aria-hidden': true }}
      />
      <ErrorLine error={change.error} />
      {done && <Notice look="good">{t('admin.account.changed')}</Notice>}
      <div className={form['acts']}>
        <Button type="submit" look="primary" disabled={!ready || change.busy}>
          {t('admin.account.changeSecret')}
        </Button>
      </div>
    </form>
  );
}
