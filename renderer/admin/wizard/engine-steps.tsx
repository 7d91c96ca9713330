/** The engine, found or not with what to do; and its definitions, fetched or brought. */

import type { SetupStatus } from '../../../shared/contract/upkeep.ts';
import { useSnapshot } from '../../bridge/gate-context.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { Renew } from '../definitions/renew.tsx';
import { ErrorLine, Notice } from '../parts/asked.tsx';
import { Button } from '../parts/button.tsx';
import form from '../parts/form.module.css';

type EngineStepProps = {
  readonly status: SetupStatus;
  readonly onAgain: () => void;
  readonly onNext: () => void;
};

export function EngineStep({ status, onAgain, onNext }: EngineStepProps) {
  const { t } = useWords();
  const { ok, name, error } = status.engine;
  return (
    <div className={form['form']}>
      <p>{t('admin.wizard.engine.lead')}</p>
      {!ok && error === null && <Notice>{t('admin.wizard.engine.looking')}</Notice>}
      {ok && <Notice look="good">{t('admin.wizard.engine.ok', { name: name ?? '' })}</Notice>}
      <ErrorLine error={error} />
      <div className={form['acts']}>
        {!ok && <Button onClick={onAgain}>{t('admin.wizard.engine.again')}</Button>}
        <Button look="primary" disabled={!ok} onClick={onNext}>
          {t('admin.wizard.next')}
        </Button>
      </div>
    </div>
  );
}

type DefinitionsStepProps = { readonly onAgain: () => void; readonly onNext: () => void };

export function DefinitionsStep({ onAgain, onNext }: DefinitionsStepProps) {
  const { t } = useWords();
  const { definitions } = useSnapshot();
  const there = definitions.state !== 'none' && definitions.state !== 'expired';
  return (
    <>
      <p>{t('admin.wizard.definitions.lead')}</p>
      <Notice look={there ? 'good' : 'warn'}>{t(`admin.definitions.states.${definitions.state}`)}</Notice>
      <Renew onRenewed={onAgain} />
      <div className={form['acts']}>
        <Button look={there ? 'primary' : 'plain'} onClick={onNext}>
          {t(there ? 'admin.wizard.next' : 'admin.wizard.later')}
        </Button>
      </div>
    </>
  );
}
