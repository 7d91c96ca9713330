/** Media that cannot be let in, each with its own screen, and media that may be taken out. */

import type { MediumView } from '../../shared/contract/snapshot.ts';
import { visible } from '../../shared/visible.ts';
import { useWords } from '../i18n/use-words.ts';
import { BigButton } from '../parts/big-button.tsx';
import type { PageProps } from './acts.ts';
import { Contact } from './contact.tsx';
import { MediumLine } from './medium-line.tsx';
import { Scene } from './scene.tsx';

type In<S extends MediumView['state']> = { readonly medium: Extract<MediumView, { readonly state: S }> };

const line = ({ device, volume }: MediumView) => <MediumLine device={device} label={volume?.label ?? null} />;

export function Suspect({ medium, contact }: In<'suspect'> & { readonly contact: string }) {
  const { t } = useWords();
  return (
    <Scene
      tone="blocked"
      urgent
      headline={t('kiosk.suspect.headline')}
      under={
        <>
          <p>{t(`kiosk.suspect.${medium.reason}`)}</p>
          {line(medium)}
        </>
      }
      next={t('kiosk.suspect.next')}
    >
      <Contact contact={contact} />
    </Scene>
  );
}

const REFUSED_NEXT = {
  phone: 'nextPhone',
  unidentified: 'nextUnidentified',
  guest: 'nextGuest',
  'guest-not-asked': 'nextGuest',
} as const;

export function Refused({ medium }: In<'refused'>) {
  const { t } = useWords();
  const { reason } = medium;
  const next = reason in REFUSED_NEXT ? REFUSED_NEXT[reason as keyof typeof REFUSED_NEXT] : 'next';
  const name = visible(medium.registered ?? medium.volume?.label ?? '');
  return (
    <Scene
      tone="blocked"
      headline={t('kiosk.refused.headline')}
      under={
        <>
          <p>{t(`kiosk.refused.${reason}`, { name })}</p>
          {line(medium)}
        </>
      }
      next={t(`kiosk.refused.${next}`)}
    />
  );
}

export function Locked({ medium }: In<'locked'>) {
  const { t } = useWords();
  return (
    <Scene
      tone="blocked"
      headline={t('kiosk.locked.headline')}
      under={
        <>
          <p>{t('kiosk.locked.under')}</p>
          {line(medium)}
        </>
      }
      next={t('kiosk.locked.next')}
    />
  );
}

export function Unreadable({ medium }: In<'unreadable'>) {
  const { t } = useWords();
  return (
    <Scene
      tone="unscannable"
      headline={t('kiosk.unreadable.headline')}
      under={
        <>
          <p>{t(`kiosk.unreadable.${medium.why}`)}</p>
          {line(medium)}
        </>
      }
      next={t('kiosk.unreadable.next')}
    />
  );
}

const REMOVAL = {
  done: { headline: 'headlineHeld', next: 'held' },
  stuck: { headline: 'headlineStuck', next: 'stuck' },
  removable: { headline: 'headline', next: 'removable' },
} as const;

export function Removal({ medium, acts }: In<'done' | 'removable' | 'stuck'> & PageProps) {
  const { t } = useWords();
  const { headline, next } = REMOVAL[medium.state];
  return (
    <Scene
      tone="waiting"
      headline={t(`kiosk.removal.${headline}`)}
      under={line(medium)}
      next={t(`kiosk.removal.${next}`)}
      acts={
        medium.state === 'stuck' && (
          <BigButton onClick={() => acts.eject(medium.insertion)} disabled={acts.busy}>
            {t('kiosk.removal.eject')}
          </BigButton>
        )
      }
    />
  );
}
