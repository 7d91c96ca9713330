/** 設定: read, changed as a draft, and saved on the version that was looked at. */

import { useState } from 'react';
import type { SettingsView } from '../../../shared/contract/upkeep.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useAct, useAsk } from '../asking.ts';
import { useLogin, useMay } from '../login/login-state.tsx';
import { Asked, ErrorLine, Notice } from '../parts/asked.tsx';
import { Button } from '../parts/button.tsx';
import form from '../parts/form.module.css';
import { Page, Panel } from '../parts/page.tsx';
import { Backup } from './backup.tsx';
import { changedPlaces, readAt, rebase, setAt, type Json } from './draft.ts';
import { Field } from './field.tsx';
import { FIELD_NAMES, fieldOf, SECTIONS, type FieldName, type SectionName } from './fields.ts';
import { SettingsFile } from './settings-file.tsx';
import styles from './settings.module.css';

export function SettingsPage() {
  const { t } = useWords();
  const may = useMay();
  const asked = useAsk('settings.read', {});
  const changing = may('settings.change');
  return (
    <Page
      title={t('admin.settings.title')}
      lead={t(changing ? 'admin.settings.lead' : 'admin.settings.readOnly')}
    >
      <Asked of={asked}>
        {(view) => <Editor key={view.version} view={view} changing={changing} onAgain={asked.again} />}
      </Asked>
    </Page>
  );
}

type EditorProps = {
  readonly view: SettingsView;
  readonly changing: boolean;
  readonly onAgain: () => void;
};

function Editor({ view, changing, onAgain }: EditorProps) {
  const { t, format } = useWords();
  const { call } = useLogin();
  const change = useAct('settings.change');
  const [base, setBase] = useState(view);
  const [draft, setDraft] = useState(view.settings);
  const [bad, setBad] = useState<ReadonlySet<FieldName>>(new Set());
  const [saved, setSaved] = useState(false);
  const changes = changedPlaces(base.settings, draft);
  const conflict = change.error?.code === 'settings-conflict';

  const set = (at: string, value: Json) => {
    setSaved(false);
    setDraft((before) => setAt(before, at, value));
  };
  const mark = (name: FieldName, isBad: boolean) => {
    const next = new Set(bad);
    if (isBad) next.add(name);
    else next.delete(name);
    setBad(next);
  };
  const save = () =>
    void change.run({ base: base.version, settings: draft }).then((answer) => {
      if (!answer.ok) return;
      setBase(answer.value);
      setDraft(answer.value.settings);
      setSaved(true);
    });
  const onNewer = (keep: boolean) =>
    void call('settings.read', {}).then((answer) => {
      if (!answer.ok) return;
      const present = answer.value;
      setDraft(keep ? rebase(base.settings, draft, present.settings) : present.settings);
      setBase(present);
      change.clear();
    });
  const fieldsOf = (section: SectionName) =>
    FIELD_NAMES.filter((name) => {
      const { section: its, within } = fieldOf(name);
      return its === section && (within === undefined || readAt(draft, within) !== null);
    });

  return (
    <>
      {saved && changes.length === 0 && <Notice look="good">{t('admin.settings.saved')}</Notice>}
      {SECTIONS.map((section) => (
        <Panel key={section} title={t(`admin.settings.sections.${section}`)}>
          <div className={styles['grid']}>
            {fieldsOf(section).map((name) => (
              <Field
                key={name}
                name={name}
                value={readAt(draft, fieldOf(name).at)}
                disabled={!changing}
                onValue={(value) => set(fieldOf(name).at, value)}
                onBad={(isBad) => mark(name, isBad)}
              />
            ))}
          </div>
        </Panel>
      ))}
      <Backup ready={base.settings.keeping.backupDir !== null} />
      <SettingsFile base={base.version} changing={changing} onImported={onAgain} />
      {changing && (changes.length > 0 || bad.size > 0 || conflict) && (
        <div className={styles['bar']}>
          {conflict ? (
            <>
              <Notice look="warn">{t('admin.settings.conflict')}</Notice>
              <div className={form['acts']}>
                <Button onClick={() => onNewer(false)}>{t('admin.settings.conflictDrop')}</Button>
                <Button look="primary" onClick={() => onNewer(true)}>
                  {t('admin.settings.conflictRebase')}
                </Button>
              </div>
            </>
          ) : (
            <>
              <span role="status">
                {t('admin.settings.unsaved', {
                  count: changes.length,
                  n: format.number(changes.length),
                })}
              </span>
              <ErrorLine error={change.error} />
              <div className={form['acts']}>
                <Button onClick={() => setDraft(base.settings)}>{t('admin.settings.discard')}</Button>
                <Button
                  look="primary"
                  disabled={change.busy || bad.size > 0 || changes.length === 0}
                  onClick={save}
                >
                  {t('admin.settings.save', { count: changes.length, n: format.number(changes.length) })}
                </Button>
              </div>
            </>
          )}
        </div>
      )}
    </>
  );
}
