/** Adds to a session what was said of it later: who it was, where the medium came from, what for. */

import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SessionLine } from '../../../shared/contract/records.ts';
import { ORIGINS } from '../../../shared/model/facts.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useAct, useAsk } from '../asking.ts';
import { Dialog } from '../parts/dialog.tsx';

type TellDialogProps = {
  readonly session: SessionLine;
  readonly onClose: () => void;
  readonly onTold: () => void;
};

export function TellDialog({ session: { id, facts }, onClose, onTold }: TellDialogProps) {
  const { t } = useWords();
  const people = useAsk('people.list', {});
  const tell = useAct('records.tell');
  const [staff, setStaff] = useState(facts.staff ?? '');
  const [origin, setOrigin] = useState(facts.origin ?? '');
  const [purpose, setPurpose] = useState(facts.purpose ?? '');
  const known = people.state === 'there' ? people.value : [];
  const names = known.filter((person) => person.role !== 'auditor' || person.id === staff);
  const chosen = ORIGINS.find((value) => value === origin);
  const said = {
    staff,
    ...(chosen === undefined ? {} : { origin: chosen }),
    ...(purpose.trim() === '' ? {} : { purpose: purpose.trim() }),
  };
  const act = () =>
    void tell.run({ session: id, facts: said }).then((answer) => {
      if (answer.ok) onTold();
    });
  return (
    <Dialog
      title={t('admin.records.telling.title', { id })}
      act={t('admin.records.telling.act')}
      onAct={act}
      ready={staff !== ''}
      busy={tell.busy}
      error={tell.error ?? (people.state === 'failed' ? people.error : null)}
      onClose={onClose}
    >
      <p>{t('admin.records.telling.lead')}</p>
      <NativeSelect
        label={t('admin.records.story.staff')}
        value={staff}
        data={[
          { value: '', label: t('admin.records.telling.choose') },
          ...names.map((person) => ({ value: person.id, label: person.name })),
        ]}
        onChange={(event) => setStaff(event.currentTarget.value)}
        data-autofocus
      />
      <NativeSelect
        label={t('admin.records.story.origin')}
        value={origin}
        data={[
          { value: '', label: t('admin.records.telling.unsaid') },
          ...ORIGINS.map((value) => ({ value, label: t(`admin.records.origins.${value}`) })),
        ]}
        onChange={(event) => setOrigin(event.currentTarget.value)}
      />
      <TextInput
        label={t('admin.records.story.purpose')}
        value={purpose}
        maxLength={500}
        onChange={(event) => setPurpose(event.currentTarget.value)}
      />
    </Dialog>
  );
}
