/** The first run: six steps from nothing to a working gate; a run that was left goes on where it stopped. */

import { useState } from 'react';
import { IconCircleCheck } from '@tabler/icons-react';
import type { SetupStatus } from '../../../shared/contract/upkeep.ts';
import { useSnapshot } from '../../bridge/gate-context.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { useAsk } from '../asking.ts';
import { Plain } from '../login/plain.tsx';
import { useLogin } from '../login/login-state.tsx';
import { Asked } from '../parts/asked.tsx';
import { Button } from '../parts/button.tsx';
import form from '../parts/form.module.css';
import { AdministratorStep } from './administrator-step.tsx';
import { ClinicStep } from './clinic-step.tsx';
import { DefinitionsStep, EngineStep } from './engine-steps.tsx';
import { InboxStep } from './inbox-step.tsx';
import { PracticeStep } from './practice-step.tsx';
import { firstOpen, isDone, STEPS, type Step } from './steps.ts';
import styles from './wizard.module.css';

export function Wizard({ onDone }: { readonly onDone: () => void }) {
  const { t } = useWords();
  const { clinic, gate } = useSnapshot();
  // Anew with each state of the gate: the engine takes seconds to start, and nobody should have to ask for it.
  const status = useAsk('setup.status', {}, gate.state);
  return (
    <Plain title={t('admin.wizard.title')} under={t('admin.wizard.lead')} clinic={clinic.name}>
      <Asked of={status}>{(value) => <Steps status={value} onAgain={status.again} onDone={onDone} />}</Asked>
    </Plain>
  );
}

type StepsProps = {
  readonly status: SetupStatus;
  readonly onAgain: () => void;
  readonly onDone: () => void;
};

function Steps({ status, onAgain, onDone }: StepsProps) {
  const { t } = useWords();
  const { state } = useLogin();
  const [chosen, setStep] = useState<Step>(() => firstOpen(status));
  // Everything but the first step needs the administrator to be logged in.
  const step: Step = state.who === 'somebody' ? chosen : 'administrator';
  const at = STEPS.indexOf(step);
  const go = (to: number) => {
    onAgain();
    setStep(STEPS[to] ?? 'practice');
  };
  const next = () => go(at + 1);
  return (
    <>
      <ol className={styles['steps']}>
        {STEPS.map((name) => (
          <li key={name} className={styles['step']} aria-current={name === step ? 'step' : undefined}>
            {isDone(name, status) && (
              <IconCircleCheck
                className={styles['done']}
                stroke={2}
                role="img"
                aria-label={t('admin.wizard.done')}
              />
            )}
            {t(`admin.wizard.steps.${name}`)}
          </li>
        ))}
      </ol>
      <h2>
        {t('admin.wizard.progress', { step: at + 1, all: STEPS.length })} {t(`admin.wizard.steps.${step}`)}
      </h2>
      {step === 'administrator' && <AdministratorStep made={!status.founding} onNext={next} />}
      {step === 'clinic' && <ClinicStep onNext={next} />}
      {step === 'inbox' && <InboxStep onNext={next} />}
      {step === 'engine' && <EngineStep status={status} onAgain={onAgain} onNext={next} />}
      {step === 'definitions' && <DefinitionsStep onAgain={onAgain} onNext={next} />}
      {step === 'practice' && <PracticeStep status={status} onDone={onDone} />}
      {at > 1 && (
        <div className={form['acts']}>
          <Button look="link" onClick={() => go(at - 1)}>
            {t('admin.wizard.back')}
          </Button>
        </div>
      )}
    </>
  );
}
