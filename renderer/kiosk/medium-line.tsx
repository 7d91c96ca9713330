/** Which medium this is, in one line: what it calls itself, its label, and how much is on it. All but the numbers is data off the medium. */

import { visible } from '../../shared/visible.ts';
import { useWords } from '../i18n/use-words.ts';
import styles from './medium-line.module.css';

type MediumLineProps = {
  readonly device: { readonly vendor: string | null; readonly product: string | null } | null;
  readonly label: string | null;
  readonly files?: number;
  readonly bytes?: number;
};

export function MediumLine({ device, label, files, bytes }: MediumLineProps) {
  const { t, format } = useWords();
  const product = [device?.vendor, device?.product].filter((part) => (part ?? '').trim() !== '').join(' ');
  const names = [product, label ?? ''].filter((part) => part.trim() !== '');
  const counted = files !== undefined && files > 0;
  return (
    <p className={styles['line']}>
      {names.map((name) => (
        <bdi key={name} className={styles['name']}>
          {visible(name)}
        </bdi>
      ))}
      {counted && (
        <span>{t('kiosk.contents', { files: format.number(files), size: format.size(bytes ?? 0) })}</span>
      )}
    </p>
  );
}
