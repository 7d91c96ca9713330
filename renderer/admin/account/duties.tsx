/** What a person has to do before anything else is open to them, and nothing beside it but the way out. */

import { useSnapshot } from '../../bridge/gate-context.tsx';
import type { Duty } from '../../../shared/model/people.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useLogin } from '../login/login-state.tsx';
import { Plain } from '../login/plain.tsx';
import { Button } from '../parts/button.tsx';
import { ChangeSecret } from './change-secret.tsx';
import { EnrolTotp } from './enrol-totp.tsx';

export function Duties({ duty }: { readonly duty: Duty }) {
  const { t } = useWords();
  const { clinic } = useSnapshot();
  const { logout } = useLogin();
  return (
    <Plain
      title={t('admin.account.dutyTitle')}
      under={t(`admin.account.duty.${duty}`)}
      clinic={clinic.name}
      aside={<Button onClick={() => void logout()}>{t('admin.frame.logout')}</Button>}
    >
      {duty === 'change-secret' ? <ChangeSecret /> : <EnrolTotp />}
    </Plain>
  );
}
