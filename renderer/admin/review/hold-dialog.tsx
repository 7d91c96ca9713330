/** Before a drill: what will be done, and a remark for the record. */

import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { Dialog } from '../parts/dialog.tsx';

type HoldDialogProps = { readonly onClose: () => void; readonly onHold: (remarks: string) => void };

export function HoldDialog({ onClose, onHold }: HoldDialogProps) {
  const { t } = useWords();
  const [remarks, setRemarks] = useState('');
  return (
    <Dialog
      title={t('admin.review.drillHold')}
      act={t('admin.review.drillAct')}
      onAct={() => onHold(remarks)}
      onClose={onClose}
    >
      <p>{t('admin.review.drillWhat')}</p>
      <Textarea
        label={t('admin.common.remarks')}
        value={remarks}
        rows={2}
        maxLength={4000}
        onChange={(event) => setRemarks(event.currentTarget.value)}
        data-autofocus
      />
    </Dialog>
  );
}
