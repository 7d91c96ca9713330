/** What can be changed about a person, each act on its own and named by the person. */

import { useState } from 'react';
import type { Person } from '../../../shared/model/people.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useMay } from '../login/login-state.tsx';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import form from '../parts/form.module.css';
import { StateBadge } from '../../parts/state-field.tsx';
import { PERSON_TONES, stateOf } from './draft.ts';
import { CardDialog, ChangeDialog, ReasonDialog, ResetDialog, UnlockDialog } from './person-acts.tsx';

type PersonAct = 'change' | 'reset' | 'card' | 'unlock' | 'totp-remove' | 'disable' | 'enable';

type PersonDialogProps = {
  readonly person: Person;
  readonly onClose: () => void;
  readonly onChanged: () => void;
};

export function PersonDialog({ person, onClose, onChanged }: PersonDialogProps) {
  const { t } = useWords();
  const may = useMay();
  const [act, setAct] = useState<PersonAct | null>(null);
  const { name, id, disabled } = person;
  const props = {
    person,
    onClose: () => setAct(null),
    onDone: () => {
      setAct(null);
      onChanged();
    },
  };
  switch (act) {
    case 'change':
      return <ChangeDialog {...props} />;
    case 'reset':
      return <ResetDialog {...props} />;
    case 'card':
      return <CardDialog {...props} />;
    case 'unlock':
      return <UnlockDialog {...props} />;
    case 'totp-remove':
    case 'disable':
    case 'enable':
      return <ReasonDialog {...props} act={act} />;
    case null:
      break;
  }
  const state = stateOf(person);
  const locked = state === 'locked' || state === 'waiting';
  return (
    <Dialog title={t('admin.people.manageTitle', { name, id })} onClose={onClose}>
      <p>
        <StateBadge tone={PERSON_TONES[state]} word={t(`admin.people.states.${state}`)} />{' '}
        {t(`admin.roles.${person.role}`)}
      </p>
      <div className={form['acts']}>
        {locked && may('person.unlock') && (
          <Button look="primary" onClick={() => setAct('unlock')}>
            {t('admin.people.unlock', { name })}
          </Button>
        )}
        <Button onClick={() => setAct('change')}>{t('admin.people.changeName')}</Button>
        <Button onClick={() => setAct('reset')}>{t('admin.people.reset')}</Button>
        <Button onClick={() => setAct('card')}>{t('admin.people.cardTitle')}</Button>
        {person.totp && <Button onClick={() => setAct('totp-remove')}>{t('admin.people.totpTitle')}</Button>}
        {may('person.disable') &&
          (disabled ? (
            <Button onClick={() => setAct('enable')}>{t('admin.people.enable', { name })}</Button>
          ) : (
            <Button look="danger" onClick={() => setAct('disable')}>
              {t('admin.people.disable', { name })}
            </Button>
          ))}
      </div>
    </Dialog>
  );
}
