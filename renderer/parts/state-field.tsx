/** The state that is felt across the room: a field of colour with an icon and a word. */

import type { ReactNode } from 'react';
import { useWords } from '../i18n/use-words.ts';
import styles from './state-field.module.css';
import { TONE_ICONS, type Tone } from './tone.ts';
import tones from './tone.module.css';

type StateFieldProps = {
  readonly tone: Tone;
  /** What the state is called; the tone's own word where none is given. */
  readonly word?: string;
  readonly children?: ReactNode;
};

export function StateField({ tone, word, children }: StateFieldProps) {
  const { t } = useWords();
  const Icon = TONE_ICONS[tone];
  return (
    <div className={`${styles['field'] ?? ''} ${tones[tone] ?? ''}`}>
      <Icon className={styles['icon']} stroke={1.5} aria-hidden />
      <p className={styles['word']}>{word ?? t(`parts.tone.${tone}`)}</p>
      {children}
    </div>
  );
}

/** The same in a line of text: for tables and lists. */
export function StateBadge({ tone, word }: { readonly tone: Tone; readonly word?: string }) {
  const { t } = useWords();
  const Icon = TONE_ICONS[tone];
  return (
    <span className={`${styles['badge'] ?? ''} ${tones[tone] ?? ''}`}>
      <Icon className={styles['badgeIcon']} stroke={2} aria-hidden />
      {word ?? t(`parts.tone.${tone}`)}
    </span>
  );
}
