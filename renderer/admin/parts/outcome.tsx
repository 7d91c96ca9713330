/** How a session ended, as a badge; and that it is practice, where it is. */

import type { Outcome } from '../../../shared/model/session.ts';
import { useWords } from '../../i18n/use-words.ts';
import { StateBadge } from '../../parts/state-field.tsx';
import { OUTCOME_TONES } from '../../parts/tone.ts';
import styles from './outcome.module.css';

type OutcomeBadgeProps = { readonly outcome: Outcome | null; readonly practice: boolean };

export function OutcomeBadge({ outcome, practice }: OutcomeBadgeProps) {
  const { t } = useWords();
  return (
    <span className={styles['outcome']}>
      {/* First, so that no narrow cell ever cuts it off. */}
      {practice && <span className={styles['practice']}>{t('admin.records.practice')}</span>}
      <StateBadge
        tone={outcome === null ? 'checking' : OUTCOME_TONES[outcome]}
        word={t(`admin.records.outcomes.${outcome ?? 'running'}`)}
      />
    </span>
  );
}
