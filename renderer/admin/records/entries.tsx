/** The ledger entries of a session as they were hashed, for the inspector; behind a disclosure, for nobody else asks. */

import type { LedgerEntry } from '../../../shared/model/ledger.ts';
import { visibleJson } from '../../../shared/visible.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useCodes } from '../words.ts';
import styles from './story.module.css';

export function Entries({ steps }: { readonly steps: readonly LedgerEntry[] }) {
  const { t, format } = useWords();
  const codes = useCodes();
  return (
    <details className={styles['entries']}>
      <summary>{t('admin.records.story.entries', { n: format.number(steps.length) })}</summary>
      <p className={styles['quiet']}>{t('admin.records.story.entriesNote')}</p>
      <ol className={styles['entryList']}>
        {steps.map((entry) => (
          <li key={entry.seq} className={styles['entry']}>
            <p>
              <strong>{entry.seq}</strong> {entry.at} <code>{entry.kind}</code>{' '}
              {codes.operations[entry.kind] ?? ''}
            </p>
            <p className={styles['hash']}>{entry.hash}</p>
            <p className={styles['hash']}>
              <span className={styles['quiet']}>{t('admin.records.story.entryPrev')}</span> {entry.prev}
            </p>
            <pre className={styles['json']} tabIndex={0}>
              {visibleJson(entry.body)}
            </pre>
          </li>
        ))}
      </ol>
    </details>
  );
}
