/** A label to print and stick on a medium: number, name, and the number as a QR code. */

import type { MediumLine } from '../../../shared/contract/evidence.ts';
import { useSnapshot } from '../../bridge/gate-context.tsx';
import { useWords } from '../../i18n/use-words.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import form from '../parts/form.module.css';
import { QrCode } from '../parts/qr.tsx';
import styles from './media.module.css';

export function Label({ line, onClose }: { readonly line: MediumLine; readonly onClose: () => void }) {
  const { t } = useWords();
  const { clinic } = useSnapshot();
  return (
    <Dialog title={t('admin.media.labelTitle')} onClose={onClose} size="md">
      <p>{t('admin.media.labelNote')}</p>
      <div className={styles['label']}>
        <QrCode text={line.id} label={t('admin.media.qr', { id: line.id })} />
        <div>
          <p>{clinic.name}</p>
          <p className={styles['labelId']}>{line.id}</p>
          <p>{line.name}</p>
        </div>
      </div>
      <div className={form['acts']}>
        <Button onClick={() => window.print()}>{t('admin.media.print')}</Button>
      </div>
    </Dialog>
  );
}
