/** Screens that ask for nothing but a medium, or for patience. */

import type { MediumView } from '../../shared/contract/snapshot.ts';
import { useWords } from '../i18n/use-words.ts';
import { MediumLine } from './medium-line.tsx';
import { Scene } from './scene.tsx';

export function Waiting() {
  const { t } = useWords();
  return <Scene tone="waiting" headline={t('kiosk.waiting.headline')} under={t('kiosk.waiting.under')} />;
}

export function Opening() {
  const { t } = useWords();
  return (
    <Scene
      tone="closed"
      word={t('kiosk.strip.opening')}
      headline={t('kiosk.opening.headline')}
      under={t('kiosk.opening.under')}
      next={t('kiosk.opening.next')}
    />
  );
}

export function Founding() {
  const { t } = useWords();
  return (
    <Scene
      tone="closed"
      headline={t('kiosk.founding.headline')}
      under={t('kiosk.founding.under')}
      next={t('kiosk.founding.next')}
    />
  );
}

export function Found({ medium }: { readonly medium: MediumView }) {
  const { t } = useWords();
  return (
    <Scene
      tone="checking"
      word={t('kiosk.found.word')}
      headline={t(medium.device === null ? 'kiosk.found.disc' : 'kiosk.found.usb')}
      under={<MediumLine device={medium.device} label={medium.volume?.label ?? null} />}
      next={t(medium.state === 'queued' ? 'kiosk.found.queued' : 'kiosk.found.next')}
    />
  );
}
