/** The columns of the media ledger that only the clinic can know. */

import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { MEDIUM_TYPES, OWNERS } from '../../../shared/model/evidence.ts';
import { useWords } from '../../i18n/use-words.ts';
import form from '../parts/form.module.css';
import { useCodes } from '../words.ts';
import type { DetailsDraft } from './line.ts';

type DetailsFieldsProps = {
  readonly draft: DetailsDraft;
  readonly onDraft: (draft: DetailsDraft) => void;
};

export function DetailsFields({ draft, onDraft }: DetailsFieldsProps) {
  const { t } = useWords();
  const codes = useCodes();
  const set = (news: Partial<DetailsDraft>) => onDraft({ ...draft, ...news });
  return (
    <>
      <div className={form['two']}>
        <NativeSelect
          label={t('admin.media.type')}
          value={draft.type}
          data={MEDIUM_TYPES.map((value) => ({ value, label: codes.mediumType[value] }))}
          onChange={({ currentTarget }) =>
            set({ type: MEDIUM_TYPES.find((type) => type === currentTarget.value) ?? 'usb' })
          }
        />
        <NativeSelect
          label={t('admin.media.owner')}
          value={draft.owner}
          data={OWNERS.map((value) => ({ value, label: codes.owner[value] }))}
          onChange={({ currentTarget }) =>
            set({ owner: OWNERS.find((owner) => owner === currentTarget.value) ?? 'clinic' })
          }
        />
        <TextInput
          label={t('admin.media.product')}
          value={draft.product}
          maxLength={200}
          onChange={(event) => set({ product: event.currentTarget.value })}
        />
        <TextInput
          label={t('admin.media.capacity')}
          description={t('admin.media.capacityNote')}
          inputMode="decimal"
          value={draft.gigabytes}
          maxLength={12}
          onChange={(event) => set({ gigabytes: event.currentTarget.value })}
        />
      </div>
      <TextInput
        label={t('admin.media.storage')}
        description={t('admin.media.storageNote')}
        value={draft.storage}
        maxLength={200}
        required
        onChange={(event) => set({ storage: event.currentTarget.value })}
      />
      <Checkbox
        label={t('admin.media.encrypted')}
        checked={draft.encrypted}
        onChange={(event) => set({ encrypted: event.currentTarget.checked })}
      />
    </>
  );
}
