/** Files that did not go in: name, reason in words, and what to do about it. Names are data off a medium, shown visibly. */

import type { FileLine } from '../../shared/contract/records.ts';
import type { Detail } from '../../shared/model/verdict.ts';
import { visible } from '../../shared/visible.ts';
import { useWords } from '../i18n/use-words.ts';
import styles from './file-reason-list.module.css';
import { StateBadge } from './state-field.tsx';
import { VERDICT_TONES } from './tone.ts';

export type ReasonedFile = Pick<FileLine, 'n' | 'path' | 'verdict' | 'reason' | 'detail'>;

const text = (detail: Detail | null, key: string): string | null => {
  const value = detail?.[key];
  return typeof value === 'string' && value !== '' ? visible(value) : null;
};

export function FileReasonList({ files }: { readonly files: readonly ReasonedFile[] }) {
  const { t } = useWords();
  if (files.length === 0) return <p>{t('parts.files.none')}</p>;
  return (
    <ul className={styles['list']}>
      {files.map((file) => (
        <FileReason key={file.n} file={file} />
      ))}
    </ul>
  );
}

function FileReason({ file }: { readonly file: ReasonedFile }) {
  const { t, words } = useWords();
  const signature = text(file.detail, 'signature');
  const member = text(file.detail, 'member');
  const said = file.reason === null ? null : words.reasons[file.reason];
  return (
    <li className={styles['file']}>
      <p className={styles['path']}>
        <bdi>{visible(file.path)}</bdi>
      </p>
      {said !== null && (
        <p className={styles['why']}>
          <StateBadge tone={VERDICT_TONES[file.verdict]} word={said.what} /> {said.next}
        </p>
      )}
      {signature !== null && (
        <p className={styles['more']}>{t('parts.files.signature', { name: signature })}</p>
      )}
      {member !== null && <p className={styles['more']}>{t('parts.files.member', { name: member })}</p>}
    </li>
  );
}
