/** The buttons of the kiosk: large enough for a finger in a hurry, and the next one to press looks like it. */

import type { ComponentType, ReactNode, Ref } from 'react';
import styles from './big-button.module.css';

type BigButtonProps = {
  readonly children: ReactNode;
  readonly onClick: () => void;
  /** `primary`: the one thing to do next. `choice`: one of several answers. `quiet`: the ways back and aside. */
  readonly look?: 'primary' | 'choice' | 'quiet' | 'danger';
  readonly icon?: ComponentType<{ className?: string; stroke?: number; 'aria-hidden'?: boolean }>;
  /** A second, smaller line below the words. */
  readonly note?: ReactNode;
  /** Chosen already. */
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly type?: 'button' | 'submit';
  readonly ref?: Ref<HTMLButtonElement>;
};

export function BigButton({
  children,
  onClick,
  look = 'primary',
  icon: Icon,
  note,
  pressed,
  disabled = false,
  type = 'button',
  ref,
}: BigButtonProps) {
  return (
    <button
      ref={ref}
      type={type}
      className={`${styles['button'] ?? ''} ${styles[look] ?? ''}`}
      onClick={onClick}
      disabled={disabled}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
    >
      {Icon !== undefined && <Icon className={styles['icon'] ?? ''} stroke={1.75} aria-hidden />}
      <span className={styles['words']}>
        {children}
        {note !== undefined && <span className={styles['note']}>{note}</span>}
      </span>
    </button>
  );
}
