/** Asking the core from a component: read with `useAsk`, do with `useAct`; answers to outdated questions are dropped. */

import { useCallback, useEffect, useState } from 'react';
import type { CallArgs, CallResult, CallValue, MethodName } from '../../shared/contract.ts';
import type { GateError } from '../../shared/errors.ts';
import { useLogin } from './login/login-state.tsx';

export type Asking<T> = { readonly again: () => void } & (
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly error: GateError }
  | { readonly state: 'there'; readonly value: T }
);

/**
 * Asks once, anew when the input changes, when `moment` changes and on `again`. The last value for the same input
 * stays while it is asked anew, so that a page does not flicker.
 */
export function useAsk<M extends MethodName>(
  method: M,
  input: CallArgs<M>,
  moment: string | number = 0,
): Asking<CallValue<M>> {
  const { call } = useLogin();
  const asked = JSON.stringify(input);
  const [round, setRound] = useState(0);
  const [answer, setAnswer] = useState<{ asked: string; result: CallResult<M> } | null>(null);
  useEffect(() => {
    let stale = false;
    void call(method, JSON.parse(asked) as CallArgs<M>).then((result) => {
      if (!stale) setAnswer({ asked, result });
    });
    return () => {
      stale = true;
    };
  }, [call, method, asked, round, moment]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  if (answer?.asked !== asked) return { state: 'loading', again };
  return answer.result.ok
    ? { state: 'there', value: answer.result.value, again }
    : { state: 'failed', error: answer.result.error, again };
}

export type Act<M extends MethodName> = {
  readonly busy: boolean;
  readonly error: GateError | null;
  /** When `error` was told, in ms since 1970. */
  readonly toldAt: number;
  readonly run: (input: CallArgs<M>) => Promise<CallResult<M>>;
  readonly clear: () => void;
};

const IDLE = { busy: false, error: null, toldAt: 0 } as const;

/** Does something once it is pressed; `error` is the last attempt's. */
export function useAct<M extends MethodName>(method: M): Act<M> {
  const { call } = useLogin();
  const [state, setState] = useState<Pick<Act<M>, 'busy' | 'error' | 'toldAt'>>(IDLE);
  const run = useCallback(
    async (input: CallArgs<M>) => {
      setState({ ...IDLE, busy: true });
      const result = await call(method, input);
      setState({ busy: false, error: result.ok ? null : result.error, toldAt: Date.now() });
      return result;
    },
    [call, method],
  );
  const clear = useCallback(() => setState(IDLE), []);
  return { ...state, run, clear };
}
