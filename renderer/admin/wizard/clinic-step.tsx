/** The clinic's name and whom to tell: what the kiosk shows when something was found. */

import { useState } from 'react';
import type { SettingsView } from '../../../shared/contract/upkeep.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useAct, useAsk } from '../asking.ts';
import { Asked, ErrorLine } from '../parts/asked.tsx';
import { Button } from '../parts/button.tsx';
import form from '../parts/form.module.css';
import { readAt, setAt } from '../settings/draft.ts';
import { Field } from '../settings/field.tsx';
import { fieldOf } from '../settings/fields.ts';

const ASKED = ['clinicName', 'contact'] as const;

export function ClinicStep({ onNext }: { readonly onNext: () => void }) {
  const { t } = useWords();
  const asked = useAsk('settings.read', {});
  return (
    <>
      <p>{t('admin.wizard.clinic.lead')}</p>
      <Asked of={asked}>{(view) => <ClinicForm view={view} onNext={onNext} />}</Asked>
    </>
  );
}

function ClinicForm({ view, onNext }: { readonly view: SettingsView; readonly onNext: () => void }) {
  const { t } = useWords();
  const change = useAct('settings.change');
  const [draft, setDraft] = useState(view.settings);
  const save = () =>
    void change.run({ base: view.version, settings: draft }).then(({ ok }) => ok && onNext());
  return (
    <div className={form['form']}>
      {ASKED.map((name) => (
        <Field
          key={name}
          name={name}
          value={readAt(draft, fieldOf(name).at)}
          disabled={false}
          onValue={(value) => setDraft(setAt(draft, fieldOf(name).at, value))}
          onBad={() => undefined}
        />
      ))}
      <ErrorLine error={change.error} />
      <div className={form['acts']}>
        <Button look="primary" disabled={change.busy || draft.clinic.name.trim() === ''} onClick={save}>
          {t('admin.wizard.clinic.save')}
        </Button>
      </div>
    </div>
  );
}
