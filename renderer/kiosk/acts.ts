/** What people do at the kiosk, as calls to the core; each failure comes back to the screen it was made on. */

import { useMemo, useRef, useState } from 'react';
import type { CallArgs, CallResult, Client, MethodName } from '../../shared/contract.ts';
import { gateError } from '../../shared/errors.ts';
import type { Credentials } from '../../shared/contract/method.ts';
import type { Preset } from '../../shared/model/session.ts';
import type { Local, LocalEvent, Outgoing } from './local.ts';

type Facts = CallArgs<'facts.tell'>['facts'];

export type Acts = {
  /** A call is under way: buttons wait. */
  readonly busy: boolean;
  /** For the session that is asked about, and no other. */
  readonly identify: (by: Credentials, session: string) => void;
  readonly renew: (outgoing: Outgoing, next: string) => void;
  readonly tell: (session: string, facts: Facts) => void;
  readonly choosePreset: (session: string, preset: Preset) => void;
  readonly cancel: (session: string) => void;
  readonly dismiss: (turn: number) => void;
  readonly dismissNotice: () => void;
  readonly eject: (insertion: string) => void;
  readonly retryGate: () => void;
  readonly admit: (insertion: string, by: Credentials) => void;
  readonly refuseGuest: (insertion: string) => void;
  readonly openAdmin: () => void;
  readonly exit: (by: Credentials) => void;
  readonly quit: (by: Credentials) => void;
  /** Forgets who stands there. */
  readonly leave: () => void;
};

/** Two presses within so long are one: the second was not meant for the result that stands there by then. */
const DOUBLE_PRESS_MS = 800;

export function useActs(client: Client, dispatch: (event: LocalEvent) => void): Acts {
  const [under, setUnder] = useState(0);
  const dismissedAt = useRef(-Infinity);
  const acts = useMemo(() => {
    async function call<M extends MethodName>(method: M, input: CallArgs<M>): Promise<CallResult<M>> {
      setUnder((count) => count + 1);
      const answer = await client.call(method, input);
      setUnder((count) => count - 1);
      if (!answer.ok) dispatch({ type: 'failed', error: answer.error });
      return answer;
    }
    async function then<M extends MethodName>(
      method: M,
      input: CallArgs<M>,
      event: LocalEvent,
    ): Promise<void> {
      const answer = await call(method, input);
      if (answer.ok) dispatch(event);
    }
    async function identify(by: Credentials, session: string): Promise<void> {
      const answer = await call('kiosk.identify', { ...by, session });
      if (!answer.ok) return;
      const who = answer.value;
      dispatch({ type: 'identified', who, outgoing: { current: by.secret, code: by.code } });
      // A second factor is set up at the administrator's window; here it can only be said.
      if (who.duty !== null && who.duty !== 'change-secret')
        dispatch({ type: 'failed', error: gateError('duty-first', { duty: who.duty }) });
    }
    function dismiss(turn: number): void {
      const now = performance.now();
      if (now - dismissedAt.current < DOUBLE_PRESS_MS) return;
      dismissedAt.current = now;
      void call('session.dismiss', { turn });
    }
    const closed: LocalEvent = { type: 'aside', aside: null };
    return {
      identify: (by: Credentials, session: string) => void identify(by, session),
      renew: ({ current, code }: Outgoing, next: string) =>
        void then(
          'own.secret',
          { current, next, ...(code === undefined ? {} : { code }) },
          { type: 'renewed' },
        ),
      tell: (session: string, facts: Facts) =>
        void then('facts.tell', { session, facts }, { type: 'answered' }),
      choosePreset: (session: string, preset: Preset) =>
        void then('preset.choose', { session, preset }, { type: 'answered' }),
      cancel: (session: string) => void then('session.cancel', { session }, closed),
      dismiss,
      dismissNotice: () => void call('notice.dismiss', {}),
      eject: (insertion: string) => void call('medium.eject', { insertion }),
      retryGate: () => void call('gate.retry', {}),
      admit: (insertion: string, by: Credentials) => void then('guest.admit', { insertion, by }, closed),
      refuseGuest: (insertion: string) => void then('guest.refuse', { insertion }, closed),
      openAdmin: () => void then('admin.open', {}, closed),
      exit: (by: Credentials) => void then('kiosk.exit', { by }, closed),
      quit: (by: Credentials) => void then('app.quit', { by }, closed),
      leave: () => void then('kiosk.leave', {}, { type: 'left' }),
    };
  }, [client, dispatch]);
  return { ...acts, busy: under > 0 };
}

/** What a page of the kiosk gets besides its own data. */
export type PageProps = {
  readonly acts: Acts;
  readonly local: Local;
  readonly dispatch: (event: LocalEvent) => void;
};
