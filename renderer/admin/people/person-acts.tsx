/** The acts on one person: name and role, a new secret, the card, unlocking, the second factor, disabling. */

import { NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Person } from '../../../shared/model/people.ts';
import { ROLES, type Role } from '../../../shared/model/rights.ts';
import { useWords } from '../../i18n/use-words.ts';
import { RecoveryCode } from '../account/recovery-code.tsx';
import { useAct } from '../asking.ts';
import { Dialog } from '../parts/dialog.tsx';
import { leastSecret, needsSecret } from './draft.ts';

type ActProps = {
  readonly person: Person;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

export function ChangeDialog({ person, onClose, onDone }: ActProps) {
  const { t } = useWords();
  const change = useAct('people.change');
  const [name, setName] = useState(person.name);
  const [role, setRole] = useState<Role>(person.role);
  const [secret, setSecret] = useState('');
  const [code, setCode] = useState<string | null>(null);
  const asks = needsSecret(person.role, role);
  if (code !== null)
    return (
      <Dialog title={t('admin.account.recoveryTitle')} onClose={onDone}>
        <RecoveryCode code={code} lead={t('admin.people.recovery', { name })} onKept={onDone} />
      </Dialog>
    );
  const act = () =>
    void change.run({ person: person.id, name, role, ...(asks ? { secret } : {}) }).then((answer) => {
      if (!answer.ok) return;
      if (answer.value.recoveryCode === null) onDone();
      else setCode(answer.value.recoveryCode);
    });
  return (
    <Dialog
      title={t('admin.people.changeName')}
      act={t('admin.people.changeAct', { name: person.name })}
      onAct={act}
      ready={name.trim() !== '' && (!asks || Array.from(secret).length >= leastSecret(role))}
      busy={change.busy}
      error={change.error}
      onClose={onClose}
    >
      <TextInput
        label={t('admin.people.name')}
        value={name}
        maxLength={100}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <NativeSelect
        label={t('admin.people.role')}
        description={t(`admin.people.roleNotes.${role}`)}
        value={role}
        data={ROLES.map((value) => ({ value, label: t(`admin.roles.${value}`) }))}
        onChange={({ currentTarget }) => setRole(ROLES.find((one) => one === currentTarget.value) ?? role)}
      />
      {asks && (
        <PasswordInput
          label={t('admin.people.secret')}
          description={t('admin.people.changeSecretNeeded')}
          value={secret}
          maxLength={256}
          visibilityToggleButtonProps={{ 'aria-hidden': true }}
          onChange={(event) => setSecret(event.currentTarget.value)}
        />
      )}
    </Dialog>
  );
}

export function ResetDialog({ person, onClose, onDone }: ActProps) {
  const { t } = useWords();
  const reset = useAct('people.reset');
  const [secret, setSecret] = useState('');
  const { id, name, role } = person;
  return (
    <Dialog
      title={t('admin.people.reset')}
      act={t('admin.people.resetAct', { name })}
      onAct={() => void reset.run({ person: id, secret }).then(({ ok }) => ok && onDone())}
      ready={Array.from(secret).length >= leastSecret(role)}
      busy={reset.busy}
      error={reset.error}
      onClose={onClose}
    >
      <p>{t('admin.people.resetLead')}</p>
      <PasswordInput
        label={t('admin.people.secret')}
        description={t(role === 'staff' ? 'admin.people.secretNoteStaff' : 'admin.people.secretNoteOther')}
        value={secret}
        maxLength={256}
        visibilityToggleButtonProps={{ 'aria-hidden': true }}
        onChange={(event) => setSecret(event.currentTarget.value)}
        data-autofocus
      />
    </Dialog>
  );
}

export function CardDialog({ person, onClose, onDone }: ActProps) {
  const { t } = useWords();
  const set = useAct('people.card');
  const [card, setCard] = useState('');
  const { id, name } = person;
  const removing = card.trim() === '' && person.card;
  return (
    <Dialog
      title={t('admin.people.cardTitle')}
      act={t(removing ? 'admin.people.cardRemove' : 'admin.people.cardSet', { name })}
      danger={removing}
      onAct={() =>
        void set.run({ person: id, card: removing ? null : card }).then(({ ok }) => ok && onDone())
      }
      ready={removing || card.trim().length >= 4}
      busy={set.busy}
      error={set.error}
      onClose={onClose}
    >
      <TextInput
        label={t('admin.people.card')}
        description={t('admin.people.cardNote')}
        value={card}
        maxLength={64}
        onChange={(event) => setCard(event.currentTarget.value)}
        data-autofocus
      />
    </Dialog>
  );
}

export function UnlockDialog({ person, onClose, onDone }: ActProps) {
  const { t } = useWords();
  const unlock = useAct('people.unlock');
  const { id, name } = person;
  return (
    <Dialog
      title={t('admin.people.unlockTitle')}
      act={t('admin.people.unlock', { name })}
      onAct={() => void unlock.run({ person: id }).then(({ ok }) => ok && onDone())}
      busy={unlock.busy}
      error={unlock.error}
      onClose={onClose}
    >
      <p>{t('admin.people.unlockLead')}</p>
    </Dialog>
  );
}

const REASONED = {
  disable: { method: 'people.disable', title: 'disableTitle', act: 'disable', lead: 'disableLead' },
  enable: { method: 'people.enable', title: 'enableTitle', act: 'enable', lead: null },
  'totp-remove': { method: 'people.totp-remove', title: 'totpTitle', act: 'totpRemove', lead: 'totpLead' },
} as const;

export function ReasonDialog({
  person,
  act,
  onClose,
  onDone,
}: ActProps & { readonly act: keyof typeof REASONED }) {
  const { t } = useWords();
  const words = REASONED[act];
  const doing = useAct(words.method);
  const [reason, setReason] = useState('');
  const { id, name } = person;
  return (
    <Dialog
      title={t(`admin.people.${words.title}`)}
      act={t(`admin.people.${words.act}`, { name })}
      danger={act !== 'enable'}
      onAct={() => void doing.run({ person: id, reason }).then(({ ok }) => ok && onDone())}
      ready={reason.trim() !== ''}
      busy={doing.busy}
      error={doing.error}
      onClose={onClose}
    >
      {words.lead !== null && <p>{t(`admin.people.${words.lead}`)}</p>}
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
