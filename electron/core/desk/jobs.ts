/** Long work that windows start, follow and ask for: verifying, exporting, updating. */

import { randomBytes } from 'node:crypto';
import type { JobState } from '../../../shared/contract/method.ts';
import { gateError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Clock, Log } from '../ports.ts';

/** `report(done, total)`: how far it is, as often as it likes. */
export type Work<T> = (
  report: (done: number, total?: number | null) => void,
  signal: AbortSignal,
) => Promise<Result<T>>;

export type Jobs<T> = {
  /**
   * `busy {job}` while one of this kind is under way. `discard` removes what the work has made: called when it failed or
   * was cancelled, and when nobody came for it.
   */
  start(owner: string, work: Work<T>, discard?: () => void): Result<{ readonly job: string }>;
  /** `not-found {job}` for one that this owner never started or that is long over. */
  state(owner: string, job: string): Result<JobState<T>>;
  /** What it made was handed over: forgets it without discarding. */
  drop(job: string): void;
  /**
   * Ends it, or discards what a finished one has made; settles when nothing of it runs or stands any more. Null where this
   * owner has no such job. Work that had its result before it heard of this keeps it: `state` then says `done`.
   */
  cancel(owner: string, job: string): Promise<null> | null;
  /** Asks what runs to end and waits for it. */
  close(): Promise<void>;
};

/** Enough to look at the last results; a window that starts them by the thousand keeps no more. */
const KEPT = 8;
const TOLD_EVERY_MS = 100;

type Entry<T> = {
  readonly owner: string;
  readonly stop: AbortController;
  readonly discard: () => void;
  state: JobState<T>;
};

export function createJobs<T>(
  ports: { readonly clock: Pick<Clock, 'monotonic'>; readonly log: Log },
  tell: (job: string, state: JobState<T>) => void,
): Jobs<T> {
  const entries = new Map<string, Entry<T>>();
  let closing = false;
  let running: { readonly job: string; readonly done: Promise<void> } | null = null;

  async function run(job: string, entry: Entry<T>, work: Work<T>): Promise<void> {
    let told = -Infinity;
    const report = (done: number, total: number | null = null): void => {
      entry.state = { state: 'running', done, total };
      if (ports.clock.monotonic() - told < TOLD_EVERY_MS) return;
      told = ports.clock.monotonic();
      tell(job, entry.state);
    };
    const result = await work(report, entry.stop.signal).catch((): Result<T> => {
      ports.log('error', 'desk.job-bug', { job });
      return err(gateError('internal', { job }));
    });
    entry.state = result.ok
      ? { state: 'done', value: result.value }
      : { state: 'failed', error: result.error };
    running = null;
    if (!result.ok) entry.discard();
    tell(job, entry.state);
  }

  function discard(job: string): void {
    const entry = entries.get(job);
    entries.delete(job);
    if (entry?.state.state === 'done') entry.discard();
  }

  return {
    start(owner, work, discarding = () => undefined) {
      if (running !== null) return err(gateError('busy', { job: running.job }));
      const job = randomBytes(8).toString('hex');
      const stop = new AbortController();
      if (closing) stop.abort();
      const state = { state: 'running', done: 0, total: null } as const;
      const entry: Entry<T> = { owner, stop, discard: discarding, state };
      entries.set(job, entry);
      for (const old of [...entries.keys()].slice(0, -KEPT)) discard(old);
      running = { job, done: run(job, entry, work) };
      return ok({ job });
    },
    state(owner, job) {
      const entry = entries.get(job);
      return entry?.owner === owner ? ok(entry.state) : err(gateError('not-found', { job }));
    },
    drop: (job) => void entries.delete(job),
    cancel(owner, job) {
      const entry = entries.get(job);
      if (entry?.owner !== owner) return null;
      if (running?.job !== job) {
        discard(job);
        return Promise.resolve(null);
      }
      entry.stop.abort();
      return running.done.then(() => null);
    },
    async close() {
      closing = true;
      if (running !== null) entries.get(running.job)?.stop.abort();
      await running?.done;
    },
  };
}
