/** Enrolling a second factor: prove who you are, scan the code, and show that the app and the gate agree. */

import { PasswordInput, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import type { TotpEnrolment } from '../../../shared/contract/account.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useAct } from '../asking.ts';
import { useLogin, usePerson } from '../login/login-state.tsx';
import { ErrorLine, Notice } from '../parts/asked.tsx';
import { Button } from '../parts/button.tsx';
import form from '../parts/form.module.css';
import { QrCode } from '../parts/qr.tsx';

export function EnrolTotp() {
  const { t } = useWords();
  const { totp } = usePerson();
  const [enrolment, setEnrolment] = useState<TotpEnrolment | null>(null);
  const [done, setDone] = useState(false);
  if (enrolment !== null)
    return (
      <ConfirmTotp
        enrolment={enrolment}
        onDone={() => {
          setEnrolment(null);
          setDone(true);
        }}
      />
    );
  return (
    <>
      {done && <Notice look="good">{t('admin.account.totpDone')}</Notice>}
      <p>{t(totp ? 'admin.account.totpOn' : 'admin.account.totpOff')}</p>
      <BeginTotp onBegun={setEnrolment} />
    </>
  );
}

function BeginTotp({ onBegun }: { readonly onBegun: (enrolment: TotpEnrolment) => void }) {
  const { t } = useWords();
  const { totp } = usePerson();
  const begin = useAct('own.totp-begin');
  const [current, setCurrent] = useState('');
  const [code, setCode] = useState('');
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    void begin.run({ current, ...(totp ? { code } : {}) }).then((answer) => {
      if (answer.ok) onBegun(answer.value);
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
      <ErrorLine error={begin.error} />
      <div className={form['acts']}>
        <Button type="submit" look="primary" disabled={current === '' || begin.busy}>
          {t(totp ? 'admin.account.totpAgain' : 'admin.account.totpBegin')}
        </Button>
      </div>
    </form>
  );
}

type ConfirmTotpProps = { readonly enrolment: TotpEnrolment; readonly onDone: () => void };

function ConfirmTotp({ enrolment, onDone }: ConfirmTotpProps) {
  const { t } = useWords();
  const { refresh } = useLogin();
  const confirm = useAct('own.totp-confirm');
  const [code, setCode] = useState('');
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    void confirm.run({ code }).then(async (answer) => {
      if (!answer.ok) {
        setCode('');
        return;
      }
      onDone();
      await refresh();
    });
  };
  return (
    <form className={form['form']} onSubmit={onSubmit} autoComplete="off">
      <p>{t('admin.account.totpScan')}</p>
      <QrCode text={enrolment.uri} label={t('admin.account.qr')} />
      <p className={form['quiet']}>
        {t('admin.account.totpByHand')}
        <br />
        <span className={form['fixed']}>{enrolment.secret}</span>
      </p>
      <TextInput
        label={t('admin.account.totpConfirm')}
        aria-label={t('admin.account.totpCode')}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={16}
        autoFocus
      />
      <ErrorLine error={confirm.error} />
      <div className={form['acts']}>
        <Button type="submit" look="primary" disabled={code.trim() === '' || confirm.busy}>
          {t('admin.account.totpFinish')}
        </Button>
      </div>
    </form>
  );
}
