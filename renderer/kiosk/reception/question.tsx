/** One question: beside it the check that goes on, or what it ended in; the answers, the ways back and out. */

import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ResultView, SessionView } from '../../../shared/contract/snapshot.ts';
import { useWords, type Speech } from '../../i18n/use-words.ts';
import { BigButton } from '../../parts/big-button.tsx';
import { ProgressBar } from '../../parts/progress-bar.tsx';
import type { About } from '../about.ts';
import type { PageProps } from '../acts.ts';
import { Fault } from '../fault.tsx';
import type { ReceptionStep } from '../reception.ts';
import { MediumName } from '../medium-name.tsx';
import { mediumWords, resultTexts } from '../result-texts.ts';
import { Scene } from '../scene.tsx';
import { mayCancel, resultKind } from '../screen.ts';
import { useSpoken } from '../spoken.ts';
import { timeLeft } from '../time-left.ts';
import styles from './question.module.css';

export type QuestionProps = PageProps & {
  readonly about: About;
  readonly back: ReceptionStep | null;
};

type Props = Omit<QuestionProps, 'back'> & {
  readonly headline: string;
  readonly under?: ReactNode;
  /** Undefined where there is nothing before. */
  readonly onBack?: (() => void) | undefined;
  readonly quietFault?: boolean;
  readonly children: ReactNode;
};

export function Question({ about, headline, under, onBack, quietFault, local, dispatch, children }: Props) {
  const speech = useWords();
  const { t } = speech;
  const { under: session, result } = about;
  return (
    <Scene
      asking
      {...(session === null ? afterwards(speech, result) : meanwhile(speech, session))}
      headline={headline}
      under={under}
      acts={
        <>
          {onBack !== undefined && (
            <BigButton look="quiet" icon={IconArrowLeft} onClick={onBack}>
              {t('parts.back')}
            </BigButton>
          )}
          {result !== null && (
            <BigButton look="quiet" onClick={() => dispatch({ type: 'aside', aside: null })}>
              {t('kiosk.files.close')}
            </BigButton>
          )}
          {session !== null && mayCancel(session) && (
            <BigButton look="quiet" onClick={() => dispatch({ type: 'aside', aside: 'cancel' })}>
              {t('kiosk.reception.stop')}
            </BigButton>
          )}
        </>
      }
    >
      {quietFault !== true && <Fault error={local.fault} />}
      {children}
    </Scene>
  );
}

function meanwhile(speech: Speech, session: SessionView) {
  const { t } = speech;
  const waiting = session.phase === 'waiting';
  const words = waiting ? t('kiosk.reception.waitingAnswer') : timeLeft(speech, session);
  return {
    tone: waiting ? 'waiting' : 'checking',
    word: t(waiting ? 'kiosk.reception.stateWaiting' : 'parts.tone.checking'),
    field: (
      <>
        <MediumName label={session.label} />
        <Beside session={session} words={words} />
      </>
    ),
  } as const;
}

/** What was found, and what to do about it, stays in sight. */
function afterwards(speech: Speech, result: ResultView) {
  const { tone, word, headline, next } = resultTexts(speech, result, resultKind(result));
  return {
    tone,
    word,
    field: (
      <>
        <MediumName label={result.label} />
        <div className={styles['ended']}>
          <p>{headline}</p>
          <p className={styles['keep']}>{next ?? mediumWords(speech, result)}</p>
        </div>
      </>
    ),
  };
}

function Beside({ session, words }: { readonly session: SessionView; readonly words: string }) {
  const { t, format } = useWords();
  const spoken = useSpoken(session);
  const { files, filesDone } = session.progress;
  return (
    <div className={styles['beside']}>
      <ProgressBar
        subject={session.id}
        look="field"
        label={t('kiosk.checking.bar')}
        spoken={spoken}
        {...session.progress}
      />
      {files > 0 && (
        <p className={styles['numbers']}>
          {t('kiosk.checking.progress', { done: format.number(filesDone), all: format.number(files) })}
        </p>
      )}
      <p>{words}</p>
      <p className={styles['keep']}>{t('kiosk.checking.next')}</p>
    </div>
  );
}

/** Answers as large buttons, as many beside each other as fit. */
export function Answers({ children, label }: { readonly children: ReactNode; readonly label: string }) {
  return (
    <div className={styles['answers']} role="group" aria-label={label}>
      {children}
    </div>
  );
}
