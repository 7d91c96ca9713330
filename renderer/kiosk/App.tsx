/** The kiosk's window: one screen at a time, chosen by screen.ts. */

import { useCallback, useEffect, useReducer } from 'react';
import { useClient, useSnapshot } from '../bridge/gate-context.tsx';
import { useLanguage } from '../i18n/use-words.ts';
import { useActs } from './acts.ts';
import { Frame } from './frame.tsx';
import { change, NOBODY } from './local.ts';
import { Page } from './page.tsx';
import { tellsPersonAlone } from './reception.ts';
import { askedAbout, screenOf, subjectName } from './screen.ts';
import { useExitWished } from './use-exit-wished.ts';
import { useIdle } from './use-idle.ts';

/** Nobody touched the screen: what was begun is forgotten. The identification in the core ends by itself as well. */
const IDLE_MS = 90_000;
/** A result that needs nobody any more stays long enough to be read after the medium is out. */
const READ_MS = 20_000;

export default function App() {
  const snapshot = useSnapshot();
  const client = useClient();
  const { choose } = useLanguage();
  const [local, dispatch] = useReducer(change, NOBODY);
  const acts = useActs(client, dispatch);
  const screen = screenOf(snapshot, local);

  const subject = subjectName(snapshot);
  useEffect(() => dispatch({ type: 'anew' }), [subject]);
  useEffect(() => client.on('login-ended', () => dispatch({ type: 'left' })), [client]);

  const askExit = useCallback(() => dispatch({ type: 'aside', aside: 'exit' }), []);
  useExitWished(askExit);

  // An identification of before a reload still counts in the core.
  useEffect(() => {
    void client.call('kiosk.who', {}).then((answer) => {
      if (answer.ok && answer.value !== null) dispatch({ type: 'identified', who: answer.value });
    });
  }, [client, subject]);

  const { tell, dismiss, leave } = acts;
  const about = askedAbout(snapshot, local);
  const alone = about !== null && tellsPersonAlone({ about, who: local.who }) ? about.id : null;
  useEffect(() => {
    if (alone !== null) tell(alone, {});
  }, [alone, tell]);

  const forget = useCallback(() => {
    if (local.who !== null) leave();
    dispatch({ type: 'anew' });
    choose('ja');
  }, [local.who, leave, choose]);
  useIdle(IDLE_MS, forget, true);

  // Somebody has to say that they read of a detection; everything else goes away by itself once the medium is out.
  const over = screen.type === 'result' && screen.kind.type !== 'infected' && screen.result.medium === 'gone';
  const read = over ? screen.result.turn : null;
  const putAway = useCallback(() => {
    if (read !== null) dismiss(read);
  }, [read, dismiss]);
  useIdle(READ_MS, putAway, over);

  return (
    <Frame snapshot={snapshot} onExit={askExit}>
      <Page screen={screen} snapshot={snapshot} acts={acts} local={local} dispatch={dispatch} />
    </Frame>
  );
}
