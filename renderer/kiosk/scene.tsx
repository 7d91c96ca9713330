/** The shape that all screens share: a field of colour, and beside it what happens, what was decided, what to do now. */

import { IconArrowRight } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useWords } from '../i18n/use-words.ts';
import { StateField } from '../parts/state-field.tsx';
import type { Tone } from '../parts/tone.ts';
import styles from './scene.module.css';

type SceneProps = {
  readonly tone: Tone;
  readonly word?: string | undefined;
  /** More inside the field of colour. */
  readonly field?: ReactNode;
  readonly headline: string;
  readonly under?: ReactNode;
  /** The one thing to do now. */
  readonly next?: string | undefined;
  readonly children?: ReactNode;
  readonly acts?: ReactNode;
  /** Bad news interrupts whoever listens to the screen; all else waits for a pause. */
  readonly urgent?: boolean;
  /** A question rather than news: smaller words, more room for answers. */
  readonly asking?: boolean;
};

export function Scene({
  tone,
  word,
  field,
  headline,
  under,
  next,
  children,
  acts,
  urgent = false,
  asking = false,
}: SceneProps) {
  const { t } = useWords();
  const head = useRef<HTMLHeadingElement>(null);
  // A new screen begins at its headline, for keyboards and for screen readers; a field that took the focus keeps it.
  useEffect(() => {
    const taken = document.activeElement;
    if (!(taken instanceof HTMLInputElement && taken.isConnected))
      head.current?.focus({ preventScroll: true });
  }, [headline]);
  return (
    <div className={`${styles['scene'] ?? ''} ${asking ? (styles['asking'] ?? '') : ''}`}>
      <StateField tone={tone} {...(word === undefined ? {} : { word })}>
        {field}
      </StateField>
      <section className={styles['words']}>
        <div className={styles['say']} role={urgent ? 'alert' : 'status'}>
          <h1 ref={head} tabIndex={-1} className={styles['headline']}>
            {headline}
          </h1>
          {under !== undefined && <div className={styles['under']}>{under}</div>}
        </div>
        {next !== undefined && (
          <p className={styles['next']}>
            <IconArrowRight
              className={styles['arrow']}
              stroke={2.5}
              role="img"
              aria-label={t('kiosk.next')}
            />
            {next}
          </p>
        )}
        {children}
        {acts !== undefined && <div className={styles['acts']}>{acts}</div>}
      </section>
    </div>
  );
}
