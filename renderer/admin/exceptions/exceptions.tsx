/** 例外: what may come in although it was held back, who said so, until when, and how often it was used. */

import { Textarea } from '@mantine/core';
import { useState } from 'react';
import type { FileException } from '../../../shared/model/exception.ts';
import { useSnapshot } from '../../bridge/gate-context.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { EmptyState } from '../../parts/notice-state.tsx';
import { StateBadge } from '../../parts/state-field.tsx';
import type { Tone } from '../../parts/tone.ts';
import { useAct, useAsk } from '../asking.ts';
import { useMay } from '../login/login-state.tsx';
import { Asked, Notice } from '../parts/asked.tsx';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import form from '../parts/form.module.css';
import { Page } from '../parts/page.tsx';
import { Table, type Column } from '../parts/table.tsx';
import { GrantDialog } from './grant-dialog.tsx';
import { stateOf, type ExceptionState } from './state.ts';

const TONES: Readonly<Record<ExceptionState, Tone>> = {
  active: 'partial',
  expired: 'waiting',
  revoked: 'closed',
};

export function Exceptions() {
  const { t } = useWords();
  const may = useMay();
  const list = useAsk('exceptions.list', {});
  const [granting, setGranting] = useState(false);
  const [revoking, setRevoking] = useState<FileException | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  return (
    <Page
      title={t('admin.exceptions.title')}
      lead={t('admin.exceptions.lead')}
      actions={
        may('exception.grant') && (
          <Button onClick={() => setGranting(true)}>{t('admin.exceptions.grant')}</Button>
        )
      }
    >
      {said !== null && <Notice look="good">{said}</Notice>}
      <Asked of={list}>
        {(exceptions) =>
          exceptions.length === 0 ? (
            <EmptyState title={t('admin.exceptions.none')} note={t('admin.exceptions.noneNote')} />
          ) : (
            <ExceptionTable exceptions={exceptions} onRevoke={may('exception.revoke') ? setRevoking : null} />
          )
        }
      </Asked>
      {granting && (
        <GrantDialog
          onClose={() => setGranting(false)}
          onGranted={(text) => {
            setGranting(false);
            setSaid(text);
            list.again();
          }}
        />
      )}
      {revoking !== null && (
        <RevokeDialog
          exception={revoking}
          onClose={() => setRevoking(null)}
          onDone={() => {
            setRevoking(null);
            list.again();
          }}
        />
      )}
    </Page>
  );
}

type ExceptionTableProps = {
  readonly exceptions: readonly FileException[];
  readonly onRevoke: ((exception: FileException) => void) | null;
};

function ExceptionTable({ exceptions, onRevoke }: ExceptionTableProps) {
  const { t, format } = useWords();
  const { at } = useSnapshot();
  const stateHere = (exception: FileException) => stateOf(exception, at);
  const columns: readonly Column<FileException>[] = [
    {
      key: 'state',
      title: t('admin.exceptions.columns.state'),
      cell: (exception) => {
        const state = stateHere(exception);
        return <StateBadge tone={TONES[state]} word={t(`admin.exceptions.states.${state}`)} />;
      },
    },
    {
      key: 'sha256',
      title: t('admin.exceptions.columns.sha256'),
      cell: ({ sha256 }) => <span className={form['fixed']}>{sha256}</span>,
    },
    {
      key: 'reason',
      title: t('admin.exceptions.columns.reason'),
      cell: ({ reason, vendorConfirmation }) => (
        <>
          {reason}
          {vendorConfirmation && <p className={form['quiet']}>{t('admin.exceptions.vendorConfirmed')}</p>}
        </>
      ),
    },
    {
      key: 'by',
      title: t('admin.exceptions.columns.by'),
      cell: ({ first, second }) => `${first}・${second}`,
    },
    {
      key: 'expires',
      title: t('admin.exceptions.columns.expires'),
      cell: ({ expires }) => format.moment(expires),
    },
    {
      key: 'uses',
      title: t('admin.exceptions.columns.uses'),
      number: true,
      cell: ({ uses }) => t('admin.exceptions.uses', { count: uses, n: format.number(uses) }),
    },
  ];
  const acting: Column<FileException> = {
    key: 'act',
    title: t('admin.exceptions.columns.act'),
    cell: (exception) =>
      stateHere(exception) === 'active' && (
        <Button
          look="link"
          label={t('admin.exceptions.revokeNamed', { id: exception.id })}
          onClick={() => onRevoke?.(exception)}
        >
          {t('admin.exceptions.revoke')}
        </Button>
      ),
  };
  return (
    <Table
      label={t('admin.exceptions.title')}
      rows={exceptions}
      keyOf={({ id }) => id}
      quiet={(exception) => stateHere(exception) !== 'active'}
      columns={onRevoke === null ? columns : [...columns, acting]}
    />
  );
}

type RevokeDialogProps = {
  readonly exception: FileException;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

function RevokeDialog({ exception, onClose, onDone }: RevokeDialogProps) {
  const { t } = useWords();
  const revoke = useAct('exceptions.revoke');
  const [reason, setReason] = useState('');
  const act = () =>
    void revoke.run({ exception: exception.id, reason }).then((answer) => {
      if (answer.ok) onDone();
    });
  return (
    <Dialog
      title={t('admin.exceptions.revokeTitle', { id: exception.id })}
      act={t('admin.exceptions.revokeNamed', { id: exception.id })}
      danger
      onAct={act}
      ready={reason.trim() !== ''}
      busy={revoke.busy}
      error={revoke.error}
      onClose={onClose}
    >
      <p>{t('admin.exceptions.revokeLead')}</p>
      <Textarea
        label={t('admin.common.reason')}
        description={t('admin.common.reasonNote')}
        value={reason}
        maxLength={1000}
        rows={2}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
    </Dialog>
  );
}
