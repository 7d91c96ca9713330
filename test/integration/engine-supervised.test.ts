/** The supervisor over the real engine: killed, it comes back; reloaded, it runs with what is on the disk now. */

import { join } from 'node:path';
import { rmSync, writeFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import { startEngine } from '../../electron/core/scan/engine.ts';
import { superviseEngine, type Supervisor } from '../../electron/core/scan/supervisor.ts';
import { machineClock } from '../scan/clocks.ts';
import { atEnd, endAfterEach, log, practiceDefinitions, temporaryFolder } from '../scan/engine-set-up.ts';
import { secondMarker } from '../scan/practice-definitions.ts';
import { requireForAll } from '../scan/requirements.ts';
import { makeStagedFiles } from '../scan/staged-files.ts';

requireForAll('clamav');
endAfterEach();

function supervise(definitionsDir: string): Supervisor {
  const settings = { dataDir: temporaryFolder(), definitionsDir, practice: true };
  const ports = { clock: machineClock, log };
  const sleep = (): Promise<void> => Promise.resolve();
  const supervisor = superviseEngine({ ...ports, sleep, start: () => startEngine(settings, ports) });
  atEnd(() => supervisor.close());
  return supervisor;
}
async function scan(supervisor: Supervisor, content: string): Promise<string> {
  const engine = await supervisor.acquire();
  if (!engine.ok) return engine.error.code;
  const staged = makeStagedFiles();
  const { verdict } = await engine.value.scan(staged.file(content));
  staged.remove();
  return verdict;
}

test('killed again and again it comes back, until that is a loop', async () => {
  const supervisor = supervise(practiceDefinitions());
  for (let round = 0; round < 4; round += 1) {
    const engine = await supervisor.acquire();
    if (!engine.ok) throw new Error(engine.error.code);
    process.kill(engine.value.pid!, 'SIGKILL');
    await engine.value.lost;
    expect(await scan(supervisor, secondMarker())).toBe('infected');
  }
  const last = await supervisor.acquire();
  if (!last.ok) throw new Error(last.error.code);
  process.kill(last.value.pid!, 'SIGKILL');
  await last.value.lost;
  expect(await scan(supervisor, 'a letter')).toBe('engine-crash-loop');
});

test('a reload runs with the new definitions, or not at all', async () => {
  const dir = practiceDefinitions();
  const supervisor = supervise(dir);
  expect(await scan(supervisor, secondMarker())).toBe('infected');
  rmSync(join(dir, 'second.ndb'));
  expect((await supervisor.reload()).ok).toBe(true);
  expect(await scan(supervisor, secondMarker())).toBe('clean');
  writeFileSync(join(dir, 'practice.ndb'), 'broken\n');
  expect(await supervisor.reload()).toMatchObject({ error: { code: 'definitions-load-failed' } });
  expect(await scan(supervisor, 'a letter')).toBe('definitions-load-failed');
});
