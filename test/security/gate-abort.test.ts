/**
 * A medium pulled, or a session cancelled, while its files become visible: what is in the inbox stands in the ledger as
 * arrived, never as aborted, and what is not there was never half there.
 */

import * as fs from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RunningSession } from '../../electron/core/session/run.ts';
import { makeSessionBench } from '../session/session-bench.ts';
import type { SessionBench } from '../session/session-bench.ts';

let bench: SessionBench;
beforeEach(() => {
  bench = makeSessionBench();
  fs.writeFileSync(`${bench.medium}/letter.txt`, 'a letter');
});
afterEach(() => {
  bench.remove();
});

const visible = (): readonly string[] => fs.readdirSync(bench.inbox).filter((name) => !name.startsWith('.'));

/** Ends the session as soon as `state` is entered; `when` is waited for first, with the gate deaf to its child meanwhile. */
function endIn(
  state: string,
  when: () => boolean,
  code: 'medium-gone' | 'cancelled' = 'medium-gone',
): RunningSession {
  let pulled = false;
  const running: RunningSession = bench.start({
    log: (_level, event, facts) => {
      if (pulled || event !== 'session-step' || facts?.['state'] !== state) return;
      pulled = true;
      queueMicrotask(() => {
        for (let looks = 0; !when() && looks < 500_000;) looks += 1;
        running.abort({ code, params: {} });
      });
    },
  });
  return running;
}

it('pulled after the rename and before the gate heard of it', async () => {
  const session = endIn('publishing', () => visible().length > 0);
  expect(await session.done).toMatchObject({ outcome: 'released', error: null, files: { released: 1 } });
  expect(visible()).toHaveLength(1);
  expect(bench.story(session.id)).toMatch(/release\.intent file×1 release\.arrived session\.closed$/);
});

it('pulled between the rename and the entry that tells of it', async () => {
  const session = endIn('confirming', () => true);
  expect(await session.done).toMatchObject({ outcome: 'released', error: null });
  expect(bench.story(session.id)).toMatch(/release\.intent file×1 release\.arrived session\.closed$/);
});

it.each(['recording', 'preparing'])(
  'pulled while %s, everything arrives all the same: it was staged and checked',
  async (state) => {
    const session = endIn(state, () => {
      fs.rmSync(bench.medium, { recursive: true, force: true });
      return true;
    });
    const { outcome, folder } = await session.done;
    expect(outcome).toBe('released');
    expect(fs.readFileSync(`${bench.inbox}/${folder!}/letter.txt`, 'utf8')).toBe('a letter');
  },
);

it.each(['checking', 'recording', 'preparing'])(
  'cancelled while %s, nothing becomes visible',
  async (state) => {
    const session = endIn(state, () => true, 'cancelled');
    expect(await session.done).toMatchObject({ outcome: 'aborted', error: { code: 'cancelled' } });
    expect(fs.readdirSync(bench.inbox)).toEqual([]);
  },
);

it('pulled while it is being read, nothing becomes visible', async () => {
  const session = endIn('checking', () => true);
  expect(await session.done).toMatchObject({ outcome: 'aborted', error: { code: 'medium-gone' } });
  expect(fs.readdirSync(bench.inbox)).toEqual([]);
});
