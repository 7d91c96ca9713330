/** The gate is closed: why, what to do about it, and a way to try again. */

import { useWords } from '../i18n/use-words.ts';
import { BigButton } from '../parts/big-button.tsx';
import type { PageProps } from './acts.ts';
import { Scene } from './scene.tsx';
import type { Screen } from './screen.ts';
import { troubleTexts } from './trouble-texts.ts';

type ClosedProps = PageProps & { readonly screen: Extract<Screen, { readonly type: 'closed' }> };

export function Closed({ screen, acts }: ClosedProps) {
  const speech = useWords();
  const { t, format } = speech;
  const { headline, under, next } = troubleTexts(speech, screen.error);
  return (
    <Scene
      tone="closed"
      headline={headline}
      under={
        <>
          <p>{under}</p>
          {screen.retryAt !== null && (
            <p>{t('kiosk.closed.retryAt', { time: format.time(screen.retryAt) })}</p>
          )}
        </>
      }
      next={next}
      acts={
        <BigButton look="choice" onClick={acts.retryGate} disabled={acts.busy}>
          {t('kiosk.closed.retry')}
        </BigButton>
      }
    />
  );
}
