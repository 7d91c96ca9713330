/** Asks once more before a check is stopped. */

import type { SessionView } from '../../shared/contract/snapshot.ts';
import { useWords } from '../i18n/use-words.ts';
import { BigButton } from '../parts/big-button.tsx';
import type { PageProps } from './acts.ts';
import { Fault } from './fault.tsx';
import { Scene } from './scene.tsx';

export function Cancel({ session, acts, local, dispatch }: PageProps & { readonly session: SessionView }) {
  const { t } = useWords();
  return (
    <Scene
      tone="checking"
      headline={t('kiosk.cancel.headline')}
      under={t('kiosk.cancel.under')}
      acts={
        <>
          <BigButton onClick={() => dispatch({ type: 'aside', aside: null })}>
            {t('kiosk.cancel.keep')}
          </BigButton>
          <BigButton look="danger" onClick={() => acts.cancel(session.id)} disabled={acts.busy}>
            {t('kiosk.cancel.act')}
          </BigButton>
        </>
      }
    >
      <Fault error={local.fault} />
    </Scene>
  );
}
