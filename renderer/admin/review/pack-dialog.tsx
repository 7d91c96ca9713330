/** Before a pack is made: of which period, and whether names and patients' numbers are to be in it. */

import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { CallArgs } from '../../../shared/contract.ts';
import { japanDate } from '../../../shared/japan-time.ts';
import { useSnapshot } from '../../bridge/gate-context.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { Dialog } from '../parts/dialog.tsx';
import { DayRange, Mask } from '../parts/export-scope.tsx';
import { daysOf, EVERYTHING, periodStands, type PeriodName } from '../records/filter.ts';

const PERIODS = ['fiscal-year', 'last-fiscal-year', 'all', 'days'] as const satisfies readonly PeriodName[];
type PackPeriod = (typeof PERIODS)[number];

type PackDialogProps = {
  readonly onClose: () => void;
  readonly onMake: (wish: CallArgs<'pack.start'>) => void;
};

export function PackDialog({ onClose, onMake }: PackDialogProps) {
  const { t, language } = useWords();
  const today = japanDate(useSnapshot().at);
  const [period, setPeriod] = useState<PackPeriod>('fiscal-year');
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [mask, setMask] = useState(false);
  const stands = period !== 'days' || periodStands({ ...EVERYTHING, period, from, to });
  const make = () =>
    onMake({ ...daysOf({ period, from, to }, today), mask, language: language === 'ja' ? 'ja' : 'en' });
  return (
    <Dialog
      title={t('admin.review.pack.open')}
      act={t('admin.review.pack.start')}
      onAct={make}
      ready={stands}
      onClose={onClose}
    >
      <NativeSelect
        label={t('admin.review.pack.period')}
        value={period}
        data={PERIODS.map((value) => ({ value, label: t(`admin.review.pack.periods.${value}`) }))}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setPeriod(PERIODS.find((name) => name === value) ?? 'all');
        }}
        data-autofocus
      />
      {period === 'days' && <DayRange from={from} to={to} stands={stands} onFrom={setFrom} onTo={setTo} />}
      <Mask mask={mask} onMask={setMask} />
      <p>{t('admin.review.pack.where')}</p>
    </Dialog>
  );
}
