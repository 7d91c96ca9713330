import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileKeyStore } from '../../electron/core/audit/keys.ts';
import { openLedger } from '../../electron/core/audit/ledger.ts';
import { systemClock } from '../../electron/core/gatekeeper.ts';
import { recover } from '../../electron/core/session/recover.ts';
import { unaccounted, unhealed } from '../integration/after-a-crash.ts';
import { makeBench, write } from '../transfer/porting.ts';
import type { Bench } from '../transfer/porting.ts';

const PROGRAM = fileURLToPath(new URL('./die-at.ts', import.meta.url));
const STEPS = ['opened', 'inventory', 'intent', 'verdicts', 'arrival', 'closed'] as const;

let bench: Bench;
beforeEach(() => void (bench = makeBench()));
afterEach(() => bench.remove());

describe.each(['before', 'after'])('kill -9 %s the entry of', (when) => {
  it.each(STEPS.map((step, i) => [step, i + 1] as const))(
    '%s leaves everything accounted for',
    async (step, batch) => {
      for (let i = 0; i < 20; i++) write(bench.medium, `d${i % 3}/f${i}.txt`, `content ${i}`);
      const dataDir = bench.staging;
      const args = [PROGRAM, bench.medium, bench.inbox, dataDir, when, String(batch)];
      expect(spawnSync(process.execPath, args).signal).toBe('SIGKILL');
      expect(unaccounted(bench.inbox, dataDir)).toEqual([]);

      const ledger = openLedger({ dataDir, clock: systemClock, keys: fileKeyStore(dataDir), app: 'test' });
      if (!ledger.ok) throw new Error(ledger.error.code);
      const recovered = await recover({ ledger: ledger.value, log: () => undefined, dataDir });
      ledger.value.close();
      const finished = (step === 'opened' && when === 'before') || (step === 'closed' && when === 'after');
      expect(recovered).toMatchObject({
        ok: true,
        value: { interrupted: finished ? [] : [{ session: 'abcdefabcdef' }] },
      });
      expect(await unhealed(bench.inbox, dataDir)).toEqual([]);
    },
  );
});

it('kill -9 while somebody’s word is missing leaves nothing but a session that ended there', async () => {
  write(bench.medium, 'a.txt', 'a');
  const dataDir = bench.staging;
  const args = [PROGRAM, bench.medium, bench.inbox, dataDir, 'waiting', '0'];
  expect(spawnSync(process.execPath, args).signal).toBe('SIGKILL');
  expect(fs.readdirSync(path.join(dataDir, 'staging'))).toEqual(['abcdefabcdef']);
  const ledger = openLedger({ dataDir, clock: systemClock, keys: fileKeyStore(dataDir), app: 'test' });
  if (!ledger.ok) throw new Error(ledger.error.code);
  const recovered = await recover({ ledger: ledger.value, log: () => undefined, dataDir });
  ledger.value.close();
  expect(recovered).toMatchObject({
    value: {
      interrupted: [{ session: 'abcdefabcdef', phase: 'session.inventory', partial: false, arrived: null }],
    },
  });
  expect(fs.readdirSync(path.join(dataDir, 'staging'))).toEqual([]);
  expect(fs.readdirSync(bench.inbox)).toEqual([]);
});
