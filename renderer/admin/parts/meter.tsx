/** How far long work is: a bar with its count that never goes back; without a known end only the count. */

import { useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { furthest } from '../../parts/progress.ts';
import { Button } from './button.tsx';
import type { Stop } from './job.ts';
import styles from './meter.module.css';

type MeterProps = {
  /** What is counted: another subject begins anew. */
  readonly subject: string;
  readonly label: string;
  readonly done: number;
  readonly total: number | null;
  /** The count in words. */
  readonly said: string;
  /** Where it can be called off. */
  readonly stop?: Stop;
};

export function Meter({ subject, label, done, total, said, stop }: MeterProps) {
  const { t } = useWords();
  const share = total === null || total <= 0 ? 0 : Math.min(100, (100 * done) / total);
  const [shown, setShown] = useState({ subject, share });
  const next = furthest(shown, { subject, share });
  // React's own way to adjust state to props: before the children are drawn.
  if (next !== shown) setShown(next);
  return (
    <div className={styles['meter']}>
      <div
        className={styles['track']}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={total === null ? undefined : Math.floor(next.share)}
        aria-valuetext={said}
      >
        <div className={styles['bar']} style={{ inlineSize: `${next.share}%` }} />
      </div>
      <div className={styles['under']}>
        <p>{total === null && done === 0 ? t('parts.loading') : said}</p>
        {stop !== undefined && (
          <Button disabled={!stop.ready} onClick={stop.run}>
            {t('admin.common.cancel')}
          </Button>
        )}
      </div>
    </div>
  );
}
