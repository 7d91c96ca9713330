/** A new passphrase by the recovery code that was printed; the next code is shown once, before anything else. */

import { PasswordInput, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { RecoveryCode } from '../account/recovery-code.tsx';
import { useAct } from '../asking.ts';
import { ErrorLine } from '../parts/asked.tsx';
import { Button } from '../parts/button.tsx';
import form from '../parts/form.module.css';
import { useWait } from './wait.ts';

export function Recover({ onBack }: { readonly onBack: () => void }) {
  const { t } = useWords();
  const recover = useAct('recover');
  const [identifier, setIdentifier] = useState('');
  const [code, setCode] = useState('');
  const [secret, setSecret] = useState('');
  const [again, setAgain] = useState('');
  const [next, setNext] = useState<string | null>(null);
  const wait = useWait(recover);

  if (next !== null) return <RecoveryCode code={next} lead={t('admin.login.recovered')} onKept={onBack} />;

  const differ = again !== '' && again !== secret;
  const ready = identifier.trim() !== '' && code.trim() !== '' && secret !== '' && again === secret;
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    void recover.run({ identifier, code, secret }).then((answer) => {
      if (answer.ok) setNext(answer.value.recoveryCode);
    });
  };
  return (
    <form className={form['form']} onSubmit={onSubmit} autoComplete="off">
      <h2>{t('admin.login.recoverTitle')}</h2>
      <p>{t('admin.login.recoverLead')}</p>
      <TextInput
        label={t('admin.login.identifier')}
        value={identifier}
        onChange={(event) => setIdentifier(event.currentTarget.value)}
        maxLength={64}
        autoFocus
      />
      <TextInput
        label={t('admin.login.recoveryCode')}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        maxLength={64}
        spellCheck={false}
        autoCapitalize="characters"
      />
      <PasswordInput
        label={t('admin.login.newSecret')}
        description={t('admin.login.newSecretNote')}
        value={secret}
        onChange={(event) => setSecret(event.currentTarget.value)}
        maxLength={256}
        visibilityToggleButtonProps={{ 'aria-hidden': true }}
      />
      <PasswordInput
        label={t('admin.login.newSecretAgain')}
        value={again}
        onChange={(event) => setAgain(event.currentTarget.value)}
        error={differ ? t('admin.login.differ') : null}
        maxLength={256}
        visibilityToggleButtonProps={{ 'aria-hidden': true }}
      />
      <ErrorLine error={recover.error} />
      <div className={form['acts']}>
        <Button type="submit" look="primary" disabled={!ready || recover.busy || wait > 0}>
          {t('admin.login.recover')}
        </Button>
        <Button onClick={onBack}>{t('admin.login.back')}</Button>
      </div>
    </form>
  );
}
