/** Extending the life of old definitions: for how long and why, on the record. */

import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { useAct } from '../asking.ts';
import { Dialog } from '../parts/dialog.tsx';

const LONGEST_DAYS = 14;

type ExtendDialogProps = { readonly onClose: () => void; readonly onDone: (said: string) => void };

export function ExtendDialog({ onClose, onDone }: ExtendDialogProps) {
  const { t, format } = useWords();
  const extend = useAct('definitions.extend');
  const [days, setDays] = useState(10);
  const [reason, setReason] = useState('');
  const stands = Number.isInteger(days) && days >= 1 && days <= LONGEST_DAYS;
  const act = () =>
    void extend.run({ days, reason }).then((answer) => {
      if (!answer.ok) return;
      const { until } = answer.value;
      onDone(
        until === null
          ? t('admin.definitions.extendedNone')
          : t('admin.definitions.extended', { until: format.moment(until) }),
      );
    });
  return (
    <Dialog
      title={t('admin.definitions.extendTitle')}
      act={t('admin.definitions.extendAct', { count: days })}
      danger
      onAct={act}
      ready={stands && reason.trim() !== ''}
      busy={extend.busy}
      error={extend.error}
      onClose={onClose}
    >
      <p>{t('admin.definitions.extendNote')}</p>
      <TextInput
        type="number"
        min={1}
        max={LONGEST_DAYS}
        label={t('admin.definitions.extendDays')}
        value={days}
        error={stands ? null : t('admin.definitions.extendDaysBad')}
        onChange={(event) => setDays(Number(event.currentTarget.value))}
      />
      <Textarea
        label={t('admin.common.reason')}
        description={t('admin.common.reasonNote')}
        value={reason}
        rows={2}
        maxLength={500}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
    </Dialog>
  );
}
