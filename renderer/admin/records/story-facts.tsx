/** Who, what for, which medium, and what it was checked with: from the list's line and the entry that opened the session. */

import type { ReactNode } from 'react';
import type { SessionStory } from '../../../shared/contract/records.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useMay } from '../login/login-state.tsx';
import { Button } from '../parts/button.tsx';
import { FromMedium } from '../parts/from-medium.tsx';
import { Facts } from '../parts/page.tsx';
import { useCodes } from '../words.ts';
import { Responsible } from './responsible.tsx';
import styles from './story.module.css';
import { objectOf, textOf } from './timeline.ts';

type Row = readonly [string, ReactNode];

/** Only what is known: a line that says nothing is left out. */
const known = (name: string, value: ReactNode): readonly Row[] =>
  value === null || value === '' ? [] : [[name, value]];

type StoryFactsProps = { readonly story: SessionStory; readonly onTell: () => void };

export function StoryFacts({ story, onTell }: StoryFactsProps) {
  const may = useMay();
  const { t, format } = useWords();
  const codes = useCodes();
  const { session, steps } = story;
  const { facts } = session;
  const opened = steps.find(({ kind }) => kind === 'session.opened' || kind === 'session.refused');
  const body = opened?.body ?? {};
  const device = objectOf(body, 'device');
  const volume = objectOf(body, 'volume');
  const off = (text: string | null) => (text === null ? null : <FromMedium text={text} />);
  const product =
    device === null
      ? null
      : [textOf(device, 'vendor'), textOf(device, 'product')].filter((name) => name !== null).join(' ');
  const builtAt = textOf(body, 'builtAt');
  return (
    <>
      <section>
        <h3 className={styles['heading']}>{t('admin.records.story.facts')}</h3>
        <Facts
          rows={[
            [t('admin.records.story.staff'), <Responsible key="staff" line={session} />],
            [
              t('admin.records.story.origin'),
              facts.origin === null ? t('admin.common.none') : t(`admin.records.origins.${facts.origin}`),
            ],
            ...known(t('admin.records.story.sender'), facts.sender),
            ...known(t('admin.records.story.purpose'), facts.purpose ?? session.purpose),
            ...known(t('admin.records.story.patient'), facts.patientId),
            ...known(
              t('admin.records.story.preset'),
              session.preset === null ? null : codes.preset[session.preset],
            ),
            ...known(
              t('admin.records.story.disposition'),
              facts.disposition === null ? null : codes.disposition[facts.disposition],
            ),
          ]}
        />
        {session.outcome !== null && session.outcome !== 'refused' && may('session.facts') && (
          <Button look="link" onClick={onTell}>
            {t('admin.records.telling.open')}
          </Button>
        )}
      </section>
      <section>
        <h3 className={styles['heading']}>{t('admin.records.story.medium')}</h3>
        <Facts
          rows={[
            [
              t('admin.records.story.registered'),
              session.medium === null ? t('admin.records.story.guest') : off(session.medium),
            ],
            ...known(t('admin.records.story.label'), off(session.label)),
            ...known(t('admin.records.story.device'), product === '' ? null : off(product)),
            ...known(t('admin.records.story.serial'), off(device === null ? null : textOf(device, 'serial'))),
            ...known(
              t('admin.records.story.volume'),
              off(volume === null ? null : textOf(volume, 'fileSystem')),
            ),
          ]}
        />
      </section>
      <section>
        <h3 className={styles['heading']}>{t('admin.records.story.engineTitle')}</h3>
        <Facts
          rows={[
            [t('admin.records.story.engine'), textOf(body, 'engine') ?? t('admin.common.none')],
            [t('admin.records.story.definitions'), textOf(body, 'definitions') ?? t('admin.common.none')],
            ...known(
              t('admin.records.story.definitionsAge'),
              builtAt === null ? null : format.moment(builtAt),
            ),
            ...known(t('admin.records.story.policy'), textOf(body, 'policy')),
            ...known(
              t('admin.records.story.took'),
              session.seconds === null
                ? null
                : t('admin.records.story.seconds', { n: format.number(Math.round(session.seconds)) }),
            ),
          ]}
        />
      </section>
    </>
  );
}
