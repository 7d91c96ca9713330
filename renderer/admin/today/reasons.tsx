/** Why files were held back in 30 days, the commonest first; each leads to its records. */

import type { ReasonCount } from '../../../shared/contract/snapshot.ts';
import type { Reason } from '../../../shared/model/verdict.ts';
import { useWords } from '../../i18n/use-words.ts';
import { VERDICT_TONES } from '../../parts/tone.ts';
import { Button } from '../parts/button.tsx';
import { Panel } from '../parts/page.tsx';
import styles from './today.module.css';

const SHOWN = 8;

type ReasonsProps = {
  readonly reasons: readonly ReasonCount[];
  readonly onSee: (reason: Reason) => void;
};

export function Reasons({ reasons, onSee }: ReasonsProps) {
  const { t, words, format } = useWords();
  const most = Math.max(1, ...reasons.map(({ files }) => files));
  return (
    <Panel title={t('admin.today.reasonsTitle')}>
      {reasons.length === 0 ? (
        <p className={styles['quiet']}>{t('admin.today.reasonsNone')}</p>
      ) : (
        <ul className={styles['reasons']}>
          {reasons.slice(0, SHOWN).map(({ reason, verdict, files }) => {
            const { what } = words.reasons[reason];
            return (
              <li key={reason} className={styles['reason']} data-tone={VERDICT_TONES[verdict]}>
                <span>
                  <Button
                    look="link"
                    onClick={() => onSee(reason)}
                    label={t('admin.today.reasonsSee', { reason: what })}
                  >
                    {what}
                  </Button>
                </span>
                <span className={styles['count']}>
                  {t('admin.common.files', { count: files, n: format.number(files) })}
                </span>
                <span className={styles['track']} aria-hidden>
                  <span className={styles['share']} style={{ inlineSize: `${(100 * files) / most}%` }} />
                </span>
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
}
