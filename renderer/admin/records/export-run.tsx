/** An export under way and done: its rows as they are written, and the file to be taken, which is thrown away if nobody does. */

import { useState } from 'react';
import type { JobState } from '../../../shared/contract/method.ts';
import type { Exported } from '../../../shared/contract/records.ts';
import { useHost } from '../../bridge/gate-context.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { useAct } from '../asking.ts';
import { ErrorLine, Notice } from '../parts/asked.tsx';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import form from '../parts/form.module.css';
import type { Stop } from '../parts/job.ts';
import { Meter } from '../parts/meter.tsx';

type ExportRunProps = {
  readonly view: { readonly job: string | null } & Exclude<JobState<Exported>, { state: 'failed' }>;
  readonly rows: number | null;
  readonly stop: Stop;
  readonly onAnother: () => void;
  readonly onClose: () => void;
};

export function ExportRun({ view, rows, stop, onAnother, onClose }: ExportRunProps) {
  const { t, format } = useWords();
  const host = useHost();
  const save = useAct('export.save');
  const [said, setSaid] = useState<{ text: string; good: boolean } | null>(null);

  const take = async () => {
    const answer = await save.run({ job: view.job ?? '' });
    if (!answer.ok) return;
    const delivery = answer.value;
    if (delivery.way === 'cancelled') {
      setSaid({ text: t('admin.records.exporting.notSaved'), good: false });
    } else if (delivery.way === 'saved') {
      setSaid({ text: t('admin.records.exporting.saved', { name: delivery.name }), good: true });
    } else {
      const { name } = delivery;
      const there = (await host.download?.(delivery.address, name)) ?? false;
      setSaid({
        text: there ? t('admin.records.exporting.downloaded', { name }) : t('admin.records.exporting.lost'),
        good: there,
      });
    }
  };

  if (view.state === 'running') {
    const total = view.total ?? rows;
    const done = format.number(view.done);
    return (
      // However it is left, it is called off: the form comes back and says so.
      <Dialog
        title={t('admin.records.exporting.running')}
        leave={t('admin.common.cancel')}
        onClose={stop.run}
      >
        <Meter
          subject={view.job ?? ''}
          label={t('admin.records.exporting.running')}
          done={view.done}
          total={total}
          said={
            total === null
              ? t('admin.records.exporting.rowsDone', { done })
              : t('admin.records.exporting.rows', { done, total: format.number(total) })
          }
        />
      </Dialog>
    );
  }
  const { value } = view;
  const untaken = () => {
    if (said === null) stop.run();
  };
  const leave = () => {
    untaken();
    onClose();
  };
  const another = () => {
    untaken();
    onAnother();
  };
  return (
    <Dialog title={t('admin.records.exporting.title')} onClose={leave}>
      <Notice look="good">
        {t('admin.records.exporting.done', { count: value.rows, n: format.number(value.rows) })}
      </Notice>
      {value.replaced > 0 && (
        <Notice look="warn">
          {t('admin.records.exporting.replaced', {
            count: value.replaced,
            n: format.number(value.replaced),
          })}
        </Notice>
      )}
      <p className={form['path']}>{value.name}</p>
      <ErrorLine error={save.error} />
      {said !== null && <Notice look={said.good ? 'good' : 'warn'}>{said.text}</Notice>}
      <div className={form['acts']}>
        {said === null && (
          <Button look="primary" disabled={save.busy} onClick={() => void take()}>
            {t('admin.records.exporting.save')}
          </Button>
        )}
        <Button onClick={another}>{t('admin.records.exporting.another')}</Button>
      </div>
    </Dialog>
  );
}
