/** The last run of the gate ended in the middle of something: what arrived, and that nothing is in doubt unless it says so. */

import type { Snapshot } from '../../shared/contract/snapshot.ts';
import { visible } from '../../shared/visible.ts';
import { useWords } from '../i18n/use-words.ts';
import { BigButton } from '../parts/big-button.tsx';
import type { PageProps } from './acts.ts';
import { Scene } from './scene.tsx';

type InterruptedProps = PageProps & { readonly sessions: Snapshot['interrupted'] };

export function Interrupted({ sessions, acts }: InterruptedProps) {
  const { t } = useWords();
  const arrivals = sessions.flatMap(({ arrived }) => (arrived === null ? [] : [arrived]));
  const differs = arrivals.some(({ identical }) => !identical);
  return (
    <Scene
      tone="partial"
      word={t('kiosk.interrupted.word')}
      urgent={differs}
      headline={t('kiosk.interrupted.headline')}
      under={
        <>
          {arrivals.length === 0 && <p>{t('kiosk.interrupted.nothing')}</p>}
          {arrivals.map(({ folder, files }) => (
            <p key={folder}>
              {t('kiosk.interrupted.arrived', { count: files })}
              <br />
              <bdi>{visible(folder)}</bdi>
            </p>
          ))}
          {differs && <p>{t('kiosk.interrupted.differs')}</p>}
        </>
      }
      next={t(differs ? 'kiosk.interrupted.nextDiffers' : 'kiosk.interrupted.next')}
      acts={
        <BigButton onClick={acts.dismissNotice} disabled={acts.busy}>
          {t('kiosk.interrupted.understood')}
        </BigButton>
      }
    />
  );
}
