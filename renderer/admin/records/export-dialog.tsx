/** Exporting: which sheet of which period, how many rows that is, then the file — handed over or called off. */

import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { ENCODINGS, SHEET_NAMES, type SheetEncoding, type SheetName } from '../../../shared/model/sheets.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useAsk } from '../asking.ts';
import { ErrorLine, JobError, Notice } from '../parts/asked.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { DayRange, Mask } from '../parts/export-scope.tsx';
import form from '../parts/form.module.css';
import { useJob } from '../parts/job.ts';
import { daysOf, PERIODS, periodStands, type Part, type PeriodName, type Wanted } from './filter.ts';
import { ExportRun } from './export-run.tsx';

type ExportDialogProps = {
  readonly wanted: Wanted;
  readonly parts: readonly Part[];
  readonly today: string;
  readonly onClose: () => void;
};

export function ExportDialog({ wanted, parts, today, onClose }: ExportDialogProps) {
  const { t, language, format } = useWords();
  const [sheet, setSheet] = useState<SheetName>('sessions');
  const [encoding, setEncoding] = useState<SheetEncoding>('utf8');
  const [mask, setMask] = useState(false);
  const [period, setPeriod] = useState<PeriodName>(wanted.period);
  const [from, setFrom] = useState(wanted.from);
  const [to, setTo] = useState(wanted.to);
  const { view, start, clear, stop } = useJob('export.start');
  const stands = periodStands({ ...wanted, period, from, to });
  const days = stands ? daysOf({ period, from, to }, today) : {};
  const counts = useAsk('export.count', days);
  const rows = counts.state === 'there' ? counts.value[sheet] : undefined;
  const unused = parts.filter(({ key }) => key !== 'period').map(({ said }) => said);

  if (view.state === 'running' || view.state === 'done')
    return <ExportRun view={view} rows={rows ?? null} stop={stop} onAnother={clear} onClose={onClose} />;

  const begin = () =>
    void start({ sheet, encoding, mask, language: language === 'ja' ? 'ja' : 'en', ...days });
  return (
    <Dialog
      title={t('admin.records.exporting.title')}
      act={
        rows === undefined
          ? t('admin.records.exporting.startPlain')
          : t('admin.records.exporting.start', { n: format.number(rows) })
      }
      onAct={begin}
      ready={stands}
      onClose={onClose}
    >
      <p>{t('admin.records.exporting.lead')}</p>
      {view.state === 'failed' && <JobError error={view.error} stopped={t('admin.common.stopped')} />}
      {unused.length > 0 && (
        <Notice look="warn">
          {t('admin.records.exporting.periodOnly', { parts: unused.join(t('admin.records.filter.and')) })}
        </Notice>
      )}
      <NativeSelect
        label={t('admin.records.exporting.sheet')}
        value={sheet}
        data={SHEET_NAMES.map((value) => ({
          value,
          label: t(`admin.records.exporting.sheets.${value}`),
        }))}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setSheet(SHEET_NAMES.find((name) => name === value) ?? 'sessions');
        }}
      />
      <div className={form['two']}>
        <NativeSelect
          label={t('admin.records.filter.period')}
          value={period}
          data={PERIODS.map((value) => ({ value, label: t(`admin.records.period.${value}`) }))}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setPeriod(PERIODS.find((name) => name === value) ?? 'all');
          }}
        />
        <NativeSelect
          label={t('admin.records.exporting.encoding')}
          value={encoding}
          data={ENCODINGS.map((value) => ({
            value,
            label: t(`admin.records.exporting.encodings.${value}`),
          }))}
          onChange={(event) => setEncoding(event.currentTarget.value === 'cp932' ? 'cp932' : 'utf8')}
        />
      </div>
      {period === 'days' && <DayRange from={from} to={to} stands={stands} onFrom={setFrom} onTo={setTo} />}
      <Mask mask={mask} onMask={setMask} />
      <p role="status">
        <strong>
          {counts.state === 'loading'
            ? t('admin.records.exporting.counting')
            : rows === undefined
              ? t('admin.records.exporting.countUnknown')
              : rows === 0
                ? t('admin.records.exporting.countNone')
                : t('admin.records.exporting.count', { count: rows, n: format.number(rows) })}
        </strong>
      </p>
      {counts.state === 'failed' && <ErrorLine error={counts.error} />}
    </Dialog>
  );
}
