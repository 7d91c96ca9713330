/** The inbox: chosen in the host's own window, saved, and tried by writing into it. */

import { useState } from 'react';
import type { SettingsView } from '../../../shared/contract/upkeep.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useAct, useAsk } from '../asking.ts';
import { Asked, ErrorLine, Notice } from '../parts/asked.tsx';
import { Button } from '../parts/button.tsx';
import form from '../parts/form.module.css';
import { setAt, type Json } from '../settings/draft.ts';
import { FolderField } from '../settings/field.tsx';

export function InboxStep({ onNext }: { readonly onNext: () => void }) {
  const { t } = useWords();
  const asked = useAsk('settings.read', {});
  return (
    <>
      <p>{t('admin.wizard.inbox.lead')}</p>
      <Asked of={asked}>{(view) => <InboxForm view={view} onSaved={asked.again} onNext={onNext} />}</Asked>
    </>
  );
}

type InboxFormProps = {
  readonly view: SettingsView;
  readonly onSaved: () => void;
  readonly onNext: () => void;
};

function InboxForm({ view, onSaved, onNext }: InboxFormProps) {
  const { t, format } = useWords();
  const change = useAct('settings.change');
  const test = useAct('setup.inbox-test');
  const [said, setSaid] = useState<string | null>(null);
  const { dir } = view.settings.inbox;

  const tryIt = async () => {
    const answer = await test.run({});
    if (!answer.ok) return;
    const { name, free } = answer.value;
    setSaid(
      free === null
        ? t('admin.wizard.inbox.testedPlain', { name })
        : t('admin.wizard.inbox.tested', { name, free: format.size(free) }),
    );
  };
  const choose = async (value: Json) => {
    setSaid(null);
    const settings = setAt(view.settings, 'inbox.dir', value) as unknown as Record<string, never>;
    const saved = await change.run({ base: view.version, settings });
    if (!saved.ok) return;
    onSaved();
    if (value !== null) await tryIt();
  };
  return (
    <div className={form['form']}>
      <FolderField
        name="inboxDir"
        value={dir}
        disabled={change.busy || test.busy}
        onValue={(value) => void choose(value)}
      />
      {test.busy && <Notice>{t('admin.wizard.inbox.testing')}</Notice>}
      <ErrorLine error={change.error ?? test.error} />
      {said !== null && <Notice look="good">{said}</Notice>}
      <div className={form['acts']}>
        {dir !== null && said === null && (
          <Button disabled={test.busy} onClick={() => void tryIt()}>
            {t('admin.wizard.inbox.test')}
          </Button>
        )}
        <Button look="primary" disabled={said === null} onClick={onNext}>
          {t('admin.wizard.next')}
        </Button>
      </div>
    </div>
  );
}
