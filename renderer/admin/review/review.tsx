/** 点検: what nobody has looked at comes first, signed in two clicks; then the tamper check, drills and what was signed before. */

import type { Review as Signed } from '../../../shared/model/evidence.ts';
import type { ReviewStatus } from '../../../shared/contract/evidence.ts';
import { useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { EmptyState } from '../../parts/notice-state.tsx';
import { useAsk } from '../asking.ts';
import { useMay } from '../login/login-state.tsx';
import { usePlace } from '../navigation.ts';
import { Asked, Notice } from '../parts/asked.tsx';
import { Button } from '../parts/button.tsx';
import { Page, Panel } from '../parts/page.tsx';
import { Table } from '../parts/table.tsx';
import { noon } from './days.ts';
import { Drills } from './drills.tsx';
import { SignDialog } from './sign-dialog.tsx';
import { Pack } from './pack.tsx';
import { Verify } from './verify.tsx';

export function Review() {
  const { t } = useWords();
  const status = useAsk('reviews.status', {});
  const list = useAsk('reviews.list', {});
  const [said, setSaid] = useState<string | null>(null);
  const onSigned = (text: string) => {
    setSaid(text);
    status.again();
    list.again();
  };
  return (
    <Page title={t('admin.review.title')} lead={t('admin.review.lead')}>
      {said !== null && <Notice look="good">{said}</Notice>}
      <Asked of={status}>{(value) => <Waiting status={value} onSigned={onSigned} />}</Asked>
      <Verify />
      <Pack />
      <Drills />
      <Panel title={t('admin.review.history')}>
        <Asked of={list}>{(reviews) => <History reviews={reviews} />}</Asked>
      </Panel>
    </Page>
  );
}

type WaitingProps = { readonly status: ReviewStatus; readonly onSigned: (text: string) => void };

function Waiting({ status, onSigned }: WaitingProps) {
  const { t, format } = useWords();
  const may = useMay();
  const [, go] = usePlace();
  const [signing, setSigning] = useState(false);
  const { days, sinceReview, due } = status;
  const oldest = days[0];
  const newest = days.at(-1);
  const sessions = days.reduce((sum, day) => sum + day.sessions, 0);
  return (
    <Panel
      title={t('admin.review.waiting')}
      actions={
        oldest !== undefined && (
          <>
            <Button onClick={() => go('records')}>{t('admin.review.records')}</Button>
            {may('review.sign') && (
              <Button look="primary" onClick={() => setSigning(true)}>
                {newest === undefined || newest.date === oldest.date
                  ? t('admin.review.signOne', { first: format.day(noon(oldest.date)) })
                  : t('admin.review.sign', {
                      first: format.day(noon(oldest.date)),
                      last: format.day(noon(newest.date)),
                    })}
              </Button>
            )}
          </>
        )
      }
    >
      {due && (
        <Notice look="warn">
          {sinceReview === null
            ? t('admin.review.never')
            : t('admin.review.due', { days: format.number(sinceReview) })}
        </Notice>
      )}
      {oldest === undefined || newest === undefined ? (
        <EmptyState title={t('admin.review.waitingNone')} note={t('admin.review.waitingNoneNote')} />
      ) : (
        <>
          <p>
            {t('admin.review.waitingLead', {
              count: days.length,
              n: format.number(days.length),
              sessions: format.number(sessions),
            })}
          </p>
          <Table
            label={t('admin.review.waiting')}
            rows={days.slice(0, 31)}
            keyOf={({ date }) => date}
            columns={[
              {
                key: 'date',
                title: t('admin.review.date'),
                cell: ({ date }) => format.day(noon(date)),
              },
              {
                key: 'sessions',
                title: t('admin.review.sessions'),
                number: true,
                cell: (day) => format.number(day.sessions),
              },
            ]}
          />
          {signing && (
            <SignDialog
              days={days}
              first={oldest.date}
              last={newest.date}
              onClose={() => setSigning(false)}
              onSigned={(text) => {
                setSigning(false);
                onSigned(text);
              }}
            />
          )}
        </>
      )}
    </Panel>
  );
}

function History({ reviews }: { readonly reviews: readonly Signed[] }) {
  const { t, format } = useWords();
  if (reviews.length === 0) return <EmptyState title={t('admin.review.historyNone')} />;
  return (
    <Table
      label={t('admin.review.history')}
      rows={reviews}
      keyOf={({ at, by }) => `${at} ${by}`}
      columns={[
        { key: 'at', title: t('admin.review.at'), cell: ({ at }) => format.moment(at) },
        { key: 'by', title: t('admin.review.by'), cell: ({ by }) => by },
        {
          key: 'period',
          title: t('admin.review.period'),
          cell: ({ first, last }) =>
            t('admin.records.period.between', {
              from: format.day(noon(first)),
              to: format.day(noon(last)),
            }),
        },
        {
          key: 'sessions',
          title: t('admin.review.sessions'),
          number: true,
          cell: ({ sessions }) => format.number(sessions),
        },
        {
          key: 'remarks',
          title: t('admin.common.remarks'),
          cell: ({ remarks }) => (remarks === '' ? t('admin.common.none') : remarks),
        },
        {
          key: 'through',
          title: t('admin.review.through'),
          cell: ({ through }) => t('admin.review.throughSeq', { seq: format.number(through.seq) }),
        },
      ]}
    />
  );
}
