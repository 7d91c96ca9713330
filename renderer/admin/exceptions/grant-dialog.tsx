/** Granting an exception: the file by its checksum, why, for how long, and the second person's own word in the same act. */

import { Checkbox, PasswordInput, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { LONGEST_EXCEPTION_DAYS } from '../../../shared/model/exception.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useAct, useAsk } from '../asking.ts';
import { Dialog } from '../parts/dialog.tsx';
import form from '../parts/form.module.css';
import { grantFaults, type GrantDraft } from './state.ts';

const EMPTY: GrantDraft = {
  sha256: '',
  reason: '',
  days: 7,
  vendorConfirmation: false,
  identifier: '',
  secret: '',
  code: '',
};

type GrantDialogProps = { readonly onClose: () => void; readonly onGranted: (said: string) => void };

export function GrantDialog({ onClose, onGranted }: GrantDialogProps) {
  const { t, format } = useWords();
  const grant = useAct('exceptions.grant');
  const settings = useAsk('settings.read', {});
  const [draft, setDraft] = useState(EMPTY);
  const set = (news: Partial<GrantDraft>) => setDraft({ ...draft, ...news });
  const max =
    settings.state === 'there' ? settings.value.settings.exceptions.maxDays : LONGEST_EXCEPTION_DAYS;
  const faults = grantFaults(draft, max);
  const act = () => {
    const { identifier, secret, code, sha256, ...rest } = draft;
    const second = { identifier, secret, ...(code.trim() === '' ? {} : { code }) };
    void grant.run({ ...rest, sha256: sha256.trim().toLowerCase(), second }).then((answer) => {
      // The other person's secret stays in no field, whatever came of it.
      set({ secret: '', code: '' });
      if (answer.ok) onGranted(t('admin.exceptions.granted', { until: format.moment(answer.value.expires) }));
    });
  };
  return (
    <Dialog
      title={t('admin.exceptions.grantTitle')}
      act={t('admin.exceptions.grant')}
      onAct={act}
      ready={faults.length === 0}
      busy={grant.busy}
      error={grant.error}
      onClose={onClose}
    >
      <p>{t('admin.exceptions.grantLead')}</p>
      <TextInput
        label={t('admin.exceptions.sha256')}
        description={t('admin.exceptions.sha256Note')}
        value={draft.sha256}
        maxLength={80}
        spellCheck={false}
        error={draft.sha256 !== '' && faults.includes('sha256') ? t('admin.exceptions.shaBad') : null}
        onChange={(event) => set({ sha256: event.currentTarget.value })}
        data-autofocus
      />
      <Textarea
        label={t('admin.exceptions.why')}
        description={t('admin.exceptions.whyNote')}
        value={draft.reason}
        rows={2}
        maxLength={1000}
        error={draft.reason !== '' && faults.includes('reason') ? t('admin.exceptions.whyShort') : null}
        onChange={(event) => set({ reason: event.currentTarget.value })}
      />
      <TextInput
        type="number"
        min={1}
        max={max}
        label={t('admin.exceptions.days')}
        description={t('admin.exceptions.daysNote', { max })}
        value={draft.days}
        error={faults.includes('days') ? t('admin.exceptions.daysNote', { max }) : null}
        onChange={(event) => set({ days: Number(event.currentTarget.value) })}
      />
      <Checkbox
        label={t('admin.exceptions.vendor')}
        description={t('admin.exceptions.vendorNote')}
        checked={draft.vendorConfirmation}
        onChange={(event) => set({ vendorConfirmation: event.currentTarget.checked })}
      />
      <h3>{t('admin.exceptions.secondTitle')}</h3>
      <div className={form['two']}>
        <TextInput
          label={t('admin.exceptions.secondIdentifier')}
          value={draft.identifier}
          maxLength={64}
          onChange={(event) => set({ identifier: event.currentTarget.value })}
        />
        <PasswordInput
          label={t('admin.exceptions.secondSecret')}
          value={draft.secret}
          maxLength={256}
          visibilityToggleButtonProps={{ 'aria-hidden': true }}
          onChange={(event) => set({ secret: event.currentTarget.value })}
        />
        <TextInput
          label={t('admin.exceptions.secondCode')}
          value={draft.code}
          inputMode="numeric"
          maxLength={16}
          onChange={(event) => set({ code: event.currentTarget.value })}
        />
      </div>
    </Dialog>
  );
}
