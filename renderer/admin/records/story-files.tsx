/** The files of a session, a page at a time and never more than that in memory: held back first, or all. */

import { useState } from 'react';
import type { FileLine } from '../../../shared/contract/records.ts';
import { visible } from '../../../shared/visible.ts';
import { useWords } from '../../i18n/use-words.ts';
import { StateBadge } from '../../parts/state-field.tsx';
import { VERDICT_TONES } from '../../parts/tone.ts';
import { useAsk } from '../asking.ts';
import { Asked } from '../parts/asked.tsx';
import { Button } from '../parts/button.tsx';
import styles from './story.module.css';

const FILES_SHOWN = 50;

export function StoryFiles({ session, held }: { readonly session: string; readonly held: number }) {
  const { t, format } = useWords();
  const [onlyHeld, setOnlyHeld] = useState(held > 0);
  const [after, setAfter] = useState<number | null>(null);
  const files = useAsk('records.files', { session, held: onlyHeld, after, limit: FILES_SHOWN });
  const show = (only: boolean) => {
    setOnlyHeld(only);
    setAfter(null);
  };
  return (
    <section>
      <div className={styles['filesHead']}>
        <h3 className={styles['heading']}>{t('admin.records.story.files')}</h3>
        <div className={styles['switch']}>
          <Button pressed={onlyHeld} onClick={() => show(true)}>
            {t('admin.records.story.filesHeld')}
          </Button>
          <Button pressed={!onlyHeld} onClick={() => show(false)}>
            {t('admin.records.story.filesAll')}
          </Button>
        </div>
      </div>
      <Asked of={files}>
        {({ lines, next }) => (
          <>
            {lines.length === 0 && (
              <p className={styles['quiet']}>
                {t(onlyHeld ? 'admin.records.story.filesNone' : 'admin.records.story.filesEmpty')}
              </p>
            )}
            <ul className={styles['files']}>
              {lines.map((file) => (
                <FileItem key={file.n} file={file} />
              ))}
            </ul>
            <div className={styles['switch']}>
              {after !== null && (
                <Button onClick={() => setAfter(null)}>{t('admin.records.story.filesFirst')}</Button>
              )}
              {next !== null && (
                <Button onClick={() => setAfter(next)}>
                  {t('admin.records.story.filesNext', { n: format.number(FILES_SHOWN) })}
                </Button>
              )}
            </div>
          </>
        )}
      </Asked>
    </section>
  );
}

function FileItem({ file }: { readonly file: FileLine }) {
  const { t, words, format } = useWords();
  const said = file.reason === null ? null : words.reasons[file.reason];
  const signature = file.detail?.['signature'];
  const member = file.detail?.['member'];
  return (
    <li className={styles['file']}>
      <p className={styles['path']}>
        <bdi>{visible(file.path)}</bdi>
      </p>
      <p className={styles['fileLine']}>
        <StateBadge tone={VERDICT_TONES[file.verdict]} word={words.verdicts[file.verdict]} />
        <span>{format.size(file.size)}</span>
        {file.type !== null && <span>{visible(file.type)}</span>}
      </p>
      {said !== null && <p>{t('admin.records.story.fileReason', { reason: said.what, next: said.next })}</p>}
      {typeof signature === 'string' && <p>{t('parts.files.signature', { name: visible(signature) })}</p>}
      {typeof member === 'string' && <p>{t('parts.files.member', { name: visible(member) })}</p>}
      {file.destination !== null && (
        <p className={styles['quiet']}>
          {t('admin.records.story.fileIn', { path: visible(file.destination) })}
        </p>
      )}
      {file.sha256 !== null && (
        <p className={styles['hash']}>
          <span className={styles['quiet']}>{t('admin.records.story.copyHash')}</span> {file.sha256}
        </p>
      )}
    </li>
  );
}
