/** Long work of windows: one of a kind, its owner's alone, called off with everything that it has made. */

import { describe, expect, it } from 'vitest';
import { createJobs, type Jobs, type Work } from '../../electron/core/desk/jobs.ts';
import { gateError } from '../../shared/errors.ts';
import { err, ok } from '../../shared/result.ts';

function jobs() {
  const told: string[] = [];
  const discarded: string[] = [];
  const made: Jobs<string> = createJobs(
    { clock: { monotonic: () => 0 }, log: () => undefined },
    (_job, { state }) => told.push(state),
  );
  const start = (work: Work<string>, name = 'made', owner = 'window') => {
    const started = made.start(owner, work, () => discarded.push(name));
    if (!started.ok) throw new Error(started.error.code);
    return started.value.job;
  };
  return {
    ...{ start, told, discarded },
    state: (owner: string, job: string) => made.state(owner, job),
    cancel: (owner: string, job: string) => made.cancel(owner, job),
    drop: (job: string) => made.drop(job),
    close: () => made.close(),
  };
}

/** Ends only when it is told to. */
const endless: Work<string> = (_report, signal) =>
  new Promise((resolve) => {
    const end = (): void => resolve(err(gateError('cancelled')));
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
const quick: Work<string> = () => Promise.resolve(ok('done'));
const turn = () => new Promise(setImmediate);

describe('a job that is called off', () => {
  it('is told to end, is over when that is answered, and what it made is gone', async () => {
    const { start, cancel, state, told, discarded } = jobs();
    const job = start(endless);
    await cancel('window', job);
    expect(state('window', job)).toMatchObject({
      ok: true,
      value: { state: 'failed', error: { code: 'cancelled' } },
    });
    expect(told).toEqual(['failed']);
    expect(discarded).toEqual(['made']);
    await cancel('window', start(endless, 'next'));
    expect(discarded).toEqual(['made', 'next']);
  });

  it('is nobody else’s to call off', async () => {
    const { start, cancel, state, discarded } = jobs();
    const job = start(endless);
    expect(cancel('another', job)).toBeNull();
    expect(cancel('window', 'no-such')).toBeNull();
    expect(state('window', job)).toMatchObject({ value: { state: 'running' } });
    expect(discarded).toEqual([]);
    await cancel('window', job);
  });

  it('and is done already loses what it made, once', async () => {
    const { start, cancel, state, discarded } = jobs();
    const job = start(quick);
    await turn();
    expect(state('window', job)).toMatchObject({ value: { state: 'done', value: 'done' } });
    await cancel('window', job);
    expect(state('window', job)).toMatchObject({ error: { code: 'not-found' } });
    expect(cancel('window', job)).toBeNull();
    expect(discarded).toEqual(['made']);
  });

  it('but had its result before it heard of it keeps that', async () => {
    const { start, cancel, state, discarded } = jobs();
    const job = start((_report, signal) => turn().then(() => ok(String(signal.aborted))));
    await cancel('window', job);
    expect(state('window', job)).toMatchObject({ value: { state: 'done', value: 'true' } });
    expect(discarded).toEqual([]);
  });
});

it('what was handed over is not discarded, what failed or nobody came for is', async () => {
  const { start, drop, cancel, discarded } = jobs();
  const taken = start(quick, 'taken');
  await turn();
  drop(taken);
  expect(cancel('window', taken)).toBeNull();
  start(() => Promise.resolve(err(gateError('not-found'))), 'failed');
  await turn();
  for (let n = 1; n <= 9; n += 1) {
    start(quick, `kept ${n}`);
    await turn();
  }
  expect(discarded).toEqual(['failed', 'kept 1']);
});

it('all work ends with the desk, also what is begun while it closes', async () => {
  const { start, close, state } = jobs();
  const job = start(endless);
  await close();
  expect(state('window', job)).toMatchObject({ value: { state: 'failed' } });
  const late = start(endless);
  await turn();
  expect(state('window', late)).toMatchObject({ value: { state: 'failed' } });
});
