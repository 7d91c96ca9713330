/** The gate's state in one line below every screen: definitions and their age, the engine, the record, and what is wrong. */

import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { DefinitionsView, GateView, Snapshot } from '../../shared/contract/snapshot.ts';
import { visible } from '../../shared/visible.ts';
import { useWords, type Speech } from '../i18n/use-words.ts';
import styles from './strip.module.css';

export function Strip({ snapshot }: { readonly snapshot: Snapshot }) {
  const { t } = useWords();
  const { gate, definitions, ledger, spaces, trouble, queue } = snapshot;
  const low = spaces.some(({ level }) => level === 'low' || level === 'full');
  return (
    <footer className={styles['strip']} aria-label={t('kiosk.strip.label')}>
      <Fact
        name={t('kiosk.strip.definitions')}
        value={definitionsWords(t, definitions)}
        good={definitions.state === 'fresh'}
      />
      <Fact name={t('kiosk.strip.engine')} value={t(`kiosk.strip.${gate.state}`)} good={isOpen(gate)} />
      <Fact
        name={t('kiosk.strip.record')}
        value={t(ledger.ok ? 'kiosk.strip.recordOk' : 'kiosk.strip.recordBad')}
        good={ledger.ok}
      />
      {low && <Warning words={t('kiosk.strip.space')} />}
      {trouble !== null && <Warning words={t('kiosk.strip.trouble')} />}
      <Queue queue={queue} />
    </footer>
  );
}

/** As many as fit beside the rest; the number tells how many there are. */
const QUEUE_NAMED = 3;

/** Whoever brought one of them looks for its name. */
function Queue({ queue }: Pick<Snapshot, 'queue'>) {
  const { t } = useWords();
  if (queue.length === 0) return null;
  return (
    <p className={styles['fact']}>
      <span>{t('kiosk.strip.queue', { count: queue.length })}</span>
      {queue.slice(0, QUEUE_NAMED).map(({ insertion, name }, n) => (
        <bdi key={`${insertion} ${n}`} className={styles['waits']}>
          {visible(name)}
        </bdi>
      ))}
    </p>
  );
}

const isOpen = (gate: GateView): boolean => gate.state === 'open';

function definitionsWords(t: Speech['t'], { state, days }: DefinitionsView): string {
  if (state === 'none') return t('kiosk.strip.none');
  if (state === 'practice') return t('kiosk.strip.practice');
  if (days === null) return t('kiosk.strip.unknown');
  switch (state) {
    case 'fresh':
      return days === 0 ? t('kiosk.strip.today') : t('kiosk.strip.days', { count: days });
    case 'aging':
      return t('kiosk.strip.aging', { count: days });
    case 'expired':
      return t('kiosk.strip.expired', { count: days });
  }
}

type FactProps = { readonly name: string; readonly value: string; readonly good: boolean };

function Fact({ name, value, good }: FactProps) {
  const Icon = good ? IconCheck : IconAlertTriangle;
  return (
    <p className={styles['fact']}>
      <Icon className={good ? styles['good'] : styles['bad']} stroke={2.5} aria-hidden />
      <span>{name}</span>
      <span className={styles['value']}>{value}</span>
    </p>
  );
}

function Warning({ words }: { readonly words: string }) {
  return (
    <p className={styles['fact']}>
      <IconAlertTriangle className={styles['bad']} stroke={2.5} aria-hidden />
      <span className={styles['value']}>{words}</span>
    </p>
  );
}
