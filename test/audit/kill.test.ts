import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { expect, it } from 'vitest';

import { fileKeyStore } from '../../electron/core/audit/keys.ts';
import { verifyLedger } from '../../electron/core/audit/verify.ts';
import { openStoreForReading } from '../../electron/core/store/open.ts';
import { open, temporaryFolder, value } from './data-folder.ts';

const KILLS = 40;

/** Starts a process that appends, kills it at a random moment and gives the last head that append had confirmed to it. */
async function killedAppender(dir: string): Promise<string | undefined> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'append-forever.ts'), dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  const exited = once(child, 'close');
  // Some are killed while they still open the ledger, the others in the midst of appending.
  if (Math.random() < 0.8) await Promise.race([once(child.stdout, 'data'), exited]);
  await wait(Math.random() * 60);
  child.kill('SIGKILL');
  const [, signal] = (await exited) as [number | null, string | null];
  expect(signal).toBe('SIGKILL');
  return said
    .slice(0, said.lastIndexOf('\n') + 1)
    .trimEnd()
    .split('\n')
    .at(-1);
}

it(`a ledger whose writer was killed ${KILLS} times verifies after each next opening and keeps all it confirmed`, async () => {
  const dir = temporaryFolder();
  let confirmedInAll = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const confirmed = await killedAppender(dir);
    value(open(dir, { now: () => Date.now() })).close();
    const report = value(await verifyLedger({ dataDir: dir, keys: fileKeyStore(dir) }));
    expect(report.faults, `after kill ${kill + 1}`).toEqual([]);
    if (confirmed === undefined || confirmed === '') continue;
    confirmedInAll += 1;
    const [seq, hash] = confirmed.split(' ');
    const store = value(openStoreForReading({ dataDir: dir }));
    expect(store.db.prepare('SELECT hash FROM ledger WHERE seq = ?').pluck().get(Number(seq))).toBe(hash);
    store.close();
  }
  expect(confirmedInAll).toBeGreaterThan(0);
}, 180_000);
