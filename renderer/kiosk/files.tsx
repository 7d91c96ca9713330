/** Each file that did not go in, with its reason, a page at a time. */

import { useCallback, useEffect, useState } from 'react';
import type { FileLine } from '../../shared/contract/records.ts';
import type { ResultView } from '../../shared/contract/snapshot.ts';
import type { GateError } from '../../shared/errors.ts';
import { useClient } from '../bridge/gate-context.tsx';
import { useWords } from '../i18n/use-words.ts';
import { BigButton } from '../parts/big-button.tsx';
import { FileReasonList } from '../parts/file-reason-list.tsx';
import { ErrorState, LoadingState } from '../parts/notice-state.tsx';
import type { PageProps } from './acts.ts';
import styles from './files.module.css';
import { Scene } from './scene.tsx';

const PAGE_LINES = 50;

type FilesProps = PageProps & { readonly session: string; readonly result: ResultView };

export function Files({ session, result, dispatch }: FilesProps) {
  const { t, format } = useWords();
  const { lines, next, error, read } = useHeldFiles(session);
  return (
    <Scene
      asking
      tone="partial"
      word={t('parts.tone.blocked')}
      headline={t('kiosk.files.headline')}
      under={
        lines !== null && (
          <p>
            {t('kiosk.files.of', {
              shown: format.number(lines.length),
              all: format.number(Math.max(lines.length, result.files.blocked)),
            })}
          </p>
        )
      }
      acts={
        <>
          <BigButton onClick={() => dispatch({ type: 'aside', aside: null })}>
            {t('kiosk.files.close')}
          </BigButton>
          {next !== null && (
            <BigButton look="quiet" onClick={() => read(next)}>
              {t('parts.files.more')}
            </BigButton>
          )}
        </>
      }
    >
      <div className={styles['list']} role="region" aria-label={t('kiosk.files.headline')} tabIndex={0}>
        {lines !== null && <FileReasonList files={lines} />}
        {lines === null && error === null && <LoadingState />}
        {error !== null && <ErrorState error={error} again={() => read(next)} />}
      </div>
    </Scene>
  );
}

function useHeldFiles(session: string) {
  const client = useClient();
  const [lines, setLines] = useState<readonly FileLine[] | null>(null);
  const [next, setNext] = useState<number | null>(null);
  const [error, setError] = useState<GateError | null>(null);
  const read = useCallback(
    (after: number | null) => {
      void client.call('session.files', { session, held: true, after, limit: PAGE_LINES }).then((answer) => {
        setError(answer.ok ? null : answer.error);
        if (!answer.ok) return;
        const page = answer.value;
        // The first page begins anew, also when it is asked for twice.
        setLines((before) => (after === null ? page.lines : [...(before ?? []), ...page.lines]));
        setNext(page.next);
      });
    },
    [client, session],
  );
  useEffect(() => read(null), [read]);
  return { lines, next, error, read };
}
