/** Asks once more before something that cannot be undone. The button names what it does; it never says only "OK". */

import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../i18n/use-words.ts';
import { BigButton } from './big-button.tsx';
import styles from './confirm.module.css';

type ConfirmProps = {
  readonly opened: boolean;
  /** The question, with its object: 「田中さんを無効にしますか」 */
  readonly title: string;
  readonly children?: ReactNode;
  /** What the button does, with its object: 「田中さんを無効にする」 */
  readonly act: string;
  readonly danger?: boolean;
  readonly onAct: () => void;
  readonly onClose: () => void;
};

export function Confirm({ opened, title, children, act, danger = true, onAct, onClose }: ConfirmProps) {
  const { t } = useWords();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      centered
      size="lg"
      closeButtonProps={{ 'aria-label': t('parts.close') }}
    >
      <div className={styles['body']}>
        {children}
        <div className={styles['acts']}>
          <BigButton look="quiet" onClick={onClose}>
            {t('parts.leaveIt')}
          </BigButton>
          <BigButton look={danger ? 'danger' : 'primary'} onClick={onAct}>
            {act}
          </BigButton>
        </div>
      </div>
    </Modal>
  );
}
