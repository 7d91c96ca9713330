/** Sessions of 30 days, stacked by outcome: a picture with a sentence for those who hear it, and the same as a table. */

import { useId, useState } from 'react';
import type { DayCount } from '../../../shared/contract/records.ts';
import { OUTCOMES, type Outcome } from '../../../shared/model/session.ts';
import { useWords } from '../../i18n/use-words.ts';
import { EmptyState } from '../../parts/notice-state.tsx';
import { Button } from '../parts/button.tsx';
import { Panel } from '../parts/page.tsx';
import { Table } from '../parts/table.tsx';
import { chartData, named, type ChartData } from './chart-data.ts';
import styles from './chart.module.css';

const WIDTH = 900;
const HEIGHT = 190;
const LEFT = 30;
const FOOT = 22;
const HEAD = 8;

export function Chart({ days }: { readonly days: readonly DayCount[] }) {
  const { t } = useWords();
  const [asTable, setAsTable] = useState(false);
  const data = chartData(days);
  return (
    <Panel
      title={t('admin.today.chartTitle')}
      actions={
        data.total > 0 && (
          <Button look="link" onClick={() => setAsTable(!asTable)}>
            {t(asTable ? 'admin.today.chartChart' : 'admin.today.chartTable')}
          </Button>
        )
      }
    >
      {data.total === 0 ? (
        <EmptyState title={t('admin.today.chartNone')} />
      ) : asTable ? (
        <ChartTable days={days} data={data} />
      ) : (
        <ChartPicture data={data} />
      )}
    </Panel>
  );
}

/** `2026-11-22` as a moment of that day in Japan. */
const noon = (date: string) => `${date}T12:00:00+09:00`;

function ChartPicture({ data }: { readonly data: ChartData }) {
  const { t, format } = useWords();
  const hatch = useId();
  const slot = (WIDTH - LEFT) / data.bars.length;
  const high = HEIGHT - FOOT - HEAD;
  const y = (value: number) => HEAD + high - (value / data.top) * high;
  const word = (outcome: Outcome) => t(`admin.records.outcomes.${outcome}`);
  const parts = data.totals
    .map(({ outcome, count }) =>
      t('admin.today.chartPart', { outcome: word(outcome), n: format.number(count) }),
    )
    .join(t('admin.records.filter.and'));
  const summary = t('admin.today.chartSummary', {
    first: format.day(noon(data.bars[0]?.date ?? '')),
    last: format.day(noon(data.bars.at(-1)?.date ?? '')),
    total: format.number(data.total),
    parts,
  });
  return (
    <>
      <svg className={styles['chart']} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={summary}>
        <defs>
          <pattern
            id={hatch}
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect className={styles['stripe']} width="2" height="6" />
          </pattern>
        </defs>
        {data.ticks.map((tick) => (
          <g key={tick}>
            <line className={styles['line']} x1={LEFT} x2={WIDTH} y1={y(tick)} y2={y(tick)} />
            <text className={styles['text']} x={LEFT - 6} y={y(tick) + 4} textAnchor="end">
              {format.number(tick)}
            </text>
          </g>
        ))}
        {data.bars.map(({ date, pieces }, index) => (
          <g key={date}>
            {pieces.map(({ outcome, count, from }) => {
              const box = {
                x: LEFT + index * slot + slot * 0.18,
                y: y(from + count),
                width: slot * 0.64,
                height: Math.max(1, y(from) - y(from + count) - 1),
              };
              return (
                <g key={outcome}>
                  <rect className={styles[outcome]} {...box} rx={2}>
                    <title>{`${format.day(noon(date))} ${word(outcome)} ${format.number(count)}`}</title>
                  </rect>
                  {outcome !== 'released' && outcome !== 'blocked' && (
                    <rect {...box} rx={2} fill={`url(#${hatch})`} pointerEvents="none" />
                  )}
                </g>
              );
            })}
            {named(index, data.bars.length) && (
              <text
                className={styles['text']}
                x={LEFT + index * slot + slot / 2}
                y={HEIGHT - 5}
                textAnchor="middle"
              >
                {`${Number(date.slice(5, 7))}/${Number(date.slice(8, 10))}`}
              </text>
            )}
          </g>
        ))}
      </svg>
      <ul className={styles['legend']}>
        {data.totals.map(({ outcome, count }) => (
          <li key={outcome} className={styles['entry']}>
            <svg className={styles['swatch']} viewBox="0 0 12 12" aria-hidden>
              <rect className={styles[outcome]} width="12" height="12" rx="2" />
              {outcome !== 'released' && outcome !== 'blocked' && (
                <rect width="12" height="12" rx="2" fill={`url(#${hatch})`} />
              )}
            </svg>
            {t('admin.today.chartPart', { outcome: word(outcome), n: format.number(count) })}
          </li>
        ))}
      </ul>
    </>
  );
}

function ChartTable({ days, data }: { readonly days: readonly DayCount[]; readonly data: ChartData }) {
  const { t, format } = useWords();
  const used = OUTCOMES.filter((outcome) => data.totals.some((total) => total.outcome === outcome));
  return (
    <Table
      label={t('admin.today.chartTitle')}
      rows={days.toReversed()}
      keyOf={({ date }) => date}
      columns={[
        { key: 'date', title: t('admin.today.chartDay'), cell: ({ date }) => format.day(noon(date)) },
        ...used.map((outcome) => ({
          key: outcome,
          title: t(`admin.records.outcomes.${outcome}`),
          number: true,
          cell: (day: DayCount) => format.number(day.outcomes[outcome] ?? 0),
        })),
        {
          key: 'total',
          title: t('admin.today.chartTotal'),
          number: true,
          cell: (day) => format.number(Object.values(day.outcomes).reduce((sum, count) => sum + count, 0)),
        },
      ]}
    />
  );
}
