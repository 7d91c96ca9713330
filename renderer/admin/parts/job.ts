/** Long work of the core as a component sees it: begun here, told by events, and asked for in case one was missed. */

import { useCallback, useEffect, useState } from 'react';
import type { CallArgs, EventName, MethodName } from '../../../shared/contract.ts';
import type { JobState } from '../../../shared/contract/method.ts';
import type { Packed } from '../../../shared/contract/packs.ts';
import type { Exported } from '../../../shared/contract/records.ts';
import type { DefinitionsImported } from '../../../shared/contract/upkeep.ts';
import { gateError } from '../../../shared/errors.ts';
import type { Drill } from '../../../shared/model/evidence.ts';
import type { VerifyReport } from '../../../shared/model/ledger.ts';
import { useClient } from '../../bridge/gate-context.tsx';
import { useLogin } from '../login/login-state.tsx';

type JobStarts = Extract<
  MethodName,
  'verify.start' | 'export.start' | 'pack.start' | 'definitions.update' | 'drills.hold'
>;
const TOLD = {
  'verify.start': { event: 'verify-progress', status: 'verify.status' },
  'export.start': { event: 'export-progress', status: 'export.status' },
  'pack.start': { event: 'pack-progress', status: 'pack.status' },
  'definitions.update': { event: 'update-progress', status: 'definitions.update-status' },
  'drills.hold': { event: 'drill-progress', status: 'drills.hold-status' },
} as const satisfies Readonly<Record<JobStarts, { event: EventName; status: MethodName }>>;

type JobValues = {
  readonly 'verify.start': VerifyReport;
  readonly 'export.start': Exported;
  readonly 'pack.start': Packed;
  readonly 'definitions.update': DefinitionsImported;
  readonly 'drills.hold': Drill;
};
export type JobValue<S extends JobStarts> = JobValues[S];

export type JobView<T> = { readonly job: string | null } & ({ readonly state: 'none' } | JobState<T>);

/** How often a running job is asked for: an event that got lost must not leave a bar standing for ever. */
const ASK_MS = 2000;

/** What the button beside a bar does; `ready` is false until there is something to end, and once it was asked to. */
export type Stop = { readonly ready: boolean; readonly run: () => void };

export type FollowedJob<S extends JobStarts> = {
  readonly view: JobView<JobValue<S>>;
  /** False where the person chose no folder for it: then there is no job. */
  readonly start: (input: CallArgs<S>) => Promise<boolean>;
  readonly clear: () => void;
  /** Ends what runs, and has what a finished one made thrown away; the view then says `failed` with `cancelled`. */
  readonly stop: Stop;
};

export function useJob<S extends JobStarts>(method: S): FollowedJob<S> {
  type View = JobView<JobValue<S>>;
  const client = useClient();
  const { call } = useLogin();
  const [view, setView] = useState<View>({ job: null, state: 'none' });
  const { event, status } = TOLD[method];
  const job = view.job;
  const [stopping, setStopping] = useState<string | null>(null);
  const running = view.state === 'running';

  const learn = useCallback((name: string, state: JobState<JobValue<S>>) => {
    setView((before) =>
      before.job !== name || before.state === 'done' || before.state === 'failed'
        ? before
        : { ...state, job: name },
    );
  }, []);

  useEffect(
    () =>
      client.on(event, (told) => {
        learn(told.job, told as unknown as JobState<JobValue<S>>);
      }),
    [client, event, learn],
  );

  useEffect(() => {
    if (job === null || !running) return;
    const timer = setInterval(() => {
      void call(status, { job }).then((answer) => {
        if (answer.ok) learn(job, answer.value as JobState<JobValue<S>>);
        else learn(job, { state: 'failed', error: answer.error });
      });
    }, ASK_MS);
    return () => clearInterval(timer);
  }, [call, job, running, status, learn]);

  const start = useCallback(
    async (input: CallArgs<S>) => {
      setView({ job: '', state: 'running', done: 0, total: null });
      const answer = await call(method, input);
      if (!answer.ok) {
        setView({ job: '', state: 'failed', error: answer.error });
        return true;
      }
      const begun = answer.value;
      if (begun === null) {
        setView({ job: null, state: 'none' });
        return false;
      }
      setView({ job: begun.job, state: 'running', done: 0, total: null });
      // What was told between the beginning and its answer went unheard.
      const now = await call(status, { job: begun.job });
      if (now.ok) learn(begun.job, now.value as JobState<JobValue<S>>);
      else learn(begun.job, { state: 'failed', error: gateError('internal', { part: method }) });
      return true;
    },
    [call, method, status, learn],
  );
  const clear = useCallback(() => setView({ job: null, state: 'none' }), []);
  const run = useCallback(() => {
    if (job === null || job === '') return;
    setStopping(job);
    void call('job.cancel', { job });
  }, [call, job]);
  const stop = { ready: job !== null && job !== '' && job !== stopping, run };
  return { view, start, clear, stop };
}
