/** The tamper check: counts entries as it goes, ends in one sentence, and shows the head to write down. */

import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { VerifyReport } from '../../../shared/model/ledger.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useMay } from '../login/login-state.tsx';
import { JobError, Notice } from '../parts/asked.tsx';
import { Button } from '../parts/button.tsx';
import form from '../parts/form.module.css';
import { useJob } from '../parts/job.ts';
import { Meter } from '../parts/meter.tsx';
import { Facts, Panel } from '../parts/page.tsx';

const HEAD = /^[0-9a-f]{64}$/i;

export function Verify() {
  const { t, format } = useWords();
  const may = useMay();
  const { view, start, stop } = useJob('verify.start');
  const [head, setHead] = useState('');
  if (!may('audit.verify')) return null;
  const kept = head.trim();
  const stands = kept === '' || HEAD.test(kept);
  const running = view.state === 'running';
  return (
    <Panel
      title={t('admin.records.verify.title')}
      note={t('admin.records.verify.lead')}
      actions={
        <Button
          look={view.state === 'none' ? 'primary' : 'plain'}
          disabled={running || !stands}
          onClick={() => void start(kept === '' ? {} : { head: kept })}
        >
          {t(view.state === 'done' ? 'admin.records.verify.again' : 'admin.records.verify.start')}
        </Button>
      }
    >
      {running && (
        <Meter
          subject={view.job ?? ''}
          label={t('admin.records.verify.label')}
          done={view.done}
          total={view.total}
          said={
            view.total === null
              ? t('admin.records.verify.runningPlain', { done: format.number(view.done) })
              : t('admin.records.verify.running', {
                  done: format.number(view.done),
                  total: format.number(view.total),
                })
          }
          stop={stop}
        />
      )}
      {view.state === 'failed' && <JobError error={view.error} stopped={t('admin.records.verify.stopped')} />}
      {view.state === 'done' && <Report report={view.value} />}
      <details className={form['form']}>
        <summary>{t('admin.records.verify.outside')}</summary>
        <TextInput
          label={t('admin.records.verify.hash')}
          description={t('admin.records.verify.outsideNote')}
          value={head}
          maxLength={80}
          spellCheck={false}
          error={stands ? null : t('admin.records.verify.outsideBad')}
          onChange={(event) => setHead(event.currentTarget.value)}
        />
      </details>
    </Panel>
  );
}

function Report({ report }: { readonly report: VerifyReport }) {
  const { t, format } = useWords();
  const entries = format.number(report.entries);
  return (
    <>
      {report.ok ? (
        <Notice look="good">{t('admin.records.verify.good', { entries })}</Notice>
      ) : (
        <Notice look="bad">
          <p>
            <strong>
              {t('admin.records.verify.bad', { entries, faults: format.number(report.faults.length) })}
            </strong>
          </p>
          <p>{t('admin.records.verify.badNext')}</p>
          <ul aria-label={t('admin.records.verify.faultsTitle')}>
            {report.faults.slice(0, 20).map((fault, at) => {
              const code = t(`admin.records.verify.faults.${fault.code}`);
              return (
                <li key={at}>
                  {fault.seq === undefined
                    ? t('admin.records.verify.fault', { code })
                    : t('admin.records.verify.faultAt', { code, seq: format.number(fault.seq) })}
                </li>
              );
            })}
          </ul>
        </Notice>
      )}
      {report.head !== null && (
        <>
          <p className={form['quiet']}>{t('admin.records.verify.headNote')}</p>
          <Facts
            rows={[
              [t('admin.records.verify.headSeq'), format.number(report.head.seq)],
              [
                t('admin.records.verify.hash'),
                <span key="hash" className={form['fixed']}>
                  {report.head.hash}
                </span>,
              ],
              [
                t('admin.records.verify.fingerprint'),
                <span key="fingerprint" className={form['fixed']}>
                  {report.fingerprint ?? t('admin.common.none')}
                </span>,
              ],
            ]}
          />
        </>
      )}
    </>
  );
}
