/** One act on one medium: lending, taking back, losing, finding, correcting, retiring, labelling. Each names the medium. */

import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { MediumLine } from '../../../shared/contract/evidence.ts';
import { japanDate } from '../../../shared/japan-time.ts';
import { DISPOSALS } from '../../../shared/model/evidence.ts';
import { useSnapshot } from '../../bridge/gate-context.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { useAct } from '../asking.ts';
import { Dialog } from '../parts/dialog.tsx';
import { useCodes } from '../words.ts';
import { DetailsFields } from './details-fields.tsx';
import { Label } from './label.tsx';
import { detailsOf, draftOf, loanStands, type MediumAct } from './line.ts';

type ActProps = {
  readonly line: MediumLine;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

export function ActDialog({ act, ...props }: ActProps & { readonly act: MediumAct }) {
  switch (act) {
    case 'lend':
      return <Lend {...props} />;
    case 'return':
      return <Return {...props} />;
    case 'lose':
    case 'find':
      return <LoseOrFind {...props} act={act} />;
    case 'retire':
      return <Retire {...props} />;
    case 'describe':
      return <Describe {...props} />;
    case 'label':
      return <Label {...props} />;
  }
}

function Lend({ line, onClose, onDone }: ActProps) {
  const { t } = useWords();
  const today = japanDate(useSnapshot().at);
  const lend = useAct('media.lend');
  const [to, setTo] = useState('');
  const [purpose, setPurpose] = useState('');
  const [due, setDue] = useState(today);
  const { name, id } = line;
  return (
    <Dialog
      title={t('admin.media.lendTitle', { name })}
      act={t('admin.media.lendAct', { name })}
      onAct={() => void lend.run({ medium: id, to, purpose, due }).then(({ ok }) => ok && onDone())}
      ready={loanStands(to, purpose, due, today)}
      busy={lend.busy}
      error={lend.error}
      onClose={onClose}
    >
      <TextInput
        label={t('admin.media.lendTo')}
        value={to}
        maxLength={200}
        onChange={(event) => setTo(event.currentTarget.value)}
        data-autofocus
      />
      <TextInput
        label={t('admin.media.purpose')}
        value={purpose}
        maxLength={500}
        onChange={(event) => setPurpose(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={t('admin.media.due')}
        value={due}
        min={today}
        onChange={(event) => setDue(event.currentTarget.value)}
      />
    </Dialog>
  );
}

function Return({ line, onClose, onDone }: ActProps) {
  const { t } = useWords();
  const back = useAct('media.return');
  const [checked, setChecked] = useState(false);
  const [erased, setErased] = useState(false);
  const [remarks, setRemarks] = useState('');
  const { name, id } = line;
  return (
    <Dialog
      title={t('admin.media.returnTitle', { name })}
      act={t('admin.media.returnAct', { name })}
      onAct={() => void back.run({ medium: id, checked, erased, remarks }).then(({ ok }) => ok && onDone())}
      busy={back.busy}
      error={back.error}
      onClose={onClose}
    >
      <Checkbox
        label={t('admin.media.returnChecked')}
        checked={checked}
        onChange={(event) => setChecked(event.currentTarget.checked)}
      />
      <Checkbox
        label={t('admin.media.returnErased')}
        checked={erased}
        onChange={(event) => setErased(event.currentTarget.checked)}
      />
      <Textarea
        label={t('admin.common.remarks')}
        value={remarks}
        rows={2}
        maxLength={1000}
        onChange={(event) => setRemarks(event.currentTarget.value)}
      />
    </Dialog>
  );
}

function LoseOrFind({ line, act, onClose, onDone }: ActProps & { readonly act: 'lose' | 'find' }) {
  const { t } = useWords();
  const lose = useAct('media.lose');
  const find = useAct('media.find');
  const [why, setWhy] = useState('');
  const { name, id } = line;
  const doing = act === 'lose' ? lose : find;
  return (
    <Dialog
      title={t(`admin.media.${act}Title`, { name })}
      act={t(`admin.media.${act}Act`, { name })}
      danger={act === 'lose'}
      onAct={() => void doing.run({ medium: id, why }).then(({ ok }) => ok && onDone())}
      ready={why.trim() !== ''}
      busy={doing.busy}
      error={doing.error}
      onClose={onClose}
    >
      {act === 'lose' && <p>{t('admin.media.loseLead')}</p>}
      <Textarea
        label={t('admin.media.whatHappened')}
        description={t('admin.common.reasonNote')}
        value={why}
        rows={2}
        maxLength={500}
        onChange={(event) => setWhy(event.currentTarget.value)}
        data-autofocus
      />
    </Dialog>
  );
}

function Retire({ line, onClose, onDone }: ActProps) {
  const { t } = useWords();
  const codes = useCodes();
  const retire = useAct('media.retire');
  const [how, setHow] = useState<(typeof DISPOSALS)[number]>('shredded');
  const [why, setWhy] = useState('');
  const [witness, setWitness] = useState('');
  const { name, id } = line;
  return (
    <Dialog
      title={t('admin.media.retireTitle', { name })}
      act={t('admin.media.retireAct', { name })}
      danger
      onAct={() => void retire.run({ medium: id, how, why, witness }).then(({ ok }) => ok && onDone())}
      ready={why.trim() !== ''}
      busy={retire.busy}
      error={retire.error}
      onClose={onClose}
    >
      <p>{t('admin.media.retireLead')}</p>
      <NativeSelect
        label={t('admin.media.retireHow')}
        value={how}
        data={DISPOSALS.map((value) => ({ value, label: codes.disposal[value] }))}
        onChange={({ currentTarget }) =>
          setHow(DISPOSALS.find((disposal) => disposal === currentTarget.value) ?? 'other')
        }
      />
      <Textarea
        label={t('admin.common.reason')}
        description={t('admin.common.reasonNote')}
        value={why}
        rows={2}
        maxLength={500}
        onChange={(event) => setWhy(event.currentTarget.value)}
      />
      <TextInput
        label={t('admin.media.witness')}
        value={witness}
        maxLength={200}
        onChange={(event) => setWitness(event.currentTarget.value)}
      />
    </Dialog>
  );
}

function Describe({ line, onClose, onDone }: ActProps) {
  const { t } = useWords();
  const describe = useAct('media.describe');
  const [draft, setDraft] = useState(draftOf(line.details));
  const details = detailsOf(draft);
  return (
    <Dialog
      title={t('admin.media.describeTitle', { name: line.name })}
      act={t('admin.common.save')}
      onAct={() =>
        details !== null && void describe.run({ medium: line.id, details }).then(({ ok }) => ok && onDone())
      }
      ready={details !== null}
      busy={describe.busy}
      error={describe.error}
      onClose={onClose}
    >
      <DetailsFields draft={draft} onDraft={setDraft} />
    </Dialog>
  );
}
