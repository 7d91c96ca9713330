/** 使用記録: which sessions, in a sentence; the list; and beside it the whole story of one of them. */

import { useCallback, useEffect, useMemo, useState } from 'react';
import { IconDownload } from '@tabler/icons-react';
import type { SessionLine } from '../../../shared/contract/records.ts';
import { japanDate } from '../../../shared/japan-time.ts';
import { useSnapshot } from '../../bridge/gate-context.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { EmptyState } from '../../parts/notice-state.tsx';
import { useAsk } from '../asking.ts';
import { useLogin, useMay } from '../login/login-state.tsx';
import { usePlace } from '../navigation.ts';
import { ErrorState } from '../parts/asked.tsx';
import { Button } from '../parts/button.tsx';
import { Page } from '../parts/page.tsx';
import { useCodes } from '../words.ts';
import { ExportDialog } from './export-dialog.tsx';
import { Chips, FilterBar, SearchField } from './filter-bar.tsx';
import { EVERYTHING, fromAddress, partsOf, periodStands, toFilter, type Wanted } from './filter.ts';
import { knownLines, PAGE_LINES } from './page-book.ts';
import styles from './records.module.css';
import { SessionTable } from './session-table.tsx';
import { Story } from './story.tsx';
import { useBook } from './use-book.ts';

/**
 * Typing asks once it pauses: each letter would be a question over the whole record. Longer than between two letters, and
 * short enough that the answer is there within 300 ms of the last one (row `window` of the bench).
 */
const PAUSE_MS = 150;

function usePaused<T>(value: T): T {
  const [paused, setPaused] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return paused;
}

export function Records() {
  const speech = useWords();
  const { t, format } = speech;
  const codes = useCodes();
  const [{ rest }, go] = usePlace();
  const address = useMemo(() => fromAddress(rest), [rest]);
  const [wanted, setWanted] = useState<Wanted>(address.wanted);
  const [exporting, setExporting] = useState(false);
  const people = useAsk('people.list', {});
  const snapshot = useSnapshot();
  const may = useMay();
  const today = japanDate(snapshot.at);
  const everyone = people.state === 'there' ? people.value : [];
  const parts = partsOf(
    wanted,
    today,
    speech,
    codes,
    (id) => everyone.find((person) => person.id === id)?.name ?? id,
  );
  const asked = usePaused(wanted);
  const reading = useSessions(asked, today);
  const { book } = reading;
  const lines = knownLines(book);
  const newest = snapshot.result?.session ?? null;
  const [seen, setSeen] = useState(newest);
  const openSession = (id: string | null) => go('records', id === null ? '' : `session=${id}`);

  return (
    <Page
      tall
      title={t('admin.records.title')}
      lead={t('admin.records.lead')}
      actions={
        <>
          <SearchField wanted={wanted} onWanted={setWanted} />
          {may('audit.export') && (
            <Button icon={IconDownload} onClick={() => setExporting(true)}>
              {t('admin.records.exporting.open')}
            </Button>
          )}
        </>
      }
    >
      <FilterBar wanted={wanted} onWanted={setWanted} people={everyone} />
      <div className={styles['status']}>
        <Chips parts={parts} wanted={wanted} onWanted={setWanted} />
        <span className={styles['known']} role="status">
          {book.ended
            ? t('admin.records.known', { count: lines, n: format.number(lines) })
            : lines > 0
              ? t('admin.records.knownMore', { n: format.number(lines) })
              : null}
        </span>
        {newest !== seen && (
          <Button
            look="link"
            onClick={() => {
              setSeen(newest);
              reading.again();
            }}
            label={`${t('admin.records.newer')} – ${t('admin.records.newerShow')}`}
          >
            {t('admin.records.newerShow')}
          </Button>
        )}
      </div>
      <div className={styles['body']}>
        {reading.error !== null ? (
          <ErrorState error={reading.error} again={reading.again} />
        ) : book.ended && lines === 0 ? (
          <EmptyState
            title={t(parts.length === 0 ? 'admin.records.emptyAll' : 'admin.records.empty')}
            note={t(parts.length === 0 ? 'admin.records.emptyAllNote' : 'admin.records.emptyNote')}
          />
        ) : (
          <SessionTable
            key={JSON.stringify(asked)}
            book={book}
            show={reading.show}
            chosen={address.session}
            onChoose={openSession}
          />
        )}
        {address.session !== null && (
          <Story
            key={address.session}
            session={address.session}
            onClose={() => openSession(null)}
            onTold={reading.again}
          />
        )}
      </div>
      {exporting && (
        <ExportDialog wanted={wanted} parts={parts} today={today} onClose={() => setExporting(false)} />
      )}
    </Page>
  );
}

/** The list for these conditions; an impossible period asks nothing new. */
function useSessions(wanted: Wanted, today: string) {
  const { call } = useLogin();
  const filter = periodStands(wanted) ? toFilter(wanted, today) : toFilter(EVERYTHING, today);
  const key = JSON.stringify(filter);
  const fetch = useCallback(
    (before: number | undefined) =>
      call('records.search', {
        ...(JSON.parse(key) as typeof filter),
        limit: PAGE_LINES,
        ...(before === undefined ? {} : { before }),
      }),
    [call, key],
  );
  return useBook<SessionLine>(key, fetch);
}
