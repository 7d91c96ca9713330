/** A destination that hangs for ever (a share whose server is gone) costs an unfinished session its end, never the gate its start. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openByKind } from '../../electron/core/audit/by-kind.ts';
import { recover } from '../../electron/core/session/recover.ts';
import { startPorter } from '../../electron/core/transfer/porter.ts';
import type { Porter } from '../../electron/core/transfer/porter.ts';
import { gateError } from '../../shared/errors.ts';
import type { LedgerEntry } from '../../shared/model/ledger.ts';
import { mountFuse, needsFuse } from '../media/fuse-medium.ts';
import type { FuseMedium } from '../media/fuse-medium.ts';
import { write } from '../transfer/porting.ts';
import { makeSessionBench } from './session-bench.ts';
import type { SessionBench } from './session-bench.ts';

/** Long enough for a child to start and answer on a busy machine, short enough to wait for. */
const LOOK_MS = 2_000;

let bench: SessionBench;
let share: FuseMedium | null = null;
const porters: Porter[] = [];

beforeEach((context) => {
  needsFuse(context);
  bench = makeSessionBench();
});
afterEach(async () => {
  await share?.unmount();
  share = null;
  for (const porter of porters.splice(0)) await porter.kill();
  bench.remove();
});

/** The gate dies with the intent on record, and leaves a partial. */
async function unfinished(): Promise<string> {
  write(bench.medium, 'a.txt', 'a');
  const session = bench.start({
    ledger: {
      append(drafts) {
        const last = drafts.some(({ kind }) => kind === 'session.closed' || kind === 'release.arrived');
        return last ? { ok: false, error: gateError('ledger-failed') } : bench.ledger.append(drafts);
      },
      get head() {
        return bench.ledger.head;
      },
    },
  });
  await session.done;
  write(bench.inbox, `.sekisho-partial-${session.id}/deep/a.txt`, 'half');
  return session.id;
}

const die = async (): Promise<void> => {
  share = await mountFuse({ backing: path.join(bench.base, 'medium'), folder: bench.inbox, dead: true });
};

const start = (log: () => void = () => undefined): ReturnType<typeof recover> =>
  recover({
    ...{ ledger: bench.ledger, log, dataDir: bench.dataDir },
    startPorter() {
      const porter = startPorter({ lookSilenceMs: LOOK_MS });
      porters.push(porter);
      return porter;
    },
  });

function entries(...kinds: string[]): LedgerEntry[] {
  const reader = openByKind(bench.dataDir);
  if (!reader.ok) throw new Error(reader.error.code);
  const found: LedgerEntry[] = [];
  reader.value.each(kinds, 0, (entry) => found.push(entry));
  reader.value.close();
  return found;
}

it('stays unfinished with the ledger saying so, and is looked into once the share answers', async () => {
  const session = await unfinished();
  await die();
  expect(await start()).toMatchObject({
    ok: true,
    value: {
      interrupted: [],
      postponed: [{ session, to: bench.inbox, error: { code: 'destination-gone' } }],
    },
  });
  expect(entries('session.postponed')).toMatchObject([
    { session, body: { code: 'destination-gone', params: { silenceMs: LOOK_MS } } },
  ]);
  expect(entries('session.interrupted')).toEqual([]);
  // Staging is ours and wiped all the same.
  expect(fs.readdirSync(path.join(bench.dataDir, 'staging'))).toEqual([]);

  await share?.unmount();
  expect(await start()).toMatchObject({
    ok: true,
    value: {
      interrupted: [
        { session, phase: 'release.intent', partial: true, arrived: { files: 1, identical: true } },
      ],
      postponed: [],
    },
  });
  expect(fs.readdirSync(bench.inbox).filter((name) => name.startsWith('.'))).toEqual([]);
});

it('costs its patience once, however many sessions went there and however often the gate starts', async () => {
  const sessions = [await unfinished(), await unfinished()];
  await die();
  await start();
  expect(porters).toHaveLength(1);
  await start();
  expect(porters).toHaveLength(2);
  expect(entries('session.postponed').map(({ session }) => session)).toEqual(sessions);
});

it('leaves a session that was aborted on a share that died meanwhile to a later start', async () => {
  write(bench.medium, 'a.txt', 'a');
  const session = bench.start({
    ledger: {
      append(drafts) {
        // The partial is there by now, the share is not.
        const fails = drafts.some(({ kind }) => kind === 'file');
        return fails ? { ok: false, error: gateError('ledger-failed') } : bench.ledger.append(drafts);
      },
      get head() {
        return bench.ledger.head;
      },
    },
    startPorter() {
      const porter = startPorter({ lookSilenceMs: LOOK_MS });
      porters.push(porter);
      return {
        ...porter,
        async kill() {
          await porter.kill();
          if (share === null) await die();
        },
      };
    },
  });
  expect(await session.done).toMatchObject({ outcome: 'interrupted', folder: null });
  expect(entries('session.closed')).toEqual([]);
  await share?.unmount();
  expect(await start()).toMatchObject({ value: { interrupted: [{ session: session.id, arrived: null }] } });
  expect(fs.readdirSync(bench.inbox)).toEqual([]);
});

it('that dies before the release ends the session in time, with nothing in it', async () => {
  write(bench.medium, 'a.txt', 'a');
  const session = bench.start({
    startPorter() {
      const porter = startPorter({ flushSilenceMs: LOOK_MS, lookSilenceMs: LOOK_MS });
      porters.push(porter);
      return {
        ...porter,
        async stage(...args) {
          const staged = await porter.stage(...args);
          await die();
          return staged;
        },
      };
    },
  });
  expect(await session.done).toMatchObject({ error: { code: 'destination-gone' }, folder: null });
  await share?.unmount();
  expect(fs.readdirSync(bench.inbox)).toEqual([]);
});
