/** Signing: which days, what was remarked, under one's own name. */

import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { isJapanDate } from '../../../shared/japan-time.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useAct } from '../asking.ts';
import { Dialog } from '../parts/dialog.tsx';
import form from '../parts/form.module.css';
import { noon, within } from './days.ts';

type SignDialogProps = {
  readonly days: readonly { readonly date: string; readonly sessions: number }[];
  readonly first: string;
  readonly last: string;
  readonly onClose: () => void;
  readonly onSigned: (said: string) => void;
};

export function SignDialog({ days, first: oldest, last: newest, onClose, onSigned }: SignDialogProps) {
  const { t, format } = useWords();
  const sign = useAct('reviews.sign');
  const [first, setFirst] = useState(oldest);
  const [last, setLast] = useState(newest);
  const [remarks, setRemarks] = useState('');
  const stands = isJapanDate(first) && isJapanDate(last) && first <= last;
  const inside = stands ? within(days, first, last) : { days: 0, sessions: 0 };
  const said = {
    first: stands ? format.day(noon(first)) : '',
    last: stands ? format.day(noon(last)) : '',
  };
  const act = () =>
    void sign.run({ first, last, remarks }).then((answer) => {
      if (answer.ok) onSigned(t('admin.review.signed', said));
    });
  return (
    <Dialog
      title={t('admin.review.signTitle')}
      act={first === last ? t('admin.review.signOne', said) : t('admin.review.sign', said)}
      onAct={act}
      ready={stands}
      busy={sign.busy}
      error={sign.error}
      onClose={onClose}
    >
      <p>
        {t('admin.review.signLead', {
          days: format.number(inside.days),
          sessions: format.number(inside.sessions),
        })}
      </p>
      <div className={form['two']}>
        <TextInput
          type="date"
          label={t('admin.review.first')}
          value={first}
          onChange={(event) => setFirst(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('admin.review.last')}
          value={last}
          error={stands ? null : t('admin.records.filter.badPeriod')}
          onChange={(event) => setLast(event.currentTarget.value)}
        />
      </div>
      <Textarea
        label={t('admin.review.remarks')}
        rows={3}
        maxLength={4000}
        value={remarks}
        onChange={(event) => setRemarks(event.currentTarget.value)}
        data-autofocus
      />
    </Dialog>
  );
}
