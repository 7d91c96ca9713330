/** Takes a secret from fingers on large keys, from a keyboard or from a number pad; it is shown as dots and kept nowhere. */

import { IconBackspace } from '@tabler/icons-react';
import { useId, useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import { useWords } from '../i18n/use-words.ts';
import { BigButton } from './big-button.tsx';
import styles from './pin-pad.module.css';

/** As on a telephone, which is what people know. */
const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
/** The longest secret that the contract takes. */
const LONGEST = 256;

type PinPadProps = {
  /** Given the secret; the pad forgets it at once. */
  readonly onSecret: (secret: string) => void;
  readonly busy: boolean;
  /** What was wrong with the last one, said to everybody. */
  readonly fault?: string | null;
  readonly label?: string;
  /** Further fields above the keys, for instance a one-time code. */
  readonly children?: ReactNode;
};

export function PinPad({ onSecret, busy, fault = null, label, children }: PinPadProps) {
  const { t } = useWords();
  const [secret, setSecret] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const id = useId();

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (secret === '' || busy) return;
    setSecret('');
    onSecret(secret);
    field.current?.focus();
  };
  const press = (digit: string) => setSecret((before) => (before + digit).slice(0, LONGEST));

  return (
    <form className={styles['pad']} onSubmit={submit} autoComplete="off">
      <div className={styles['entry']}>
        <label htmlFor={id} className={styles['label']}>
          {label ?? t('parts.pin.label')}
        </label>
        <input
          ref={field}
          id={id}
          className={styles['field']}
          type="password"
          inputMode="numeric"
          autoComplete="off"
          autoFocus
          maxLength={LONGEST}
          value={secret}
          aria-describedby={`${id}-fault`}
          onChange={(event) => setSecret(event.currentTarget.value)}
        />
        <p id={`${id}-fault`} className={styles['fault']} role="alert">
          {fault}
        </p>
        {children}
      </div>
      <div className={styles['keys']}>
        {DIGITS.map((digit) => (
          <BigButton key={digit} look="choice" onClick={() => press(digit)}>
            {t('parts.pin.digit', { digit })}
          </BigButton>
        ))}
        <BigButton look="choice" onClick={() => setSecret((before) => before.slice(0, -1))}>
          <IconBackspace
            className={styles['erase']}
            stroke={1.75}
            aria-label={t('parts.pin.erase')}
            role="img"
          />
        </BigButton>
        <BigButton look="choice" onClick={() => press('0')}>
          {t('parts.pin.digit', { digit: '0' })}
        </BigButton>
        <BigButton type="submit" onClick={() => undefined} disabled={secret === '' || busy}>
          {t('parts.pin.done')}
        </BigButton>
      </div>
    </form>
  );
}
