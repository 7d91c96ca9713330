/** One's own account: passphrase, second factor, recovery code. */

import { PasswordInput, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { useAct } from '../asking.ts';
import { useMay, usePerson } from '../login/login-state.tsx';
import { ErrorLine } from '../parts/asked.tsx';
import { Button } from '../parts/button.tsx';
import form from '../parts/form.module.css';
import { Page, Panel } from '../parts/page.tsx';
import { ChangeSecret } from './change-secret.tsx';
import { EnrolTotp } from './enrol-totp.tsx';
import { RecoveryCode } from './recovery-code.tsx';

export function Account() {
  const { t } = useWords();
  const may = useMay();
  return (
    <Page title={t('admin.account.title')} lead={t('admin.account.lead')}>
      <Panel title={t('admin.account.changeSecret')}>
        <ChangeSecret />
      </Panel>
      <Panel title={t('admin.account.totpTitle')}>
        <EnrolTotp />
      </Panel>
      {may('own.recovery') && (
        <Panel title={t('admin.account.recoveryTitle')} note={t('admin.account.recoveryLead')}>
          <NewRecoveryCode />
        </Panel>
      )}
    </Page>
  );
}

function NewRecoveryCode() {
  const { t } = useWords();
  const { totp } = usePerson();
  const make = useAct('own.recovery');
  const [current, setCurrent] = useState('');
  const [code, setCode] = useState('');
  const [made, setMade] = useState<string | null>(null);
  if (made !== null)
    return <RecoveryCode code={made} lead={t('admin.account.recoveryOld')} onKept={() => setMade(null)} />;
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    void make.run({ current, ...(totp ? { code } : {}) }).then((answer) => {
      if (!answer.ok) return;
      setCurrent('');
      setCode('');
      setMade(answer.value.recoveryCode);
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
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          inputMode="numeric"
          maxLength={16}
        />
      )}
      <ErrorLine error={make.error} />
      <div className={form['acts']}>
        <Button type="submit" disabled={current === '' || make.busy}>
          {t('admin.account.recoveryMake')}
        </Button>
      </div>
    </form>
  );
}
