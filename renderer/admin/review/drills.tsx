/** Drills: when the gate was last put to the test, and how it did. */

import { useState } from 'react';
import type { Drill } from '../../../shared/model/evidence.ts';
import { useWords } from '../../i18n/use-words.ts';
import { EmptyState } from '../../parts/notice-state.tsx';
import { StateBadge } from '../../parts/state-field.tsx';
import { useAsk } from '../asking.ts';
import { useMay } from '../login/login-state.tsx';
import { Asked, ErrorLine, Notice } from '../parts/asked.tsx';
import { Button } from '../parts/button.tsx';
import { useJob } from '../parts/job.ts';
import { Meter } from '../parts/meter.tsx';
import { HoldDialog } from './hold-dialog.tsx';
import { Panel } from '../parts/page.tsx';
import { Table } from '../parts/table.tsx';

export function Drills() {
  const { t, format } = useWords();
  const may = useMay();
  const { view, start } = useJob('drills.hold');
  const [asking, setAsking] = useState(false);
  const held = view.state === 'done' ? view.value.at : '';
  const status = useAsk('drills.status', {}, held);
  const list = useAsk('drills.list', {}, held);
  const due = status.state === 'there' && status.value.due;
  const since = status.state === 'there' ? status.value.sinceDrill : null;
  return (
    <Panel
      title={t('admin.review.drills')}
      note={t('admin.review.drillsLead')}
      actions={
        may('drill.hold') && (
          <Button disabled={view.state === 'running'} onClick={() => setAsking(true)}>
            {t('admin.review.drillHold')}
          </Button>
        )
      }
    >
      {view.state === 'running' && (
        <Meter
          subject={view.job ?? ''}
          label={t('admin.review.drills')}
          done={view.done}
          total={view.total}
          said={t('admin.review.drillRunning', {
            done: format.number(view.done),
            total: format.number(view.total ?? 0),
          })}
        />
      )}
      {view.state === 'failed' && <ErrorLine error={view.error} />}
      {view.state === 'done' && (
        <Notice look={view.value.passed ? 'good' : 'bad'}>
          {t(view.value.passed ? 'admin.review.drillGood' : 'admin.review.drillBad')}
        </Notice>
      )}
      {asking && (
        <HoldDialog
          onClose={() => setAsking(false)}
          onHold={(remarks) => {
            setAsking(false);
            void start({ remarks });
          }}
        />
      )}
      {due && <Notice look="warn">{t('admin.review.drillDue')}</Notice>}
      <Asked of={list}>
        {(drills) =>
          drills.length === 0 ? (
            <EmptyState title={t('admin.review.drillsNone')} />
          ) : (
            <>
              {since !== null && <p>{t('admin.review.drillLast', { days: format.number(since) })}</p>}
              <DrillTable drills={drills} />
            </>
          )
        }
      </Asked>
    </Panel>
  );
}

function DrillTable({ drills }: { readonly drills: readonly Drill[] }) {
  const { t, format } = useWords();
  const word = (passed: boolean) => t(passed ? 'admin.review.drillPassed' : 'admin.review.drillFailed');
  return (
    <Table
      label={t('admin.review.drills')}
      rows={drills}
      keyOf={({ at }) => at}
      columns={[
        { key: 'at', title: t('admin.review.at'), cell: ({ at }) => format.moment(at) },
        { key: 'by', title: t('admin.review.by'), cell: ({ by }) => by },
        {
          key: 'passed',
          title: t('admin.records.columns.outcome'),
          cell: ({ passed }) => <StateBadge tone={passed ? 'clean' : 'blocked'} word={word(passed)} />,
        },
        {
          key: 'results',
          title: t('admin.review.drillResults'),
          cell: ({ results }) => (
            <ul>
              {results.map(({ check, passed }) => (
                <li key={check}>
                  {t('admin.review.drillResult', {
                    check: t(`admin.review.drillChecks.${check}`),
                    word: word(passed),
                  })}
                </li>
              ))}
            </ul>
          ),
        },
        {
          key: 'remarks',
          title: t('admin.common.remarks'),
          cell: ({ remarks }) => (remarks === '' ? t('admin.common.none') : remarks),
        },
      ]}
    />
  );
}
