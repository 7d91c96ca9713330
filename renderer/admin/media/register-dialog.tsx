/** Registering a medium of the clinic: the one that is plugged in, or its serial number by hand. */

import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { MediumView } from '../../../shared/contract/snapshot.ts';
import { visible } from '../../../shared/visible.ts';
import { useSnapshot } from '../../bridge/gate-context.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { useAct } from '../asking.ts';
import { Dialog } from '../parts/dialog.tsx';
import form from '../parts/form.module.css';
import { DetailsFields } from './details-fields.tsx';
import { detailsOf, EMPTY_DETAILS, keyStands, type KeyDraft } from './line.ts';

const IDS = ['vendorId', 'productId'] as const;
const BY_HAND = 'by-hand';
const nameOf = ({ device, volume }: MediumView): string =>
  visible(volume?.name ?? device?.product ?? device?.vendor ?? '');

type RegisterDialogProps = { readonly onClose: () => void; readonly onDone: (said: string) => void };

export function RegisterDialog({ onClose, onDone }: RegisterDialogProps) {
  const { t } = useWords();
  const { media } = useSnapshot();
  const register = useAct('media.register');
  const usable = media.filter(({ device }) => (device?.serial ?? null) !== null);
  const [chosen, setChosen] = useState(usable[0]?.insertion ?? BY_HAND);
  const [key, setKey] = useState<KeyDraft>({ vendorId: '', productId: '', serial: '' });
  const [id, setId] = useState('');
  const [name, setName] = useState('');
  const [draft, setDraft] = useState(EMPTY_DETAILS);
  const details = detailsOf(draft);
  const byHand = !usable.some(({ insertion }) => insertion === chosen);
  const ready = details !== null && id.trim() !== '' && name.trim() !== '' && (!byHand || keyStands(key));

  const act = () => {
    if (details === null) return;
    const given = byHand
      ? {
          type: 'serial' as const,
          vendorId: key.vendorId.trim().toLowerCase(),
          productId: key.productId.trim().toLowerCase(),
          serial: key.serial,
        }
      : { type: 'insertion' as const, insertion: chosen };
    void register.run({ id, name, key: given, details }).then((answer) => {
      if (answer.ok) onDone(t('admin.media.registeredSaid', { name }));
    });
  };
  return (
    <Dialog
      title={t('admin.media.registerTitle')}
      act={name.trim() === '' ? t('admin.media.registerPlain') : t('admin.media.registerAct', { name })}
      onAct={act}
      ready={ready}
      busy={register.busy}
      error={register.error}
      onClose={onClose}
    >
      <p>{t('admin.media.registerLead')}</p>
      <NativeSelect
        label={t('admin.media.inserted')}
        description={usable.length === 0 ? t('admin.media.insertedNone') : null}
        value={byHand ? BY_HAND : chosen}
        data={[
          ...usable.map((medium) => ({
            value: medium.insertion,
            label: t('admin.media.insertedSerial', {
              name: nameOf(medium),
              serial: visible(medium.device?.serial ?? ''),
            }),
          })),
          { value: BY_HAND, label: t('admin.media.byHand') },
        ]}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      {byHand && (
        <div className={form['two']}>
          {IDS.map((field) => (
            <TextInput
              key={field}
              label={t(`admin.media.${field}`)}
              description={t('admin.media.hexNote')}
              value={key[field]}
              maxLength={4}
              onChange={(event) => setKey({ ...key, [field]: event.currentTarget.value })}
            />
          ))}
          <TextInput
            label={t('admin.media.serial')}
            value={key.serial}
            maxLength={128}
            onChange={(event) => setKey({ ...key, serial: event.currentTarget.value })}
          />
        </div>
      )}
      <div className={form['two']}>
        <TextInput
          label={t('admin.media.id')}
          description={t('admin.media.idNote')}
          value={id}
          maxLength={64}
          onChange={(event) => setId(event.currentTarget.value)}
        />
        <TextInput
          label={t('admin.media.name')}
          description={t('admin.media.nameNote')}
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </div>
      <DetailsFields draft={draft} onDraft={setDraft} />
    </Dialog>
  );
}
