/** The first administrator: made by whoever sets the gate up, with a recovery code to keep, and logged in at once. */

import { PasswordInput, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { RecoveryCode } from '../account/recovery-code.tsx';
import { useAct } from '../asking.ts';
import { useLogin } from '../login/login-state.tsx';
import { ErrorLine } from '../parts/asked.tsx';
import { Button } from '../parts/button.tsx';
import form from '../parts/form.module.css';
import { personFaults } from '../people/draft.ts';

type AdministratorStepProps = { readonly made: boolean; readonly onNext: () => void };

export function AdministratorStep({ made, onNext }: AdministratorStepProps) {
  const { t } = useWords();
  const { refresh } = useLogin();
  const found = useAct('setup.found');
  const login = useAct('login');
  const [id, setId] = useState('');
  const [name, setName] = useState('');
  const [secret, setSecret] = useState('');
  const [again, setAgain] = useState('');
  const [code, setCode] = useState<string | null>(null);
  const [exists, setExists] = useState(made);

  const enter = async () => {
    const answer = await login.run({ identifier: id, secret });
    if (!answer.ok) {
      setExists(true);
      return;
    }
    await refresh();
    onNext();
  };
  if (code !== null)
    return (
      <RecoveryCode
        code={code}
        lead={t('admin.wizard.administrator.recovery', { name })}
        onKept={() => {
          setCode(null);
          void enter();
        }}
      />
    );
  const faults = personFaults({ id, name, role: 'administrator', secret, card: '' });
  const ready = exists ? id.trim() !== '' && secret !== '' : faults.length === 0 && again === secret;
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (exists) return void enter();
    void found.run({ id, name, secret }).then((answer) => {
      if (!answer.ok) return;
      if (answer.value.recoveryCode === null) void enter();
      else setCode(answer.value.recoveryCode);
    });
  };
  return (
    <form className={form['form']} onSubmit={onSubmit} autoComplete="off">
      <p>{t(exists ? 'admin.wizard.administrator.loginLead' : 'admin.wizard.administrator.lead')}</p>
      {!exists && (
        <TextInput
          label={t('admin.wizard.administrator.name')}
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      )}
      <TextInput
        label={t('admin.wizard.administrator.id')}
        description={exists ? null : t('admin.wizard.administrator.idNote')}
        value={id}
        maxLength={64}
        spellCheck={false}
        error={!exists && id !== '' && faults.includes('id') ? t('admin.people.idBad') : null}
        onChange={(event) => setId(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('admin.wizard.administrator.secret')}
        description={exists ? null : t('admin.wizard.administrator.secretNote')}
        value={secret}
        maxLength={256}
        visibilityToggleButtonProps={{ 'aria-hidden': true }}
        onChange={(event) => setSecret(event.currentTarget.value)}
      />
      {!exists && (
        <PasswordInput
          label={t('admin.wizard.administrator.again')}
          value={again}
          maxLength={256}
          error={again !== '' && again !== secret ? t('admin.wizard.administrator.differ') : null}
          visibilityToggleButtonProps={{ 'aria-hidden': true }}
          onChange={(event) => setAgain(event.currentTarget.value)}
        />
      )}
      <ErrorLine error={found.error ?? login.error} />
      <div className={form['acts']}>
        <Button type="submit" look="primary" disabled={!ready || found.busy || login.busy}>
          {t(exists ? 'admin.wizard.administrator.login' : 'admin.wizard.administrator.make')}
        </Button>
      </div>
    </form>
  );
}
