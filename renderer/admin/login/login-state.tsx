/** Who is logged in at this window, and the one way of asking the core that notices when that is over. */

import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { METHODS, type CallArgs, type CallResult, type MethodName } from '../../../shared/contract.ts';
import type { LoggedIn } from '../../../shared/contract/account.ts';
import type { EventPayload } from '../../../shared/contract.ts';
import type { Action } from '../../../shared/model/rights.ts';
import { useClient } from '../../bridge/gate-context.tsx';

export type EndedHow = EventPayload<'login-ended'>['how'];

export type LoginState =
  | { readonly who: 'asking' }
  | { readonly who: 'nobody'; readonly ended: EndedHow | null }
  | { readonly who: 'somebody'; readonly person: LoggedIn };

type Call = <M extends MethodName>(method: M, input: CallArgs<M>) => Promise<CallResult<M>>;

type Login = {
  readonly state: LoginState;
  readonly call: Call;
  /** When the log-out comes if nothing more is done, in ms since 1970. */
  readonly endsAt: number;
  /** Asks anew who is logged in: after a login, and after what changes one's own duties. */
  readonly refresh: () => Promise<void>;
  readonly logout: () => Promise<void>;
};

const LoginContext = createContext<Login | null>(null);

export function LoginProvider({ children }: { readonly children: ReactNode }) {
  const client = useClient();
  const [state, setState] = useState<LoginState>({ who: 'asking' });
  const [endsAt, setEndsAt] = useState(Infinity);
  const idleMinutes = state.who === 'somebody' ? state.person.idleMinutes : null;

  const over = useCallback(
    (how: EndedHow | null) =>
      setState((before) => (before.who === 'nobody' ? before : { who: 'nobody', ended: how })),
    [],
  );

  const call = useCallback<Call>(
    async (method, input) => {
      const result = await client.call(method, input);
      if (result.ok && !METHODS[method].idle && idleMinutes !== null)
        setEndsAt(Date.now() + idleMinutes * 60_000);
      if (!result.ok && result.error.code === 'login-ended') over('idle');
      return result;
    },
    [client, idleMinutes, over],
  );

  const learn = useCallback((person: LoggedIn | null) => {
    if (person === null) setState({ who: 'nobody', ended: null });
    else {
      setState({ who: 'somebody', person });
      setEndsAt(Date.now() + person.idleLeft * 1000);
    }
  }, []);

  const refresh = useCallback(async () => {
    const answer = await client.call('whoami', {});
    learn(answer.ok ? answer.value : null);
  }, [client, learn]);

  useEffect(() => {
    let stale = false;
    void client.call('whoami', {}).then((answer) => {
      if (!stale) learn(answer.ok ? answer.value : null);
    });
    const end = client.on('login-ended', ({ how }) => over(how));
    return () => {
      stale = true;
      end();
    };
  }, [client, learn, over]);

  const logout = useCallback(async () => {
    await client.call('logout', {});
    over('ended');
  }, [client, over]);

  const value = useMemo(
    () => ({ state, call, endsAt, refresh, logout }),
    [state, call, endsAt, refresh, logout],
  );
  return <LoginContext value={value}>{children}</LoginContext>;
}

export function useLogin(): Login {
  const login = useContext(LoginContext);
  if (login === null) throw new Error('outside of LoginProvider');
  return login;
}

/** The person logged in; only where somebody is. */
export function usePerson(): LoggedIn {
  const { state } = useLogin();
  if (state.who !== 'somebody') throw new Error('nobody is logged in');
  return state.person;
}

/** Whether the one logged in may do this: for showing and hiding; the core asks again. */
export function useMay(): (action: Action) => boolean {
  const { state } = useLogin();
  return (action) => state.who === 'somebody' && state.person.rights.includes(action);
}
