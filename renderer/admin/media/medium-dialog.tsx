/** One medium's page of the ledger: what is known of it, and what can be done with it as it stands. */

import { useState, type ReactNode } from 'react';
import type { MediumLine } from '../../../shared/contract/evidence.ts';
import type { Action } from '../../../shared/model/rights.ts';
import { useWords } from '../../i18n/use-words.ts';
import { StateBadge } from '../../parts/state-field.tsx';
import { useMay } from '../login/login-state.tsx';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import form from '../parts/form.module.css';
import { FromMedium } from '../parts/from-medium.tsx';
import { Facts } from '../parts/page.tsx';
import { noon } from '../review/days.ts';
import { useCodes } from '../words.ts';
import { ActDialog } from './act-dialog.tsx';
import { actsOf, MEDIUM_TONES, wordOf, type MediumAct } from './line.ts';
import styles from './media.module.css';

const NEEDS: Readonly<Record<MediumAct, Action>> = {
  describe: 'medium.register',
  lend: 'medium.lend',
  return: 'medium.lend',
  lose: 'medium.lose',
  find: 'medium.register',
  retire: 'medium.retire',
  label: 'medium.read',
};

type MediumDialogProps = {
  readonly line: MediumLine;
  readonly onClose: () => void;
  readonly onChanged: () => void;
};

export function MediumDialog({ line, onClose, onChanged }: MediumDialogProps) {
  const { t } = useWords();
  const may = useMay();
  const [act, setAct] = useState<MediumAct | null>(null);
  if (act !== null)
    return (
      <ActDialog
        act={act}
        line={line}
        onClose={() => setAct(null)}
        onDone={() => {
          setAct(null);
          onChanged();
        }}
      />
    );
  const word = wordOf(line);
  const acts = actsOf(line).filter((name) => may(NEEDS[name]));
  return (
    <Dialog title={t('admin.media.details', { name: line.name, id: line.id })} onClose={onClose}>
      <p>
        <StateBadge tone={MEDIUM_TONES[word]} word={t(`admin.media.states.${word}`)} />
      </p>
      <MediumFacts line={line} />
      {acts.length > 0 && (
        <div className={styles['acts']}>
          {acts.map((name) => (
            <Button
              key={name}
              look={name === 'lose' || name === 'retire' ? 'danger' : 'plain'}
              onClick={() => setAct(name)}
            >
              {t(`admin.media.acts.${name}`)}
            </Button>
          ))}
        </div>
      )}
    </Dialog>
  );
}

function MediumFacts({ line }: { readonly line: MediumLine }) {
  const { t, format } = useWords();
  const codes = useCodes();
  const { key, details, loan, disposal } = line;
  const rows: [string, ReactNode][] = [
    key.type === 'serial'
      ? [
          t('admin.media.serial'),
          <span key="serial">
            {`${key.vendorId}:${key.productId} / `}
            <FromMedium text={key.serial} />
          </span>,
        ]
      : [
          t('admin.media.mark'),
          <span key="mark" className={form['fixed']}>
            {key.sha256}
          </span>,
        ],
    [
      t('admin.media.registered'),
      t('admin.media.registeredBy', {
        at: format.moment(line.registeredAt),
        by: line.registeredBy ?? '',
      }),
    ],
  ];
  if (details !== null) {
    rows.push(
      [t('admin.media.type'), codes.mediumType[details.type]],
      [t('admin.media.product'), details.product === '' ? t('admin.common.none') : details.product],
      [
        t('admin.media.capacity'),
        details.bytes === null ? t('admin.common.none') : format.size(details.bytes),
      ],
      [t('admin.media.encryptedWord'), t(details.encrypted ? 'admin.media.yes' : 'admin.media.no')],
      [t('admin.media.owner'), codes.owner[details.owner]],
      [t('admin.media.storage'), details.storage],
    );
  }
  if (loan !== null)
    rows.push(
      [t('admin.media.lent'), t('admin.media.lentTo', { to: loan.to, due: format.day(noon(loan.due)) })],
      [t('admin.media.purpose'), loan.purpose],
    );
  if (disposal !== null)
    rows.push(
      [t('admin.media.disposal'), codes.disposal[disposal.how]],
      [t('admin.media.why'), disposal.why],
      [t('admin.media.witness'), disposal.witness === '' ? t('admin.common.none') : disposal.witness],
    );
  return <Facts rows={rows} />;
}
