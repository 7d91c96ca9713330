/** A medium that nobody registered: an administrator allows it for this once, or it stays outside. */

import type { MediumView } from '../../shared/contract/snapshot.ts';
import { useWords } from '../i18n/use-words.ts';
import { BigButton } from '../parts/big-button.tsx';
import type { PageProps } from './acts.ts';
import { CredentialsForm } from './credentials-form.tsx';
import { Fault } from './fault.tsx';
import { MediumLine } from './medium-line.tsx';
import { Scene } from './scene.tsx';

type AskingProps = PageProps & { readonly medium: MediumView };

export function Asking({ medium, acts, local, dispatch }: AskingProps) {
  const { t } = useWords();
  return (
    <Scene
      tone="partial"
      word={t('kiosk.asking.word')}
      headline={t('kiosk.asking.headline')}
      under={
        <>
          <p>{t('kiosk.asking.under')}</p>
          <MediumLine device={medium.device} label={medium.volume?.label ?? null} />
        </>
      }
      next={t('kiosk.asking.next')}
      acts={
        <>
          <BigButton onClick={() => dispatch({ type: 'aside', aside: 'admit' })}>
            {t('kiosk.asking.admit')}
          </BigButton>
          <BigButton look="choice" onClick={() => acts.refuseGuest(medium.insertion)} disabled={acts.busy}>
            {t('kiosk.asking.refuse')}
          </BigButton>
        </>
      }
    >
      <Fault error={local.fault} />
    </Scene>
  );
}

export function Admit({ medium, acts, local, dispatch }: AskingProps) {
  const { t } = useWords();
  return (
    <Scene
      asking
      tone="partial"
      word={t('kiosk.exit.open')}
      headline={t('kiosk.asking.admitHeadline')}
      under={t('kiosk.asking.admitUnder')}
    >
      <Fault error={local.fault} />
      <CredentialsForm onCredentials={(by) => acts.admit(medium.insertion, by)}>
        {(typed) => (
          <>
            <BigButton type="submit" onClick={() => undefined} disabled={typed === null || acts.busy}>
              {t('kiosk.asking.admitAct')}
            </BigButton>
            <BigButton look="quiet" onClick={() => dispatch({ type: 'aside', aside: null })}>
              {t('parts.back')}
            </BigButton>
          </>
        )}
      </CredentialsForm>
    </Scene>
  );
}
