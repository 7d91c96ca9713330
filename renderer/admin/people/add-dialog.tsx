/** Adding a person; an administrator's recovery code is shown once, before the dialog can be left. */

import { PasswordInput, Radio, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ROLES } from '../../../shared/model/rights.ts';
import { useWords } from '../../i18n/use-words.ts';
import { RecoveryCode } from '../account/recovery-code.tsx';
import { useAct } from '../asking.ts';
import { Dialog } from '../parts/dialog.tsx';
import form from '../parts/form.module.css';
import { personFaults, type PersonDraft } from './draft.ts';

const EMPTY: PersonDraft = { id: '', name: '', role: 'staff', secret: '', card: '' };

type AddDialogProps = { readonly onClose: () => void; readonly onAdded: (name: string) => void };

export function AddDialog({ onClose, onAdded }: AddDialogProps) {
  const { t } = useWords();
  const add = useAct('people.add');
  const [draft, setDraft] = useState(EMPTY);
  const [code, setCode] = useState<string | null>(null);
  const set = (news: Partial<PersonDraft>) => setDraft({ ...draft, ...news });
  const { name } = draft;
  if (code !== null)
    return (
      <Dialog title={t('admin.account.recoveryTitle')} onClose={onClose}>
        <RecoveryCode code={code} lead={t('admin.people.recovery', { name })} onKept={onClose} />
      </Dialog>
    );
  const faults = personFaults(draft);
  const shown = (field: 'id' | 'secret') => draft[field] !== '' && faults.includes(field);
  const act = () =>
    void add.run({ ...draft, card: draft.card.trim() === '' ? null : draft.card }).then((answer) => {
      if (!answer.ok) return;
      onAdded(name);
      if (answer.value.recoveryCode === null) onClose();
      else setCode(answer.value.recoveryCode);
    });
  return (
    <Dialog
      title={t('admin.people.addTitle')}
      act={name.trim() === '' ? t('admin.people.add') : t('admin.people.addAct', { name })}
      onAct={act}
      ready={faults.length === 0}
      busy={add.busy}
      error={add.error}
      onClose={onClose}
    >
      <div className={form['two']}>
        <TextInput
          label={t('admin.people.name')}
          value={name}
          maxLength={100}
          onChange={(event) => set({ name: event.currentTarget.value })}
          data-autofocus
        />
        <TextInput
          label={t('admin.people.id')}
          description={t('admin.people.idNote')}
          value={draft.id}
          maxLength={64}
          spellCheck={false}
          error={shown('id') ? t('admin.people.idBad') : null}
          onChange={(event) => set({ id: event.currentTarget.value })}
        />
      </div>
      <Radio.Group
        label={t('admin.people.role')}
        value={draft.role}
        onChange={(value) => set({ role: ROLES.find((role) => role === value) ?? 'staff' })}
      >
        <div className={form['form']}>
          {ROLES.map((role) => (
            <Radio
              key={role}
              value={role}
              label={t(`admin.roles.${role}`)}
              description={t(`admin.people.roleNotes.${role}`)}
            />
          ))}
        </div>
      </Radio.Group>
      <PasswordInput
        label={t('admin.people.secret')}
        description={t(
          draft.role === 'staff' ? 'admin.people.secretNoteStaff' : 'admin.people.secretNoteOther',
        )}
        value={draft.secret}
        maxLength={256}
        error={shown('secret') ? t('admin.people.secretShort') : null}
        visibilityToggleButtonProps={{ 'aria-hidden': true }}
        onChange={(event) => set({ secret: event.currentTarget.value })}
      />
      <TextInput
        label={t('admin.people.card')}
        description={t('admin.people.cardNote')}
        value={draft.card}
        maxLength={64}
        onChange={(event) => set({ card: event.currentTarget.value })}
      />
    </Dialog>
  );
}
