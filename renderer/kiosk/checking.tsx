/** The check under way: what is done, how long it still takes, what was held back so far. */

import type { SessionView } from '../../shared/contract/snapshot.ts';
import { useWords } from '../i18n/use-words.ts';
import { BigButton } from '../parts/big-button.tsx';
import { ProgressBar } from '../parts/progress-bar.tsx';
import type { PageProps } from './acts.ts';
import styles from './checking.module.css';
import { MediumLine } from './medium-line.tsx';
import { Scene } from './scene.tsx';
import { mayCancel } from './screen.ts';
import { useSpoken } from './spoken.ts';
import { phaseWords, timeLeft } from './time-left.ts';

export function Checking({ session, dispatch }: PageProps & { readonly session: SessionView }) {
  const speech = useWords();
  const { t, format } = speech;
  const { progress } = session;
  const spoken = useSpoken(session);
  return (
    <Scene
      tone="checking"
      headline={phaseWords(speech, session)}
      under={
        <MediumLine
          device={session.device}
          label={session.label}
          files={progress.files}
          bytes={progress.bytes}
        />
      }
      next={t('kiosk.checking.next')}
      acts={
        mayCancel(session) && (
          <BigButton look="quiet" onClick={() => dispatch({ type: 'aside', aside: 'cancel' })}>
            {t('kiosk.reception.stop')}
          </BigButton>
        )
      }
    >
      <div className={styles['progress']}>
        <ProgressBar
          subject={`${session.id} ${session.phase}`}
          label={t('kiosk.checking.bar')}
          spoken={spoken}
          {...progress}
        />
        <p className={styles['numbers']}>
          {progress.files > 0 && (
            <span className={styles['count']}>
              {t('kiosk.checking.progress', {
                done: format.number(progress.filesDone),
                all: format.number(progress.files),
              })}
            </span>
          )}
          <span>{timeLeft(speech, session)}</span>
        </p>
        <p>
          {progress.found > 0
            ? t('kiosk.checking.held', { count: progress.found })
            : t('kiosk.checking.noneHeld')}
        </p>
        <p className={styles['spoken']} role="status">
          {spoken}
        </p>
      </div>
    </Scene>
  );
}
