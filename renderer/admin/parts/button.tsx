/** The buttons of the administrator's window: compact, named by what they do. */

import type { ComponentType, ReactNode } from 'react';
import styles from './button.module.css';

type ButtonProps = {
  readonly children: ReactNode;
  readonly onClick?: () => void;
  readonly look?: 'primary' | 'plain' | 'danger' | 'link';
  readonly icon?: ComponentType<{ className?: string; stroke?: number; 'aria-hidden'?: boolean }>;
  readonly disabled?: boolean;
  readonly type?: 'button' | 'submit';
  readonly pressed?: boolean;
  readonly expanded?: boolean;
  /** What is said instead of the words, where those alone do not name the object. */
  readonly label?: string;
};

export function Button({
  children,
  onClick,
  look = 'plain',
  icon: Icon,
  disabled = false,
  type = 'button',
  pressed,
  expanded,
  label,
}: ButtonProps) {
  return (
    <button
      type={type}
      className={`${styles['button'] ?? ''} ${styles[look] ?? ''}`}
      onClick={onClick}
      disabled={disabled}
      aria-label={label}
      aria-pressed={pressed}
      aria-expanded={expanded}
    >
      {Icon !== undefined && <Icon className={styles['icon'] ?? ''} stroke={1.75} aria-hidden />}
      {children}
    </button>
  );
}
