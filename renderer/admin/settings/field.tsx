/** One setting as it is typed, with what it changes beside it. */

import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { useWords } from '../../i18n/use-words.ts';
import { useAct } from '../asking.ts';
import { ErrorLine } from '../parts/asked.tsx';
import { Button } from '../parts/button.tsx';
import form from '../parts/form.module.css';
import { useCodes } from '../words.ts';
import type { Json } from './draft.ts';
import { fieldOf, typedNumber, type FieldName } from './fields.ts';
import styles from './settings.module.css';

type FieldProps = {
  readonly name: FieldName;
  readonly value: Json;
  readonly disabled: boolean;
  readonly onValue: (value: Json) => void;
  /** Told while what is typed cannot stand. */
  readonly onBad: (bad: boolean) => void;
};

export function Field({ name, value, disabled, onValue, onBad }: FieldProps) {
  const { t } = useWords();
  const codes = useCodes();
  const label = t(`admin.settings.fields.${name}.label`);
  const note = t(`admin.settings.fields.${name}.note`);
  const common = { label, description: note, disabled };
  const { control } = fieldOf(name);
  const text = typeof value === 'string' ? value : '';
  switch (control.kind) {
    case 'text':
    case 'nullable-text':
      return (
        <TextInput
          {...common}
          value={text}
          maxLength={control.max}
          onChange={({ currentTarget }) => {
            const typed = currentTarget.value;
            onValue(typed === '' && control.kind === 'nullable-text' ? null : typed);
          }}
        />
      );
    case 'area':
      return (
        <Textarea
          {...common}
          value={text}
          rows={2}
          maxLength={control.max}
          onChange={(event) => onValue(event.currentTarget.value)}
        />
      );
    case 'number':
      return (
        <NumberField {...common} control={control} value={Number(value)} onValue={onValue} onBad={onBad} />
      );
    case 'choice':
      return (
        <NativeSelect
          {...common}
          value={text}
          data={control.values.map((one) => ({
            value: one,
            label: t(`admin.settings.choices.${control.of}.${one}` as 'admin.settings.choices.guests.allow'),
          }))}
          onChange={(event) => onValue(event.currentTarget.value)}
        />
      );
    case 'preset':
      return (
        <NativeSelect
          {...common}
          value={text}
          data={control.values.map((one) => ({
            value: one,
            label: (codes.preset as Readonly<Record<string, string>>)[one] ?? one,
          }))}
          onChange={(event) => onValue(event.currentTarget.value)}
        />
      );
    case 'facts':
      return <FactsField {...common} values={control.values} value={value} onValue={onValue} />;
    case 'folder':
      return <FolderField name={name} value={value} disabled={disabled} onValue={onValue} />;
    case 'switch':
      return (
        <Checkbox
          {...common}
          checked={value !== null}
          onChange={(event) => onValue(event.currentTarget.checked ? control.fresh : null)}
        />
      );
  }
}

type NumberFieldProps = {
  readonly label: string;
  readonly description: string | undefined;
  readonly disabled: boolean;
  readonly control: { readonly min: number; readonly max: number; readonly unit?: number };
  readonly value: number;
  readonly onValue: (value: number) => void;
  readonly onBad: (bad: boolean) => void;
};

function NumberField({ control, value, onValue, onBad, ...common }: NumberFieldProps) {
  const { t, format } = useWords();
  // What was given in other units (256 GiB) reads as a round number; it changes only when somebody types.
  const shown = Number((value / (control.unit ?? 1)).toPrecision(4));
  const [typed, setTyped] = useState(String(shown));
  const read = typedNumber(typed, control);
  // Settings that came from elsewhere (undone, rebased) replace what was typed.
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    if (read !== value) setTyped(String(shown));
  }
  return (
    <TextInput
      {...common}
      inputMode="decimal"
      value={typed}
      maxLength={12}
      error={
        read === null
          ? t('admin.settings.badNumber', {
              min: format.number(control.min),
              max: format.number(control.max),
            })
          : null
      }
      onChange={({ currentTarget }) => {
        const next = currentTarget.value;
        setTyped(next);
        const stands = typedNumber(next, control);
        onBad(stands === null);
        if (stands !== null) onValue(stands);
      }}
    />
  );
}

type FactsFieldProps = {
  readonly label: string;
  readonly description: string | undefined;
  readonly disabled: boolean;
  readonly values: readonly string[];
  readonly value: Json;
  readonly onValue: (value: Json) => void;
};

function FactsField({ label, description, disabled, values, value, onValue }: FactsFieldProps) {
  const { t } = useWords();
  const asked = Array.isArray(value) ? (value as readonly string[]) : [];
  return (
    <Checkbox.Group
      label={label}
      description={description}
      value={[...asked]}
      // In the order of asking, whatever was ticked first.
      onChange={(ticked) => onValue(values.filter((fact) => ticked.includes(fact)))}
    >
      <div className={styles['checks']}>
        {values.map((fact) => (
          <Checkbox
            key={fact}
            value={fact}
            disabled={disabled}
            label={t(`admin.settings.choices.facts.${fact}` as 'admin.settings.choices.facts.staff')}
          />
        ))}
      </div>
    </Checkbox.Group>
  );
}

type FolderFieldProps = {
  readonly name: FieldName;
  readonly value: Json;
  readonly disabled: boolean;
  readonly onValue: (value: Json) => void;
};

/** A folder is never typed: the host's chooser gives it, and the core takes no other. */
export function FolderField({ name, value, disabled, onValue }: FolderFieldProps) {
  const { t } = useWords();
  const id = useId();
  const choose = useAct('folder.choose');
  const { control } = fieldOf(name);
  const label = t(`admin.settings.fields.${name}.label`);
  if (control.kind !== 'folder') return null;
  const run = () =>
    void choose.run({ purpose: control.purpose }).then((answer) => {
      if (answer.ok && answer.value.path !== null) onValue(answer.value.path);
    });
  return (
    <div role="group" aria-labelledby={id} className={styles['folder']}>
      <p id={id} className={styles['label']}>
        {label}
      </p>
      <p className={styles['note']}>{t(`admin.settings.fields.${name}.note`)}</p>
      <p className={form['path']}>{typeof value === 'string' ? value : t('admin.settings.folderNone')}</p>
      {!disabled && (
        <div className={form['acts']}>
          <Button label={t('admin.settings.chooseNamed', { label })} disabled={choose.busy} onClick={run}>
            {t('admin.settings.choose')}
          </Button>
          {value !== null && (
            <Button
              look="link"
              label={t('admin.settings.clearNamed', { label })}
              onClick={() => onValue(null)}
            >
              {t('admin.settings.clear')}
            </Button>
          )}
        </div>
      )}
      <ErrorLine error={choose.error} />
    </div>
  );
}
