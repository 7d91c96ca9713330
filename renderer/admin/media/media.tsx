/** 媒体台帳: the clinic's own media, where each one is, and what can be done with it. */

import { Checkbox } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { MediumLine } from '../../../shared/contract/evidence.ts';
import { useWords } from '../../i18n/use-words.ts';
import { EmptyState } from '../../parts/notice-state.tsx';
import { StateBadge } from '../../parts/state-field.tsx';
import { useAsk } from '../asking.ts';
import { useMay } from '../login/login-state.tsx';
import { Asked, Notice } from '../parts/asked.tsx';
import { Button } from '../parts/button.tsx';
import { Page } from '../parts/page.tsx';
import { Table } from '../parts/table.tsx';
import { noon } from '../review/days.ts';
import { useCodes } from '../words.ts';
import { MEDIUM_TONES, wordOf } from './line.ts';
import { MediumDialog } from './medium-dialog.tsx';
import { RegisterDialog } from './register-dialog.tsx';
import { StockDialog } from './stock-dialog.tsx';

export function Media() {
  const { t } = useWords();
  const may = useMay();
  const list = useAsk('media.list', {});
  const [retired, setRetired] = useState(false);
  const [open, setOpen] = useState<'register' | 'stock' | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [said, setSaid] = useState<{ text: string; warn: boolean } | null>(null);
  const lines = list.state === 'there' ? list.value : [];
  const line = lines.find(({ id }) => id === chosen);
  const done = (text: string | null, warn = false) => {
    setOpen(null);
    if (text !== null) setSaid({ text, warn });
    list.again();
  };
  return (
    <Page
      title={t('admin.media.title')}
      lead={t('admin.media.lead')}
      actions={
        <>
          {may('medium.count') && lines.length > 0 && (
            <Button onClick={() => setOpen('stock')}>{t('admin.media.stock')}</Button>
          )}
          {may('medium.register') && (
            <Button look="primary" icon={IconPlus} onClick={() => setOpen('register')}>
              {t('admin.media.register')}
            </Button>
          )}
        </>
      }
    >
      {said !== null && <Notice look={said.warn ? 'warn' : 'good'}>{said.text}</Notice>}
      <Asked of={list}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState title={t('admin.media.none')} note={t('admin.media.noneNote')} />
          ) : (
            <>
              <MediaTable
                lines={all.filter(({ state }) => retired || state !== 'retired')}
                onOpen={setChosen}
              />
              {all.some(({ state }) => state === 'retired') && (
                <Checkbox
                  label={t('admin.media.showRetired')}
                  checked={retired}
                  onChange={(event) => setRetired(event.currentTarget.checked)}
                />
              )}
            </>
          )
        }
      </Asked>
      {open === 'register' && <RegisterDialog onClose={() => setOpen(null)} onDone={(text) => done(text)} />}
      {open === 'stock' && (
        <StockDialog
          lines={lines}
          onClose={() => setOpen(null)}
          onDone={(absent) => {
            const names = absent.map((id) => lines.find((one) => one.id === id)?.name ?? id);
            if (names.length === 0) done(t('admin.media.stockDone'));
            else
              done(t('admin.media.stockAbsent', { names: names.join(t('admin.records.filter.and')) }), true);
          }}
        />
      )}
      {line !== undefined && (
        <MediumDialog line={line} onClose={() => setChosen(null)} onChanged={list.again} />
      )}
    </Page>
  );
}

type MediaTableProps = {
  readonly lines: readonly MediumLine[];
  readonly onOpen: (id: string) => void;
};

function MediaTable({ lines, onOpen }: MediaTableProps) {
  const { t, format } = useWords();
  const codes = useCodes();
  const none = t('admin.common.none');
  return (
    <Table
      label={t('admin.media.title')}
      rows={lines}
      keyOf={({ id }) => id}
      quiet={({ state }) => state === 'retired'}
      columns={[
        { key: 'id', whole: true, title: t('admin.media.columns.id'), cell: ({ id }) => id },
        { key: 'name', title: t('admin.media.columns.name'), cell: ({ name }) => name },
        {
          key: 'type',
          title: t('admin.media.columns.type'),
          cell: ({ details }) => (details === null ? none : codes.mediumType[details.type]),
        },
        {
          key: 'state',
          title: t('admin.media.columns.state'),
          cell: (line) => (
            <StateBadge tone={MEDIUM_TONES[wordOf(line)]} word={t(`admin.media.states.${wordOf(line)}`)} />
          ),
        },
        {
          key: 'where',
          title: t('admin.media.columns.where'),
          cell: ({ loan, details }) =>
            loan === null
              ? (details?.storage ?? none)
              : t('admin.media.lentTo', { to: loan.to, due: format.day(noon(loan.due)) }),
        },
        {
          key: 'counted',
          title: t('admin.media.columns.counted'),
          cell: ({ counted }) => (counted === null ? t('admin.media.neverCounted') : format.day(counted)),
        },
        {
          key: 'act',
          title: t('admin.media.columns.act'),
          cell: ({ id, name }) => (
            <Button look="link" label={t('admin.media.open', { name })} onClick={() => onOpen(id)}>
              {t('admin.media.openShort')}
            </Button>
          ),
        },
      ]}
    />
  );
}
