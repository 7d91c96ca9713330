/** At the result: asks for what nobody was asked before, or says that it is on record. */

import { IconClipboardCheck, IconClipboardText } from '@tabler/icons-react';
import type { ResultView } from '../../shared/contract/snapshot.ts';
import { visible } from '../../shared/visible.ts';
import { useWords } from '../i18n/use-words.ts';
import { BigButton } from '../parts/big-button.tsx';
import { aboutResult } from './about.ts';
import styles from './telling.module.css';

type TellingProps = {
  readonly result: ResultView;
  readonly busy: boolean;
  readonly onAnswer: () => void;
};

export function Telling({ result, busy, onAnswer }: TellingProps) {
  const { t } = useWords();
  const { facts, staffName, files } = result;
  if (aboutResult(result) !== null)
    return (
      <div className={styles['asked']}>
        <IconClipboardText className={styles['icon']} stroke={1.75} aria-hidden />
        <p className={styles['please']}>{t('kiosk.telling.please')}</p>
        <BigButton onClick={onAnswer} disabled={busy}>
          {t('kiosk.telling.answer')}
        </BigButton>
      </div>
    );
  // Files that went in waited for the answers: nobody doubts there that they were taken down.
  if (staffName === null || files.released > 0) return null;
  const name = visible(staffName);
  return (
    <p className={styles['told']} role="status">
      <IconClipboardCheck className={styles['icon']} stroke={1.75} aria-hidden />
      {facts.origin === null
        ? t('kiosk.telling.toldName', { name })
        : t('kiosk.telling.told', { name, origin: t(`kiosk.reception.origin.${facts.origin}`) })}
    </p>
  );
}
