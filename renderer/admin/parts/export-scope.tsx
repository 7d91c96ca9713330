/** What an export and a pack are asked alike: from which day to which, and what is to be left out. */

import { Checkbox, TextInput } from '@mantine/core';
import { useWords } from '../../i18n/use-words.ts';
import form from './form.module.css';

type DayRangeProps = {
  readonly from: string;
  readonly to: string;
  /** False where the days are the wrong way round. */
  readonly stands: boolean;
  readonly onFrom: (day: string) => void;
  readonly onTo: (day: string) => void;
};

export function DayRange({ from, to, stands, onFrom, onTo }: DayRangeProps) {
  const { t } = useWords();
  return (
    <div className={form['two']}>
      <TextInput
        type="date"
        label={t('admin.records.filter.from')}
        value={from}
        onChange={(event) => onFrom(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={t('admin.records.filter.to')}
        value={to}
        error={stands ? null : t('admin.records.filter.badPeriod')}
        onChange={(event) => onTo(event.currentTarget.value)}
      />
    </div>
  );
}

export function Mask({ mask, onMask }: { readonly mask: boolean; readonly onMask: (mask: boolean) => void }) {
  const { t } = useWords();
  return (
    <Checkbox
      label={t('admin.records.exporting.mask')}
      description={t('admin.records.exporting.maskNote')}
      checked={mask}
      onChange={(event) => onMask(event.currentTarget.checked)}
    />
  );
}
