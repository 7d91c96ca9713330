/** What a screen reader hears of the progress: a step at a time, not ten words a second. */

import type { SessionView } from '../../shared/contract/snapshot.ts';
import { useWords } from '../i18n/use-words.ts';
import { percent } from '../parts/progress.ts';

const STEP = 10;

export function useSpoken(session: SessionView): string {
  const { t, format } = useWords();
  const share = Math.floor(percent(session.progress) / STEP) * STEP;
  return t('kiosk.checking.spoken', { percent: format.number(share) });
}
