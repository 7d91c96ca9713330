/** An administrator opens their own window, leaves the full screen or ends the program. */

import type { Credentials } from '../../shared/contract/method.ts';
import type { Snapshot } from '../../shared/contract/snapshot.ts';
import { useWords } from '../i18n/use-words.ts';
import { BigButton } from '../parts/big-button.tsx';
import type { PageProps } from './acts.ts';
import styles from './credentials-form.module.css';
import { CredentialsForm } from './credentials-form.tsx';
import { Fault } from './fault.tsx';
import { Scene } from './scene.tsx';

/** The core asks for nobody's word while nobody could give it; the call must hold one all the same. */
const NOBODYS_WORD: Credentials = { identifier: 'nobody', secret: 'nobody' };

type ExitProps = PageProps & Pick<Snapshot, 'founding' | 'host'>;

export function Exit({ acts, local, dispatch, founding, host }: ExitProps) {
  const { t } = useWords();
  const buttons = { busy: acts.busy, quit: acts.quit, back: () => dispatch({ type: 'aside', aside: null }) };
  return (
    <Scene asking tone="waiting" word={t('kiosk.exit.open')} headline={t('kiosk.exit.headline')}>
      <Fault error={local.fault} />
      {host === 'desktop' && (
        <div className={styles['open']}>
          <BigButton
            look={founding ? 'primary' : 'choice'}
            note={t(founding ? 'kiosk.exit.adminFounding' : 'kiosk.exit.adminNote')}
            onClick={acts.openAdmin}
            disabled={acts.busy}
          >
            {t('kiosk.exit.admin')}
          </BigButton>
        </div>
      )}
      <p className={styles['about']}>{t(founding ? 'kiosk.exit.founding' : 'kiosk.exit.under')}</p>
      {founding ? (
        <div className={styles['acts']}>
          <ExitButtons typed={NOBODYS_WORD} leave={() => acts.exit(NOBODYS_WORD)} {...buttons} />
        </div>
      ) : (
        <CredentialsForm onCredentials={acts.exit}>
          {(typed) => <ExitButtons typed={typed} {...buttons} />}
        </CredentialsForm>
      )}
    </Scene>
  );
}

type ExitButtonsProps = {
  readonly typed: Credentials | null;
  /** What the first button does by itself; else it sends the form that it stands in. */
  readonly leave?: () => void;
  readonly busy: boolean;
  readonly quit: (by: Credentials) => void;
  readonly back: () => void;
};

function ExitButtons({ typed, leave, busy, quit, back }: ExitButtonsProps) {
  const { t } = useWords();
  const waits = typed === null || busy;
  return (
    <>
      <BigButton
        look={leave === undefined ? 'primary' : 'choice'}
        type={leave === undefined ? 'submit' : 'button'}
        onClick={leave ?? (() => undefined)}
        disabled={waits}
      >
        {t('kiosk.exit.leave')}
      </BigButton>
      <BigButton look="quiet" onClick={back}>
        {t('parts.back')}
      </BigButton>
      <BigButton look="quiet" onClick={() => typed !== null && quit(typed)} disabled={waits}>
        {t('kiosk.exit.quit')}
      </BigButton>
    </>
  );
}
