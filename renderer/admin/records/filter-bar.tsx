/** The conditions as a row of fields, and what they say as chips that can be taken away one by one. */

import { NativeSelect, TextInput } from '@mantine/core';
import { IconSearch, IconX } from '@tabler/icons-react';
import type { Person } from '../../../shared/model/people.ts';
import { ORIGINS } from '../../../shared/model/facts.ts';
import { OUTCOMES } from '../../../shared/model/session.ts';
import { PRESETS } from '../../../shared/model/session.ts';
import { REASONS } from '../../../shared/model/verdict.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../parts/button.tsx';
import { useCodes } from '../words.ts';
import styles from './filter-bar.module.css';
import { EVERYTHING, PERIODS, periodStands, UNTOLD, without, type Part, type Wanted } from './filter.ts';

const DAYS = ['from', 'to'] as const;

type FilterBarProps = {
  readonly wanted: Wanted;
  readonly onWanted: (wanted: Wanted) => void;
  readonly people: readonly Person[];
};

export function FilterBar({ wanted, onWanted, people }: FilterBarProps) {
  const { t, words } = useWords();
  const codes = useCodes();
  const any = { value: '', label: t('admin.records.filter.any') };
  // What a select gives back is one of the values that it was given.
  const set = (key: keyof Wanted, value: string) => onWanted({ ...wanted, [key]: value });
  const choose = (key: keyof Wanted, data: readonly { value: string; label: string }[], label: string) => (
    <NativeSelect
      size="xs"
      label={label}
      value={wanted[key]}
      data={data}
      onChange={(event) => set(key, event.currentTarget.value)}
    />
  );
  return (
    <div className={styles['fields']} role="search" aria-label={t('admin.records.filter.label')}>
      {choose(
        'period',
        PERIODS.map((value) => ({ value, label: t(`admin.records.period.${value}`) })),
        t('admin.records.filter.period'),
      )}
      {wanted.period === 'days' &&
        DAYS.map((key) => (
          <TextInput
            key={key}
            size="xs"
            type="date"
            label={t(`admin.records.filter.${key}`)}
            value={wanted[key]}
            error={key === 'to' && !periodStands(wanted) ? t('admin.records.filter.badPeriod') : null}
            onChange={(event) => set(key, event.currentTarget.value)}
          />
        ))}
      {choose(
        'outcome',
        [any, ...OUTCOMES.map((value) => ({ value, label: t(`admin.records.outcomes.${value}`) }))],
        t('admin.records.filter.outcome'),
      )}
      {choose(
        'origin',
        [any, ...ORIGINS.map((value) => ({ value, label: t(`admin.records.origins.${value}`) }))],
        t('admin.records.filter.origin'),
      )}
      {choose(
        'staff',
        [
          any,
          ...people.map(({ id, name }) => ({ value: id, label: name })),
          { value: UNTOLD, label: t('admin.records.filter.untold') },
        ],
        t('admin.records.filter.staff'),
      )}
      {choose(
        'reason',
        [any, ...REASONS.map((value) => ({ value, label: words.reasons[value].what }))],
        t('admin.records.filter.reason'),
      )}
      {choose(
        'preset',
        [any, ...PRESETS.map((value) => ({ value, label: codes.preset[value] }))],
        t('admin.records.filter.preset'),
      )}
      <TextInput
        size="xs"
        label={t('admin.records.filter.medium')}
        placeholder={t('admin.records.filter.mediumNote')}
        value={wanted.medium}
        maxLength={200}
        onChange={(event) => set('medium', event.currentTarget.value)}
      />
    </div>
  );
}

type SearchProps = Pick<FilterBarProps, 'wanted' | 'onWanted'>;

/** One field for what somebody has in hand: part of a file's name, a checksum, or the number on a receipt. */
export function SearchField({ wanted, onWanted }: SearchProps) {
  const { t } = useWords();
  return (
    <TextInput
      className={styles['search'] ?? ''}
      aria-label={t('admin.records.filter.search')}
      placeholder={t('admin.records.filter.searchNote')}
      leftSection={<IconSearch className={styles['x']} stroke={2} aria-hidden />}
      value={wanted.search}
      maxLength={500}
      onChange={(event) => onWanted({ ...wanted, search: event.currentTarget.value })}
    />
  );
}

type ChipsProps = {
  readonly parts: readonly Part[];
  readonly wanted: Wanted;
  readonly onWanted: (wanted: Wanted) => void;
};

export function Chips({ parts, wanted, onWanted }: ChipsProps) {
  const { t } = useWords();
  return (
    <div className={styles['sentence']} role="group" aria-label={t('admin.records.filter.now')}>
      {parts.length === 0 ? (
        <span>{t('admin.records.filter.everything')}</span>
      ) : (
        <>
          {parts.map(({ key, said }) => (
            <button
              key={key}
              type="button"
              className={styles['chip']}
              aria-label={t('admin.records.filter.remove', { part: said })}
              onClick={() => onWanted(without(wanted, key))}
            >
              <bdi>{said}</bdi>
              <IconX className={styles['x']} stroke={2} aria-hidden />
            </button>
          ))}
          <span>{t('admin.records.filter.tail')}</span>
          <Button look="link" onClick={() => onWanted(EVERYTHING)}>
            {t('admin.records.filter.clear')}
          </Button>
        </>
      )}
    </div>
  );
}
