/** The day at a glance: four facts, what was brought in today, 30 days in a picture. Quiet when all is well. */

import { useState } from 'react';
import type { Dashboard, SessionLine } from '../../../shared/contract/records.ts';
import { useSnapshot } from '../../bridge/gate-context.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { EmptyState } from '../../parts/notice-state.tsx';
import { StateBadge } from '../../parts/state-field.tsx';
import { useAsk } from '../asking.ts';
import { useMay } from '../login/login-state.tsx';
import { usePlace } from '../navigation.ts';
import { Asked } from '../parts/asked.tsx';
import { Button } from '../parts/button.tsx';
import { FromMedium } from '../parts/from-medium.tsx';
import { OutcomeBadge } from '../parts/outcome.tsx';
import { Page, Panel } from '../parts/page.tsx';
import { Table } from '../parts/table.tsx';
import { Chart } from './chart.tsx';
import { fourFacts, furtherFacts, type Fact, type TodayAct } from './facts.ts';
import { AcceptInbox, ConfirmClock } from './put-right.tsx';
import { Reasons } from './reasons.tsx';
import styles from './today.module.css';

const ACTS = {
  'confirm-clock': { need: 'clock.confirm', open: 'admin.today.clock.open', Dialog: ConfirmClock },
  'accept-inbox': { need: 'destination.accept', open: 'admin.today.moved.open', Dialog: AcceptInbox },
} as const;

export function Today() {
  const speech = useWords();
  const { t, format } = speech;
  const snapshot = useSnapshot();
  const [, go] = usePlace();
  const may = useMay();
  const [doing, setDoing] = useState<TodayAct | null>(null);
  const Doing = doing === null ? null : ACTS[doing].Dialog;
  const moment = `${snapshot.ledger.entries} ${snapshot.session?.id ?? ''}`;
  const dashboard = useAsk('dashboard.read', {}, moment);
  const newestAt = dashboard.state === 'there' ? dashboard.value.newestAt : null;
  const four = fourFacts(snapshot, newestAt, speech);
  const further = furtherFacts(snapshot, speech);
  const open = [...four, ...further].filter(({ well }) => !well).length;
  return (
    <Page
      title={t('admin.today.titleOn', { day: format.day(snapshot.at) })}
      lead={
        open === 0
          ? t('admin.today.allWell')
          : t('admin.today.attention', { count: open, n: format.number(open) })
      }
    >
      <ul className={styles['facts']}>
        {four.map((fact) => (
          <FactCard key={fact.key} fact={fact} onGo={() => go(fact.to)} />
        ))}
      </ul>
      {further.length > 0 && (
        <ul className={styles['further']} aria-label={t('admin.today.more.label')}>
          {further.map((fact) => (
            <li key={fact.key} className={styles['line']} data-tone={fact.tone}>
              <span>{fact.said}</span>
              {fact.act !== undefined && may(ACTS[fact.act].need) && (
                <Button onClick={() => setDoing(fact.act ?? null)}>{t(ACTS[fact.act].open)}</Button>
              )}
              {fact.to !== 'today' && (
                <Button
                  look="link"
                  onClick={() => go(fact.to)}
                  label={`${fact.toWord} – ${t(`admin.nav.${fact.to}`)}`}
                >
                  {t(`admin.nav.${fact.to}`)}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {Doing !== null && <Doing onClose={() => setDoing(null)} />}
      {may('session.read') && (
        <Asked of={dashboard}>
          {(value) => (
            <>
              <TodaySessions dashboard={value} onOpen={(id) => go('records', `session=${id}`)} />
              <div className={styles['two']}>
                <Chart days={value.days} />
                <Reasons reasons={value.reasons} onSee={(reason) => go('records', `reason=${reason}`)} />
              </div>
            </>
          )}
        </Asked>
      )}
    </Page>
  );
}

function FactCard({ fact, onGo }: { readonly fact: Fact; readonly onGo: () => void }) {
  return (
    <li className={styles['card']} data-tone={fact.tone}>
      <div className={styles['cardHead']}>
        <h2 className={styles['label']}>{fact.label}</h2>
        <StateBadge tone={fact.tone} word={fact.toneWord} />
      </div>
      <p>{fact.said}</p>
      {fact.next !== undefined && <p className={styles['quiet']}>{fact.next}</p>}
      <Button look="link" onClick={onGo} label={`${fact.toWord} – ${fact.label}`}>
        {fact.toWord}
      </Button>
    </li>
  );
}

type TodaySessionsProps = { readonly dashboard: Dashboard; readonly onOpen: (id: string) => void };

function TodaySessions({ dashboard, onOpen }: TodaySessionsProps) {
  const { t, words, format } = useWords();
  const [, go] = usePlace();
  return (
    <Panel
      title={t('admin.today.sessionsTitle')}
      actions={
        <Button look="link" onClick={() => go('records')}>
          {t('admin.today.sessionsAll')}
        </Button>
      }
    >
      {dashboard.today.length === 0 ? (
        <EmptyState title={t('admin.today.sessionsNone')} note={t('admin.today.sessionsNoneNote')} />
      ) : (
        <Table<SessionLine>
          label={t('admin.today.sessionsTitle')}
          rows={dashboard.today}
          keyOf={({ id }) => id}
          columns={[
            {
              key: 'opened',
              title: t('admin.records.columns.opened'),
              cell: (line) => (
                <Button
                  look="link"
                  onClick={() => onOpen(line.id)}
                  label={t('admin.today.open', { id: line.id, time: format.time(line.openedAt) })}
                >
                  {format.time(line.openedAt)}
                </Button>
              ),
            },
            {
              key: 'staff',
              whole: true,
              title: t('admin.records.columns.staff'),
              cell: (line) => line.staffName ?? line.staff ?? t('admin.common.none'),
            },
            {
              key: 'origin',
              title: t('admin.records.columns.origin'),
              cell: ({ facts }) =>
                facts.origin === null ? t('admin.common.none') : t(`admin.records.origins.${facts.origin}`),
            },
            {
              key: 'medium',
              title: t('admin.records.columns.medium'),
              cell: ({ medium, label }) => <FromMedium text={medium ?? label} />,
            },
            {
              key: 'files',
              title: t('admin.records.columns.files'),
              number: true,
              cell: ({ files }) =>
                t('admin.records.counts', {
                  released: format.number(files.released),
                  total: format.number(files.total),
                }),
            },
            {
              key: 'outcome',
              title: t('admin.records.columns.outcome'),
              cell: ({ outcome, practice }) => <OutcomeBadge outcome={outcome} practice={practice} />,
            },
            {
              key: 'reason',
              title: t('admin.records.columns.reason'),
              cell: ({ reason }) =>
                reason === null ? t('admin.common.none') : words.reasons[reason.reason].what,
            },
          ]}
        />
      )}
    </Panel>
  );
}
