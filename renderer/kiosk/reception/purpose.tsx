/** What the files are for; and, for those who want to say it, whose they are. */

import { useState, type SubmitEvent } from 'react';
import { ja } from '../../i18n/ja.ts';
import { useWords } from '../../i18n/use-words.ts';
import { BigButton } from '../../parts/big-button.tsx';
import styles from './question.module.css';
import { Answers, Question, type QuestionProps } from './question.tsx';

/** The record is kept in Japanese whatever language the screen speaks. */
const RECORDED = ja.kiosk.reception.purpose.choices;
const CHOICES = Object.keys(RECORDED) as readonly (keyof typeof RECORDED)[];

export function Purpose({ about, back, ...page }: QuestionProps) {
  const { t } = useWords();
  const { acts, dispatch } = page;
  const [other, setOther] = useState(false);
  const [sender, setSender] = useState(about.facts.sender ?? '');
  const [patientId, setPatientId] = useState(about.facts.patientId ?? '');
  const headline = t('kiosk.reception.purpose.headline');

  const tell = (purpose: string) =>
    acts.tell(about.id, {
      purpose,
      ...(sender.trim() === '' ? {} : { sender: sender.trim() }),
      ...(patientId.trim() === '' ? {} : { patientId: patientId.trim() }),
    });

  return (
    <Question
      about={about}
      headline={headline}
      onBack={
        other
          ? () => setOther(false)
          : back === null
            ? undefined
            : () => dispatch({ type: 'back-to', step: back })
      }
      {...page}
    >
      {other ? (
        <OtherPurpose busy={acts.busy} onPurpose={tell} />
      ) : (
        <Answers label={headline}>
          {CHOICES.map((choice) => (
            <BigButton
              key={choice}
              look="choice"
              pressed={about.facts.purpose === RECORDED[choice]}
              disabled={acts.busy}
              onClick={() => tell(RECORDED[choice])}
            >
              {t(`kiosk.reception.purpose.choices.${choice}`)}
            </BigButton>
          ))}
          <BigButton look="choice" onClick={() => setOther(true)}>
            {t('kiosk.reception.purpose.other')}
          </BigButton>
        </Answers>
      )}
      <details className={styles['more']}>
        <summary className={styles['summary']}>{t('kiosk.reception.purpose.more')}</summary>
        <div className={styles['form']}>
          <Line
            label={t('kiosk.reception.purpose.sender')}
            longest={200}
            value={sender}
            onChange={setSender}
          />
          <Line
            label={t('kiosk.reception.purpose.patientId')}
            longest={64}
            value={patientId}
            onChange={setPatientId}
          />
        </div>
      </details>
    </Question>
  );
}

type OtherProps = { readonly busy: boolean; readonly onPurpose: (purpose: string) => void };

function OtherPurpose({ busy, onPurpose }: OtherProps) {
  const { t } = useWords();
  const [purpose, setPurpose] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (purpose.trim() !== '') onPurpose(purpose.trim());
  };
  return (
    <form className={styles['form']} onSubmit={submit} autoComplete="off">
      <Line
        label={t('kiosk.reception.purpose.otherLabel')}
        longest={500}
        value={purpose}
        onChange={setPurpose}
        begin
      />
      <BigButton
        type="submit"
        look="quiet"
        onClick={() => undefined}
        disabled={busy || purpose.trim() === ''}
      >
        {t('kiosk.reception.purpose.otherGo')}
      </BigButton>
    </form>
  );
}

type LineProps = {
  readonly label: string;
  readonly longest: number;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly begin?: boolean;
};

function Line({ label, longest, value, onChange, begin = false }: LineProps) {
  return (
    <label className={styles['label']}>
      {label}
      <input
        className={styles['input']}
        autoFocus={begin}
        autoComplete="off"
        maxLength={longest}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  );
}
