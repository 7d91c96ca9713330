/** 監査用の一式: everything that an inspector is handed, made in a folder that the person chooses. */

import { useState } from 'react';
import type { Packed } from '../../../shared/contract/packs.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useMay } from '../login/login-state.tsx';
import { JobError, Notice } from '../parts/asked.tsx';
import { Button } from '../parts/button.tsx';
import form from '../parts/form.module.css';
import { useJob } from '../parts/job.ts';
import { Meter } from '../parts/meter.tsx';
import { Facts, Panel } from '../parts/page.tsx';
import { PackDialog } from './pack-dialog.tsx';

export function Pack() {
  const { t, format } = useWords();
  const may = useMay();
  const { view, start, stop } = useJob('pack.start');
  const [asking, setAsking] = useState(false);
  const [notChosen, setNotChosen] = useState(false);
  if (!may('audit.export')) return null;
  const running = view.state === 'running';
  const said = (done: number, total: number | null) =>
    total === null
      ? t('admin.review.pack.preparing')
      : done >= total
        ? t('admin.review.pack.sealing')
        : t('admin.review.pack.proving', { done: format.number(done), total: format.number(total) });
  return (
    <Panel
      title={t('admin.review.pack.title')}
      note={t('admin.review.pack.lead')}
      actions={
        <Button disabled={running} onClick={() => setAsking(true)}>
          {t('admin.review.pack.open')}
        </Button>
      }
    >
      {asking && (
        <PackDialog
          onClose={() => setAsking(false)}
          onMake={(wish) => {
            setAsking(false);
            setNotChosen(false);
            void start(wish).then((begun) => setNotChosen(!begun));
          }}
        />
      )}
      {running && (
        <Meter
          subject={view.job ?? ''}
          label={t('admin.review.pack.running')}
          done={view.done}
          total={view.total}
          said={said(view.done, view.total)}
          stop={stop}
        />
      )}
      {notChosen && <Notice>{t('admin.review.pack.notChosen')}</Notice>}
      {view.state === 'failed' && <JobError error={view.error} stopped={t('admin.common.stopped')} />}
      {view.state === 'done' && <Made pack={view.value} />}
    </Panel>
  );
}

function Made({ pack }: { readonly pack: Packed }) {
  const { t, format } = useWords();
  const { name, files, sessions, practice, faults, pdf, head, fingerprint } = pack;
  return (
    <>
      <Notice look="good">
        {t('admin.review.pack.done', {
          name,
          files: format.number(files),
          sessions: format.number(sessions),
        })}
      </Notice>
      {faults > 0 && (
        <Notice look="bad">{t('admin.review.pack.faults', { faults: format.number(faults) })}</Notice>
      )}
      {practice && <Notice look="warn">{t('admin.review.pack.practice')}</Notice>}
      {pdf !== null && <Notice look="warn">{t(`admin.review.pack.pdf.${pdf}`)}</Notice>}
      <p className={form['quiet']}>{t('admin.review.pack.keep')}</p>
      <Facts
        rows={[
          [
            t('admin.records.verify.hash'),
            <span key="hash" className={form['fixed']}>
              {head.hash}
            </span>,
          ],
          [
            t('admin.records.verify.fingerprint'),
            <span key="fingerprint" className={form['fixed']}>
              {fingerprint ?? t('admin.common.none')}
            </span>,
          ],
        ]}
      />
    </>
  );
}
