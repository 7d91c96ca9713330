/** Why files did not go in: a line for each reason with what to do about it, and the names of what was detected. */

import type { ReasonCount, ResultView } from '../../shared/contract/snapshot.ts';
import { visible } from '../../shared/visible.ts';
import { useWords } from '../i18n/use-words.ts';
import { StateBadge } from '../parts/state-field.tsx';
import { VERDICT_TONES } from '../parts/tone.ts';
import styles from './result-reasons.module.css';

/** More kinds of reasons than this fill the screen; the list of files has them all. */
const SHOWN = 4;

export function Reasons({ reasons }: { readonly reasons: readonly ReasonCount[] }) {
  const { t, words, format } = useWords();
  return (
    <ul className={styles['reasons']}>
      {reasons.slice(0, SHOWN).map(({ verdict, reason, files }) => (
        <li key={reason} className={styles['reason']}>
          <StateBadge
            tone={VERDICT_TONES[verdict]}
            word={t('kiosk.result.partial.reason', {
              what: words.reasons[reason].what,
              files: format.number(files),
            })}
          />
          <span>{words.reasons[reason].next}</span>
        </li>
      ))}
    </ul>
  );
}

/** The room that detections have on the screen; with more of them, the last line counts the others. */
const DETECTION_LINES = 2;

export function Detections({ detections, reasons }: Pick<ResultView, 'detections' | 'reasons'>) {
  const { t, format } = useWords();
  const all = reasons.find(({ reason }) => reason === 'signature')?.files ?? detections.length;
  const shown = detections.slice(0, all > DETECTION_LINES ? DETECTION_LINES - 1 : DETECTION_LINES);
  return (
    <ul className={styles['reasons']}>
      {shown.map(({ signature, path }) => (
        <li key={path} className={styles['detection']}>
          <strong>{t('kiosk.result.infected.found', { signature: visible(signature) })}</strong>
          <bdi>{t('kiosk.result.infected.in', { path: visible(path) })}</bdi>
        </li>
      ))}
      {all > shown.length && (
        <li>{t('kiosk.result.infected.more', { files: format.number(all - shown.length) })}</li>
      )}
    </ul>
  );
}
