/** A recovery code, shown once: it can be printed, and nothing goes on before somebody says that it is kept. */

import { useWords } from '../../i18n/use-words.ts';
import { Notice } from '../parts/asked.tsx';
import { Button } from '../parts/button.tsx';
import form from '../parts/form.module.css';

type RecoveryCodeProps = {
  readonly code: string;
  readonly lead?: string;
  readonly onKept: () => void;
};

export function RecoveryCode({ code, lead, onKept }: RecoveryCodeProps) {
  const { t } = useWords();
  return (
    <div className={form['form']}>
      {lead !== undefined && <Notice look="good">{lead}</Notice>}
      <p>{t('admin.account.recoveryShown')}</p>
      <p className={form['code']}>{code}</p>
      <div className={form['acts']}>
        <Button onClick={() => window.print()}>{t('admin.account.print')}</Button>
        <Button look="primary" onClick={onKept}>
          {t('admin.account.kept')}
        </Button>
      </div>
    </div>
  );
}
