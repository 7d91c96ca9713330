/** How long it still takes and what is done just now, in words: rounded, because nobody can promise seconds. */

import type { SessionView } from '../../shared/contract/snapshot.ts';
import type { Speech } from '../i18n/use-words.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
/** Below, the end is so near that counting would only distract. */
const SOON = 5;

export function timeLeft({ t }: Pick<Speech, 't'>, session: SessionView): string {
  const { phase, progress } = session;
  if (phase === 'found') return t('kiosk.checking.counting');
  if (phase !== 'checking') return t('kiosk.checking.soon');
  const seconds = progress.secondsLeft;
  if (seconds === null) return t('kiosk.checking.unknownTime');
  if (seconds < SOON) return t('kiosk.checking.soon');
  if (seconds < MINUTE) return t('kiosk.checking.seconds', { count: Math.ceil(seconds / 10) * 10 });
  if (seconds < HOUR) return t('kiosk.checking.minutes', { count: Math.round(seconds / MINUTE) });
  return t('kiosk.checking.hours', { count: Math.round(seconds / HOUR) });
}

export function phaseWords({ t }: Pick<Speech, 't'>, { phase }: SessionView): string {
  switch (phase) {
    case 'found':
    case 'checking':
      return t('kiosk.checking.headline');
    case 'waiting':
    case 'recording':
      return t('kiosk.checking.recording');
    case 'releasing':
      return t('kiosk.checking.releasing');
  }
}
