/** A dialog with a form: one act, named by its object, its failure beside it, and Escape leads out. */

import { Modal } from '@mantine/core';
import type { ReactNode, SubmitEvent } from 'react';
import type { GateError } from '../../../shared/errors.ts';
import { useWords } from '../../i18n/use-words.ts';
import { ErrorLine } from './asked.tsx';
import { Button } from './button.tsx';
import styles from './dialog.module.css';

type DialogProps = {
  readonly title: string;
  readonly children?: ReactNode;
  /** What the button does, with its object. Without one the dialog can only be closed. */
  readonly act?: string;
  readonly onAct?: () => void;
  readonly danger?: boolean;
  readonly busy?: boolean;
  /** False while something is missing. */
  readonly ready?: boolean;
  readonly error?: GateError | null;
  readonly onClose: () => void;
  /** What leaving is called here; 閉じる or やめる where nothing is said. */
  readonly leave?: string;
  readonly size?: 'md' | 'lg' | 'xl';
};

export function Dialog({
  title,
  children,
  act,
  onAct,
  danger = false,
  busy = false,
  ready = true,
  error = null,
  onClose,
  leave,
  size = 'lg',
}: DialogProps) {
  const { t } = useWords();
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!busy && ready) onAct?.();
  };
  return (
    <Modal.Root
      opened
      onClose={onClose}
      size={size}
      closeOnClickOutside={false}
      transitionProps={{ duration: 0 }}
      lockScroll={false}
    >
      <Modal.Overlay />
      <Modal.Content>
        {/* Not Modal.Header: a second <header> would be heard as a second banner of the page. */}
        <Modal.Body>
          <div className={styles['head']}>
            <Modal.Title className={styles['title'] ?? ''}>{title}</Modal.Title>
            <Modal.CloseButton aria-label={t('admin.common.close')} />
          </div>
          <form className={styles['form']} onSubmit={submit} autoComplete="off" noValidate>
            {children}
            <ErrorLine error={error} />
            <div className={styles['acts']}>
              <Button onClick={onClose}>
                {leave ?? t(act === undefined ? 'admin.common.close' : 'admin.common.cancel')}
              </Button>
              {act !== undefined && (
                <Button type="submit" look={danger ? 'danger' : 'primary'} disabled={busy || !ready}>
                  {act}
                </Button>
              )}
            </div>
          </form>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
