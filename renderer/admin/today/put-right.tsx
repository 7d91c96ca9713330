/** What only an administrator's word puts right: a clock that ran ahead once, and an inbox that was really moved. */

import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useSnapshot } from '../../bridge/gate-context.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { useNow } from '../../parts/age.tsx';
import { useAct } from '../asking.ts';
import { Dialog } from '../parts/dialog.tsx';

type PutRightProps = { readonly onClose: () => void };

export function ConfirmClock({ onClose }: PutRightProps) {
  const { t, format } = useWords();
  const confirm = useAct('clock.confirm');
  const [reason, setReason] = useState('');
  const now = new Date(useNow(1_000)).toISOString();
  const act = () => void confirm.run({ reason }).then(({ ok }) => ok && onClose());
  return (
    <Dialog
      title={t('admin.today.clock.title')}
      act={t('admin.today.clock.act')}
      danger
      onAct={act}
      ready={reason.trim() !== ''}
      busy={confirm.busy}
      error={confirm.error}
      onClose={onClose}
    >
      <p>{t('admin.today.clock.now', { now: format.moment(now) })}</p>
      <p>{t('admin.today.clock.note')}</p>
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

export function AcceptInbox({ onClose }: PutRightProps) {
  const { t } = useWords();
  const { inbox } = useSnapshot();
  const accept = useAct('destination.accept');
  const act = () => void accept.run({}).then(({ ok }) => ok && onClose());
  return (
    <Dialog
      title={t('admin.today.moved.title')}
      act={t('admin.today.moved.act')}
      danger
      onAct={act}
      busy={accept.busy}
      error={accept.error}
      onClose={onClose}
    >
      <p>{t('admin.today.moved.note', { name: inbox.name })}</p>
      <p>{t('admin.today.moved.consequence')}</p>
    </Dialog>
  );
}
