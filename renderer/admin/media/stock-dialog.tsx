/** A stock-take: what is here is ticked; what has no tick is recorded as not found. */

import { Checkbox, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { MediumLine } from '../../../shared/contract/evidence.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useAct } from '../asking.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import styles from './media.module.css';

type StockDialogProps = {
  readonly lines: readonly MediumLine[];
  readonly onClose: () => void;
  readonly onDone: (absent: readonly string[]) => void;
};

export function StockDialog({ lines, onClose, onDone }: StockDialogProps) {
  const { t, format } = useWords();
  const stock = useAct('media.stock');
  const [present, setPresent] = useState<ReadonlySet<string>>(new Set());
  const [remarks, setRemarks] = useState('');
  const counted = lines.filter(({ state }) => state === 'in-use');
  const toggle = (id: string, here: boolean) => {
    const next = new Set(present);
    if (here) next.add(id);
    else next.delete(id);
    setPresent(next);
  };
  const act = () =>
    void stock.run({ present: [...present], remarks }).then((answer) => {
      if (answer.ok) onDone(answer.value.absent);
    });
  if (counted.length === 0)
    return (
      <Dialog title={t('admin.media.stockTitle')} onClose={onClose}>
        <p>{t('admin.media.stockNone')}</p>
      </Dialog>
    );
  return (
    <Dialog
      title={t('admin.media.stockTitle')}
      act={t('admin.media.stockAct', { count: present.size, n: format.number(present.size) })}
      onAct={act}
      busy={stock.busy}
      error={stock.error}
      onClose={onClose}
    >
      <p>{t('admin.media.stockLead')}</p>
      <div>
        <Button look="link" onClick={() => setPresent(new Set(counted.map(({ id }) => id)))}>
          {t('admin.media.stockAll')}
        </Button>
      </div>
      <div className={styles['list']} role="group" aria-label={t('admin.media.stockTitle')} tabIndex={0}>
        {counted.map(({ id, name, details, loan }) => (
          <Checkbox
            key={id}
            label={t('admin.media.details', { name, id })}
            description={loan?.to ?? details?.storage ?? null}
            checked={present.has(id)}
            onChange={(event) => toggle(id, event.currentTarget.checked)}
          />
        ))}
      </div>
      <Textarea
        label={t('admin.common.remarks')}
        value={remarks}
        rows={2}
        maxLength={4000}
        onChange={(event) => setRemarks(event.currentTarget.value)}
      />
    </Dialog>
  );
}
