/** The whole story of one session, beside the list: result, who and what for, what happened when, files, and the very entries. */

import { IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { SessionLine, SessionStory } from '../../../shared/contract/records.ts';
import { useWords } from '../../i18n/use-words.ts';
import { Age } from '../../parts/age.tsx';
import { useAsk } from '../asking.ts';
import { Asked } from '../parts/asked.tsx';
import { FromMedium } from '../parts/from-medium.tsx';
import { OutcomeBadge } from '../parts/outcome.tsx';
import { Facts } from '../parts/page.tsx';
import { useCodes } from '../words.ts';
import { Entries } from './entries.tsx';
import { StoryFacts } from './story-facts.tsx';
import { StoryFiles } from './story-files.tsx';
import styles from './story.module.css';
import { TellDialog } from './tell-dialog.tsx';
import { timeline } from './timeline.ts';

type StoryProps = {
  readonly session: string;
  readonly onClose: () => void;
  /** More was said of the session: the list shows it, too. */
  readonly onTold: () => void;
};

export function Story({ session, onClose, onTold }: StoryProps) {
  const { t } = useWords();
  const [telling, setTelling] = useState<SessionLine | null>(null);
  const story = useAsk('records.detail', { session });
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    heading.current?.focus();
    // Whoever closes it goes on where they were in the list.
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
  };
  const title = t('admin.records.story.title', { id: session });
  return (
    <>
      <aside className={styles['panel']} aria-label={title} onKeyDown={onKeyDown}>
        <div className={styles['head']}>
          <h2 ref={heading} tabIndex={-1} className={styles['title']}>
            {title}
          </h2>
          <button
            type="button"
            className={styles['close']}
            aria-label={t('admin.records.story.close')}
            onClick={onClose}
          >
            <IconX stroke={2} aria-hidden />
          </button>
        </div>
        <div className={styles['body']} tabIndex={0} role="group" aria-label={title}>
          <Asked of={story}>
            {(value) => <StoryBody story={value} onTell={() => setTelling(value.session)} />}
          </Asked>
        </div>
      </aside>
      {/* Not inside of it: Escape would close both. */}
      {telling !== null && (
        <TellDialog
          session={telling}
          onClose={() => setTelling(null)}
          onTold={() => {
            setTelling(null);
            story.again();
            onTold();
          }}
        />
      )}
    </>
  );
}

type StoryBodyProps = { readonly story: SessionStory; readonly onTell: () => void };

function StoryBody({ story, onTell }: StoryBodyProps) {
  const speech = useWords();
  const { t, words, format } = speech;
  const codes = useCodes();
  const { session, reasons, steps, folder } = story;
  const { files } = session;
  return (
    <>
      <p className={styles['outcome']}>
        <OutcomeBadge outcome={session.outcome} practice={session.practice} />
        <Age at={session.openedAt} />
      </p>
      <Facts
        rows={[
          [
            t('admin.records.story.went'),
            t('admin.records.countsSpoken', {
              total: format.number(files.total),
              released: format.number(files.released),
            }),
          ],
          ...(folder === null
            ? []
            : ([[t('admin.records.story.folder'), <FromMedium key="folder" text={folder} />]] as const)),
        ]}
      />
      {reasons.length > 0 && (
        <section>
          <h3 className={styles['heading']}>{t('admin.records.story.reasonsTitle')}</h3>
          <ul className={styles['reasons']}>
            {reasons.map(({ reason, files: count }) => (
              <li key={reason}>
                {t('admin.records.story.reasonLine', {
                  reason: words.reasons[reason].what,
                  n: format.number(count),
                })}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h3 className={styles['heading']}>{t('admin.records.story.timeline')}</h3>
        <ol className={styles['timeline']}>
          {timeline(steps, speech, codes).map((step) => (
            <li key={step.seq} className={styles['step']} data-phase={step.phase}>
              <span className={styles['phase']}>{t(`admin.records.phases.${step.phase}`)}</span>
              <span className={styles['said']}>
                {step.said}
                <time className={styles['time']} dateTime={step.at}>
                  {format.time(step.at)}
                </time>
              </span>
            </li>
          ))}
        </ol>
      </section>
      <StoryFacts story={story} onTell={onTell} />
      <StoryFiles session={session.id} held={files.blocked} />
      <Entries steps={steps} />
    </>
  );
}
