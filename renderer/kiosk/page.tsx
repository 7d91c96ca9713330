/** From the screen that was chosen to the component that draws it. */

import type { Snapshot } from '../../shared/contract/snapshot.ts';
import type { PageProps } from './acts.ts';
import { Admit, Asking } from './asking.tsx';
import { Cancel } from './cancel.tsx';
import { Checking } from './checking.tsx';
import { Closed } from './closed.tsx';
import { Exit } from './exit.tsx';
import { Files } from './files.tsx';
import { Founding, Found, Opening, Waiting } from './idle.tsx';
import { Interrupted } from './interrupted.tsx';
import { Locked, Refused, Removal, Suspect, Unreadable } from './medium.tsx';
import { Content } from './reception/content.tsx';
import { Disposition } from './reception/disposition.tsx';
import { Origin } from './reception/origin.tsx';
import { Pin } from './reception/pin.tsx';
import { Renew } from './reception/renew.tsx';
import { Purpose } from './reception/purpose.tsx';
import { Who } from './reception/who.tsx';
import { Result } from './result.tsx';
import type { ReceptionStep } from './reception.ts';
import type { Screen } from './screen.ts';

const QUESTIONS = {
  who: Who,
  origin: Origin,
  content: Content,
  purpose: Purpose,
  disposition: Disposition,
} as const satisfies Readonly<Record<ReceptionStep, unknown>>;

type Props = PageProps & { readonly screen: Screen; readonly snapshot: Snapshot };

export function Page({ screen, snapshot, ...page }: Props) {
  const { contact } = snapshot.clinic;
  switch (screen.type) {
    case 'exit':
      return <Exit founding={snapshot.founding} host={snapshot.host} {...page} />;
    case 'suspect':
      return <Suspect medium={screen.medium} contact={contact} />;
    case 'cancel':
      return <Cancel session={screen.session} {...page} />;
    case 'pin':
      return <Pin about={screen.about} candidate={screen.candidate} {...page} />;
    case 'renew':
      return <Renew about={screen.about} outgoing={screen.outgoing} {...page} />;
    case 'reception': {
      const Question = QUESTIONS[screen.step];
      return <Question about={screen.about} back={screen.back} {...page} />;
    }
    case 'checking':
      return <Checking session={screen.session} {...page} />;
    case 'files':
      return <Files key={screen.session} session={screen.session} result={screen.result} {...page} />;
    case 'result':
      return (
        <Result
          key={screen.result.turn}
          result={screen.result}
          kind={screen.kind}
          snapshot={snapshot}
          {...page}
        />
      );
    case 'interrupted':
      return <Interrupted sessions={screen.sessions} {...page} />;
    case 'admit':
      return <Admit medium={screen.medium} {...page} />;
    case 'asking':
      return <Asking medium={screen.medium} {...page} />;
    case 'refused':
      return <Refused medium={screen.medium} />;
    case 'locked':
      return <Locked medium={screen.medium} />;
    case 'unreadable':
      return <Unreadable medium={screen.medium} />;
    case 'found':
      return <Found medium={screen.medium} />;
    case 'removal':
      return <Removal medium={screen.medium} {...page} />;
    case 'closed':
      return <Closed screen={screen} {...page} />;
    case 'founding':
      return <Founding />;
    case 'opening':
      return <Opening />;
    case 'waiting':
      return <Waiting />;
  }
}
