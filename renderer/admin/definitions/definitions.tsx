/** ウイルス定義: how old they are, what they consist of, and the three ways to go on: update, import, extend. */

import { useState } from 'react';
import type { DefinitionsStatus } from '../../../shared/contract/upkeep.ts';
import { useSnapshot } from '../../bridge/gate-context.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { Age } from '../../parts/age.tsx';
import { EmptyState } from '../../parts/notice-state.tsx';
import { StateBadge } from '../../parts/state-field.tsx';
import type { Tone } from '../../parts/tone.ts';
import type { DefinitionsState } from '../../../shared/model/session.ts';
import { useAsk } from '../asking.ts';
import { useMay } from '../login/login-state.tsx';
import { Asked, ErrorLine, Notice } from '../parts/asked.tsx';
import { Button } from '../parts/button.tsx';
import form from '../parts/form.module.css';
import { Facts, Page, Panel } from '../parts/page.tsx';
import { Table } from '../parts/table.tsx';
import { ExtendDialog } from './extend-dialog.tsx';
import { Renew } from './renew.tsx';

const TONES: Readonly<Record<DefinitionsState, Tone>> = {
  none: 'blocked',
  practice: 'partial',
  fresh: 'clean',
  aging: 'partial',
  expired: 'blocked',
};

export function Definitions() {
  const { t } = useWords();
  const may = useMay();
  const { definitions } = useSnapshot();
  const status = useAsk('definitions.status', {}, `${definitions.version} ${definitions.state}`);
  const [extending, setExtending] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  return (
    <Page title={t('admin.definitions.title')} lead={t('admin.definitions.lead')}>
      {said !== null && <Notice look="good">{said}</Notice>}
      <Asked of={status}>{(value) => <Now status={value} />}</Asked>
      {may('definitions.update') && <Renew onRenewed={status.again} />}
      {may('definitions.extend') && (
        <Panel
          title={t('admin.definitions.extendTitle')}
          note={t('admin.definitions.extendNote')}
          actions={<Button onClick={() => setExtending(true)}>{t('admin.definitions.extend')}</Button>}
        />
      )}
      {extending && (
        <ExtendDialog
          onClose={() => setExtending(false)}
          onDone={(text) => {
            setExtending(false);
            setSaid(text);
            status.again();
          }}
        />
      )}
    </Page>
  );
}

function Now({ status }: { readonly status: DefinitionsStatus }) {
  const { t, format } = useWords();
  const { state, builtAt, refusal, files } = status;
  const none = t('admin.common.none');
  return (
    <Panel title={t('admin.definitions.now')}>
      <Facts
        rows={[
          [
            t('admin.definitions.state'),
            <StateBadge key="state" tone={TONES[state]} word={t(`admin.definitions.states.${state}`)} />,
          ],
          [t('admin.definitions.age'), builtAt === null ? none : <Age key="age" at={builtAt} />],
        ]}
      />
      {refusal !== null && <ErrorLine error={refusal} />}
      {files.length === 0 ? (
        <EmptyState title={t('admin.definitions.filesNone')} note={t('admin.definitions.filesNoneNote')} />
      ) : (
        <Table
          label={t('admin.definitions.files')}
          rows={files}
          keyOf={({ name }) => name}
          columns={[
            { key: 'name', title: t('admin.definitions.columns.name'), cell: ({ name }) => name },
            {
              key: 'version',
              title: t('admin.definitions.columns.version'),
              number: true,
              cell: ({ version }) => version ?? none,
            },
            {
              key: 'signatures',
              title: t('admin.definitions.columns.signatures'),
              number: true,
              cell: ({ signatures }) => (signatures === null ? none : format.number(signatures)),
            },
            {
              key: 'built',
              title: t('admin.definitions.columns.built'),
              cell: (file) => (file.builtAt === null ? none : format.moment(file.builtAt)),
            },
            {
              key: 'sha256',
              title: t('admin.definitions.columns.sha256'),
              cell: ({ sha256 }) => <span className={form['fixed']}>{sha256}</span>,
            },
          ]}
        />
      )}
    </Panel>
  );
}
