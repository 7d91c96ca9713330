/** The list of sessions: only the rows on the screen exist, however long the list is; the arrow keys walk it. */

import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { SessionLine } from '../../../shared/contract/records.ts';
import { useWords } from '../../i18n/use-words.ts';
import { FromMedium } from '../parts/from-medium.tsx';
import { OutcomeBadge } from '../parts/outcome.tsx';
import { knownLines, lineAt, type PageBook } from './page-book.ts';
import { Responsible } from './responsible.tsx';
import styles from './session-table.module.css';

/** One line of 13 px with room for a finger's tip; the same for every row, so that nothing has to be measured. */
const ROW_PX = 38;
const COLUMNS = ['opened', 'session', 'staff', 'origin', 'medium', 'files', 'outcome', 'reason'] as const;

type SessionTableProps = {
  readonly book: PageBook<SessionLine>;
  readonly show: (first: number, last: number) => void;
  readonly chosen: string | null;
  readonly onChoose: (session: string) => void;
};

export function SessionTable({ book, show, chosen, onChoose }: SessionTableProps) {
  'use no memo'; // The virtualiser changes in place; memoised, the rows would stand still.
  const { t } = useWords();
  const scroll = useRef<HTMLDivElement>(null);
  const lines = knownLines(book);
  // One row more while there may be more: reaching it is what asks for the next page.
  const count = book.ended ? lines : lines + 1;
  // eslint-disable-next-line react-hooks/incompatible-library -- see 'use no memo'
  const rows = useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  });
  const items = rows.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => show(first, last), [show, first, last]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const at = (document.activeElement as HTMLElement | null)?.dataset['index'];
    if (at === undefined || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    event.preventDefault();
    const next = Math.min(count - 1, Math.max(0, Number(at) + (event.key === 'ArrowDown' ? 1 : -1)));
    rows.scrollToIndex(next);
    const focus = () => {
      const row = scroll.current?.querySelector<HTMLElement>(`[data-index='${next}']`);
      row?.focus();
      return row !== null && row !== undefined;
    };
    // A row that is only coming into view is there after the next drawing.
    if (!focus()) requestAnimationFrame(focus);
  };

  return (
    <div className={styles['frame']}>
      <div
        ref={scroll}
        className={styles['scroll']}
        role="table"
        aria-label={t('admin.records.table')}
        aria-rowcount={book.ended ? lines + 1 : -1}
        onKeyDown={onKeyDown}
        tabIndex={0}
      >
        <div className={styles['head']} role="rowgroup">
          <div className={styles['row']} role="row" aria-rowindex={1}>
            {COLUMNS.map((column) => (
              <div key={column} role="columnheader" className={styles[column]}>
                {t(`admin.records.columns.${column}`)}
              </div>
            ))}
          </div>
        </div>
        <div className={styles['rows']} role="rowgroup" style={{ blockSize: rows.getTotalSize() }}>
          {items.map(({ index, start }) => {
            const line = lineAt(book, index);
            return (
              <div
                key={index}
                role="row"
                aria-rowindex={index + 2}
                aria-current={line !== null && line.id === chosen ? 'true' : undefined}
                className={`${styles['row'] ?? ''} ${styles['line'] ?? ''}`}
                style={{ transform: `translateY(${start}px)`, blockSize: ROW_PX }}
                onClick={() => line !== null && onChoose(line.id)}
              >
                {line === null ? (
                  <div role="cell" className={styles['waiting']}>
                    {t('admin.records.loadingRow')}
                  </div>
                ) : (
                  <Cells line={line} index={index} />
                )}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Cells({ line, index }: { readonly line: SessionLine; readonly index: number }) {
  const { t, words, format } = useWords();
  const none = t('admin.common.none');
  const { files, facts, reason } = line;
  return (
    <>
      <div role="cell" className={styles['opened']}>
        {format.moment(line.openedAt)}
      </div>
      <div role="cell" className={styles['session']}>
        {/* The row's own click does it; the button is what keys and readers reach. */}
        <button
          type="button"
          className={styles['number']}
          data-index={index}
          aria-label={t('admin.records.openRow', { id: line.id })}
        >
          {line.id}
        </button>
      </div>
      <div role="cell" className={styles['staff']}>
        <Responsible line={line} />
      </div>
      <div role="cell" className={styles['origin']}>
        {facts.origin === null ? none : t(`admin.records.origins.${facts.origin}`)}
      </div>
      <div role="cell" className={styles['medium']}>
        <FromMedium text={line.medium ?? line.label} />
      </div>
      <div role="cell" className={styles['files']}>
        <span
          role="img"
          aria-label={t('admin.records.countsSpoken', {
            total: format.number(files.total),
            released: format.number(files.released),
          })}
        >
          {t('admin.records.counts', {
            released: format.number(files.released),
            total: format.number(files.total),
          })}
        </span>
      </div>
      <div role="cell" className={styles['outcome']}>
        <OutcomeBadge outcome={line.outcome} practice={line.practice} />
      </div>
      <div role="cell" className={styles['reason']}>
        {reason === null ? none : words.reasons[reason.reason].what}
      </div>
    </>
  );
}
