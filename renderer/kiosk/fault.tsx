/** Why the last press of a button did nothing, in the kiosk's own words. */

import type { ErrorCode, GateError } from '../../shared/errors.ts';
import { useWords, type Speech } from '../i18n/use-words.ts';
import styles from './fault.module.css';

/** Of a code that is not here the person cannot mend anything: they are asked to try again. */
const KEYS: Readonly<
  Partial<Record<ErrorCode, 'wrong' | 'locked' | 'code' | 'duty' | 'ended' | 'notAllowed' | 'weak'>>
> = {
  'login-failed': 'wrong',
  'login-locked': 'locked',
  'second-factor-needed': 'code',
  'duty-first': 'duty',
  'login-ended': 'ended',
  'not-allowed': 'notAllowed',
  'secret-refused': 'weak',
};

/** Null when there is nothing to say. */
export function faultWords(
  { t, format }: Pick<Speech, 't' | 'format'>,
  error: GateError | null,
): string | null {
  if (error === null) return null;
  if (error.code === 'login-delayed') {
    return t('kiosk.login.delayed', {
      seconds: format.number(Math.ceil(Number(error.params['seconds'] ?? 0))),
    });
  }
  return t(`kiosk.login.${KEYS[error.code] ?? 'failed'}`);
}

export function Fault({ error }: { readonly error: GateError | null }) {
  const words = faultWords(useWords(), error);
  return words === null ? null : (
    <p className={styles['fault']} role="alert">
      {words}
    </p>
  );
}
