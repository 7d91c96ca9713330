/** A bar that never goes back and is full only when all is done. */

import { useState } from 'react';
import { furthest, percent, type Amount } from './progress.ts';
import styles from './progress-bar.module.css';

type ProgressBarProps = Amount & {
  /** What is counted: another subject begins anew, the same one never goes back. */
  readonly subject: string;
  readonly label: string;
  /** The same in words, for those who hear it. */
  readonly spoken: string;
  /** `field`: small, inside a field of colour. */
  readonly look?: 'large' | 'field';
};

const LOOKS = {
  large: styles['large'] ?? '',
  field: `${styles['small'] ?? ''} ${styles['onColour'] ?? ''}`,
} as const;

export function ProgressBar({ subject, label, spoken, look = 'large', ...amount }: ProgressBarProps) {
  const [shown, setShown] = useState({ subject, share: percent(amount) });
  const next = furthest(shown, { subject, share: percent(amount) });
  // React's own way to adjust state to props: before the children are drawn.
  if (next !== shown) setShown(next);
  return (
    <div
      className={`${styles['track'] ?? ''} ${LOOKS[look]}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(next.share)}
      aria-valuetext={spoken}
    >
      <div className={styles['bar']} style={{ inlineSize: `${next.share}%` }} />
    </div>
  );
}
