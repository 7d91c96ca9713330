/**
 * What inspection costs: the same session with it and without it. Only the bench can leave it out, by putting a session
 * together itself; the gate has no switch for that (P6).
 */

import { mkdirSync, mkdtempSync } from 'node:fs';
import path from 'node:path';
import { openDataFolder } from '../../electron/core/data-folder.ts';
import { systemClock } from '../../electron/core/system-clock.ts';
import { createInspector } from '../../electron/core/inspect/inspector.ts';
import { loadPolicy } from '../../electron/core/policy/load.ts';
import type { Inspector } from '../../electron/core/ports.ts';
import { startEngine } from '../../electron/core/scan/engine.ts';
import { NO_CACHE } from '../../electron/core/scan/verdict-cache.ts';
import { startSession } from '../../electron/core/session/run.ts';
import { NOTHING_TO_TELL } from '../../electron/core/session/waiting.ts';
import { ok } from '../../shared/result.ts';

const seesNothing: Inspector = {
  warm: () => undefined,
  inspect: () => Promise.resolve({ type: null, judgement: { verdict: 'clean' } }),
  close: () => Promise.resolve(),
};

/** Seconds of one session over `from`, engine started beforehand; everything lies below `work` and is left there. */
export async function sessionSeconds(
  work: string,
  definitions: string,
  from: string,
  inspected: boolean,
): Promise<number> {
  const place = mkdtempSync(path.join(work, 'inspection-'));
  const [dataDir, to] = [path.join(place, 'data'), path.join(place, 'inbox')];
  mkdirSync(to);
  const log = (): void => undefined;
  const folder = openDataFolder(dataDir, 'bench', systemClock);
  const policy = loadPolicy(null);
  if (!folder.ok || !policy.ok) throw new Error('the data folder cannot be opened');
  const engine = await startEngine(
    { dataDir, definitionsDir: definitions, practice: true },
    { clock: systemClock, log },
  );
  if (!engine.ok) throw new Error(`the engine did not start: ${engine.error.code}`);
  const inspector = inspected ? createInspector({ workDir: dataDir }) : seesNothing;
  const session = startSession(
    { id: 'abcdefabcdef', from, to, label: 'bench', preset: 'general', facts: { from, to } },
    {
      ledger: folder.value.ledger,
      scanner: engine.value,
      inspector,
      cache: NO_CACHE,
      clock: systemClock,
      log,
      policy: policy.value,
      dataDir,
      exceptions: () => ok({ index: new Map(), now: systemClock.now() }),
      facts: NOTHING_TO_TELL,
    },
  );
  const result = await session.done;
  await Promise.all([inspector.close(), engine.value.close()]);
  folder.value.close();
  if (result.outcome !== 'released' && result.outcome !== 'partial') {
    throw new Error(`the session ended ${result.outcome}`);
  }
  return result.seconds;
}
