/** The name of the medium that a screen is about, in its field of colour: large, because another one may be waiting. */

import { visible } from '../../shared/visible.ts';
import styles from './medium-name.module.css';

export function MediumName({ label }: { readonly label: string }) {
  if (label.trim() === '') return null;
  return (
    <p className={styles['name']}>
      <bdi>{visible(label)}</bdi>
    </p>
  );
}
