/** The last step: a sample medium is passed through the gate, and what came of it is shown. It ends at a working gate. */

import type { SetupStatus } from '../../../shared/contract/upkeep.ts';
import { useSnapshot } from '../../bridge/gate-context.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { useAct } from '../asking.ts';
import { ErrorLine, Notice } from '../parts/asked.tsx';
import { Button } from '../parts/button.tsx';
import form from '../parts/form.module.css';
import { Meter } from '../parts/meter.tsx';
import { saidOf } from '../said.ts';

type PracticeStepProps = { readonly status: SetupStatus; readonly onDone: () => void };

export function PracticeStep({ status, onDone }: PracticeStepProps) {
  const { t, words, format } = useWords();
  const { gate, session, result } = useSnapshot();
  const sample = useAct('setup.sample');
  const retry = useAct('gate.retry');
  const open = gate.state === 'open';
  return (
    <div className={form['form']}>
      <p>{t('admin.wizard.practice.lead')}</p>
      {gate.state === 'closed' && (
        <Notice look="warn">
          {t('admin.wizard.gateClosed', { what: saidOf(gate.error, { t, words }).what })}
        </Notice>
      )}
      {open && <Notice look="good">{t('admin.wizard.gateOpen')}</Notice>}
      {!status.sample && (
        <Notice>
          {t(status.practice ? 'admin.wizard.practice.notHere' : 'admin.wizard.practice.notPractice')}
        </Notice>
      )}
      {session !== null && (
        <Meter
          subject={session.id}
          label={t('admin.today.running')}
          done={session.progress.filesDone}
          total={session.progress.files}
          said={
            session.phase === 'waiting'
              ? t('admin.wizard.practice.asks')
              : t('admin.wizard.practice.running', {
                  done: format.number(session.progress.filesDone),
                  total: format.number(session.progress.files),
                })
          }
        />
      )}
      {session === null && result !== null && (
        <Notice look="good">
          {t('admin.wizard.practice.result', {
            outcome: t(`admin.records.outcomes.${result.outcome}`),
            total: format.number(result.files.total),
            released: format.number(result.files.released),
            blocked: format.number(result.files.blocked),
          })}
        </Notice>
      )}
      <ErrorLine error={sample.error ?? retry.error} />
      <div className={form['acts']}>
        {status.sample && open && (
          <Button disabled={sample.busy || session !== null} onClick={() => void sample.run({})}>
            {t('admin.wizard.practice.start')}
          </Button>
        )}
        {!open && (
          <Button disabled={retry.busy} onClick={() => void retry.run({})}>
            {t('admin.wizard.retry')}
          </Button>
        )}
        <Button look="primary" onClick={onDone}>
          {t('admin.wizard.finish')}
        </Button>
      </div>
    </div>
  );
}
