/** Who stands there: a name to press, a card to hold to the reader, or an identifier to type. */

import { IconUser } from '@tabler/icons-react';
import { useEffect, useState, type SubmitEvent } from 'react';
import type { Choice } from '../../../shared/contract/kiosk.ts';
import type { Result } from '../../../shared/result.ts';
import { useClient } from '../../bridge/gate-context.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { BigButton } from '../../parts/big-button.tsx';
import { ErrorState } from '../../parts/notice-state.tsx';
import type { About } from '../about.ts';
import { MediumLine } from '../medium-line.tsx';
import styles from './question.module.css';
import { Question, type QuestionProps } from './question.tsx';

const LONGEST_IDENTIFIER = 64;

export function Who({ about, back: _first, ...page }: QuestionProps) {
  const { t } = useWords();
  const { choices, again } = useChoices();
  return (
    <Question
      about={about}
      headline={t('kiosk.reception.who.headline')}
      under={
        <>
          <Medium about={about} />
          <p>{t(`kiosk.reception.who.${whenAsked(about)}`)}</p>
        </>
      }
      {...page}
    >
      {choices?.ok === false && <ErrorState error={choices.error} again={again} />}
      {choices?.ok === true && choices.value.length === 0 && <p>{t('kiosk.reception.who.nobody')}</p>}
      {choices?.ok === true && (
        <div className={styles['names']} role="group" aria-label={t('kiosk.reception.who.names')}>
          {choices.value.map((choice) => (
            <BigButton
              key={choice.id}
              look="choice"
              icon={IconUser}
              onClick={() => page.dispatch({ type: 'chosen', choice })}
            >
              {choice.name}
            </BigButton>
          ))}
        </div>
      )}
      <Card onTyped={(identifier) => page.dispatch({ type: 'typed', identifier })} />
    </Question>
  );
}

function Medium({ about: { under, result } }: Pick<QuestionProps, 'about'>) {
  if (under === null)
    return <MediumLine device={null} label={result.label} files={result.files.total} bytes={result.bytes} />;
  const { device, label, progress } = under;
  return <MediumLine device={device} label={label} files={progress.files} bytes={progress.bytes} />;
}

function whenAsked({ under }: About): 'underResult' | 'underWaiting' | 'under' {
  if (under === null) return 'underResult';
  return under.phase === 'waiting' ? 'underWaiting' : 'under';
}

/** A card reader is a keyboard that types a number and Enter: it needs a field that has the focus. */
function Card({ onTyped }: { readonly onTyped: (identifier: string) => void }) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (typed.trim() !== '') onTyped(typed.trim());
  };
  return (
    <form className={styles['form']} onSubmit={submit} autoComplete="off">
      <label className={styles['label']}>
        {t('kiosk.reception.who.card')}
        <input
          className={styles['input']}
          autoFocus
          autoComplete="off"
          maxLength={LONGEST_IDENTIFIER}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      <BigButton look="quiet" type="submit" onClick={() => undefined} disabled={typed.trim() === ''}>
        {t('kiosk.reception.who.cardGo')}
      </BigButton>
    </form>
  );
}

function useChoices(): { readonly choices: Result<readonly Choice[]> | null; readonly again: () => void } {
  const client = useClient();
  const [choices, setChoices] = useState<Result<readonly Choice[]> | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let wanted = true;
    void client.call('people.choose', {}).then((answer) => {
      if (wanted) setChoices(answer);
    });
    return () => {
      wanted = false;
    };
  }, [client, turn]);
  return { choices, again: () => setTurn((before) => before + 1) };
}
