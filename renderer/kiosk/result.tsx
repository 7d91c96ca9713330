/** How it ended: what went in and where, what did not and what to do about it, and whether the medium may be pulled out. */

import { IconListDetails, IconPrinter } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ResultView, Snapshot } from '../../shared/contract/snapshot.ts';
import { visible } from '../../shared/visible.ts';
import { useWords } from '../i18n/use-words.ts';
import { BigButton } from '../parts/big-button.tsx';
import { aboutResult } from './about.ts';
import type { PageProps } from './acts.ts';
import { Contact } from './contact.tsx';
import { Fault } from './fault.tsx';
import { MediumName } from './medium-name.tsx';
import { usePrintedReceipt } from './receipt.tsx';
import { mediumWords, resultTexts } from './result-texts.ts';
import { Detections, Reasons } from './result-reasons.tsx';
import styles from './result.module.css';
import { Telling } from './telling.tsx';
import { Scene } from './scene.tsx';
import type { ResultKind } from './screen.ts';

type ResultProps = PageProps & {
  readonly result: ResultView;
  readonly kind: ResultKind;
  readonly snapshot: Snapshot;
};

export function Result({ result, kind, snapshot, acts, local, dispatch }: ResultProps) {
  const speech = useWords();
  const { t } = speech;
  const said = resultTexts(speech, result, kind);
  const { print, sheet, failed } = usePrintedReceipt(result.session);
  const infected = kind.type === 'infected';
  // One button stands out: the answer where one is asked for, and never one that makes bad news go away.
  const putAway = aboutResult(result) !== null ? 'quiet' : infected ? 'choice' : 'primary';
  const heldBack = result.files.blocked > 0 && kind.type !== 'released';
  return (
    <>
      <Scene
        tone={said.tone}
        word={said.word}
        field={
          <>
            <MediumName label={result.label} />
            <Behind snapshot={snapshot} />
          </>
        }
        urgent={infected}
        headline={said.headline}
        under={
          <>
            {said.under !== null && <p>{said.under}</p>}
            {infected && <Detections detections={result.detections} reasons={result.reasons} />}
            <Folder result={result} inbox={snapshot.inbox.name} />
          </>
        }
        next={said.next ?? mediumWords(speech, result)}
        acts={
          <>
            <BigButton look={putAway} onClick={() => acts.dismiss(result.turn)} disabled={acts.busy}>
              {t(infected ? 'kiosk.result.infected.acknowledge' : 'kiosk.result.done')}
            </BigButton>
            {heldBack && result.session !== null && (
              <BigButton
                look="quiet"
                icon={IconListDetails}
                onClick={() => dispatch({ type: 'aside', aside: 'files' })}
              >
                {t('parts.files.show')}
              </BigButton>
            )}
            {result.session !== null && (
              <BigButton look="quiet" icon={IconPrinter} onClick={print}>
                {t('kiosk.result.receipt')}
              </BigButton>
            )}
          </>
        }
      >
        {heldBack && !infected && <Reasons reasons={result.reasons} />}
        {infected && <Contact contact={snapshot.clinic.contact} />}
        <Telling
          result={result}
          busy={acts.busy}
          onAnswer={() => dispatch({ type: 'aside', aside: 'telling' })}
        />
        {(said.next !== null || result.medium === 'stuck') && (
          <div className={styles['medium']}>
            {said.next !== null && <p>{mediumWords(speech, result)}</p>}
            {result.medium === 'stuck' && (
              <BigButton look="quiet" onClick={() => acts.eject(result.insertion)} disabled={acts.busy}>
                {t('kiosk.removal.eject')}
              </BigButton>
            )}
          </div>
        )}
        {failed && <p role="alert">{t('receipt.failed')}</p>}
        <Fault error={local.fault} />
      </Scene>
      {sheet}
    </>
  );
}

function Folder({ result, inbox }: { readonly result: ResultView; readonly inbox: string }): ReactNode {
  const { t } = useWords();
  if (result.folder === null) return null;
  const folder = visible(result.folder);
  return (
    <p>
      {inbox === '' ? t('kiosk.result.folderOnly', { folder }) : t('kiosk.result.folder', { inbox, folder })}
    </p>
  );
}

/** A medium that is checked meanwhile is another one: whoever brought it is told that its turn comes. */
function Behind({ snapshot: { session } }: { readonly snapshot: Snapshot }): ReactNode {
  const { t } = useWords();
  if (session === null) return null;
  return <p className={styles['behind']}>{t('kiosk.result.behind', { name: visible(session.label) })}</p>;
}
