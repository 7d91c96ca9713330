/** The printed receipt of a session, for A6 or A4: what was decided, and the hash that proves it later. */

import { useState, type ReactNode } from 'react';
import { createPortal, flushSync } from 'react-dom';
import type { Receipt } from '../../shared/contract/kiosk.ts';
import { visible } from '../../shared/visible.ts';
import { useClient } from '../bridge/gate-context.tsx';
import { useWords } from '../i18n/use-words.ts';
import { QrCode } from './qr-code.tsx';
import styles from './receipt.module.css';

type Printing = { readonly print: () => void; readonly sheet: ReactNode; readonly failed: boolean };

/** Reads the receipt, puts it beside the screen where only paper sees it, and prints. */
export function usePrintedReceipt(session: string | null): Printing {
  const client = useClient();
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const [failed, setFailed] = useState(false);
  const print = () => {
    if (session === null) return;
    void client.call('receipt.read', { session }).then((answer) => {
      flushSync(() => {
        setFailed(!answer.ok);
        if (answer.ok) setReceipt(answer.value);
      });
      if (answer.ok) window.print();
    });
  };
  const sheet = receipt === null ? null : createPortal(<ReceiptSheet receipt={receipt} />, document.body);
  return { print, sheet, failed };
}

function ReceiptSheet({ receipt }: { readonly receipt: Receipt }) {
  const { t, words, format } = useWords();
  const { result, facts, head } = receipt;
  const numbers = {
    total: format.number(result.files.total),
    released: format.number(result.files.released),
    blocked: format.number(result.files.blocked),
  };
  return (
    <article className={styles['sheet']} data-testid="receipt">
      {receipt.practice && <p className={styles['practice']}>{t('receipt.practice')}</p>}
      <h1 className={styles['title']}>{t('receipt.title')}</h1>
      <p>{receipt.clinic}</p>
      <dl className={styles['lines']}>
        <Line name={t('receipt.session')} value={receipt.session} fixed />
        <Line name={t('receipt.at')} value={format.moment(receipt.closedAt)} />
        <Line name={t('receipt.staff')} value={receipt.staffName} />
        <Line
          name={t('receipt.origin')}
          value={facts.origin === null ? null : t(`kiosk.reception.origin.${facts.origin}`)}
        />
        <Line name={t('receipt.purpose')} value={facts.purpose} />
        <Line name={t('receipt.medium')} value={visible(result.label)} />
        <Line name={t('receipt.content')} value={t(`kiosk.reception.content.${result.preset}`)} />
        <Line name={t('receipt.outcome')} value={words.outcomes[result.outcome].what} />
        <Line name={t('receipt.files')} value={t('receipt.filesLine', numbers)} />
        <Line name={t('receipt.folder')} value={result.folder === null ? null : visible(result.folder)} />
        <Line name={t('receipt.engine')} value={receipt.engine} />
        <Line name={t('receipt.definitions')} value={receipt.definitions} />
        <Line name={t('receipt.head', { seq: format.number(head.seq) })} value={head.hash} fixed />
        <Line name={t('receipt.fingerprint')} value={receipt.fingerprint} fixed />
      </dl>
      {/* Number and hash, and nothing else: whoever finds the paper learns no name from it. */}
      <QrCode text={`sekisho:${receipt.session}:${head.seq}:${head.hash}`} label={t('receipt.qr')} />
      <p className={styles['foot']}>{t('receipt.foot')}</p>
    </article>
  );
}

type LineProps = { readonly name: string; readonly value: string | null; readonly fixed?: boolean };

function Line({ name, value, fixed = false }: LineProps) {
  if (value === null || value.trim() === '') return null;
  return (
    <>
      <dt>{name}</dt>
      <dd className={fixed ? styles['fixed'] : undefined}>{value}</dd>
    </>
  );
}
