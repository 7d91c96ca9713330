import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll } from 'vitest';

import type { Scanner } from '../../electron/core/ports.ts';
import { startEngine, type EngineSettings } from '../../electron/core/scan/engine.ts';
import { scannerConformance } from '../conformance/scanner.ts';
import { machineClock } from '../scan/clocks.ts';
import { makePracticeDefinitions } from '../scan/practice-definitions.ts';
import { requireForAll } from '../scan/requirements.ts';

requireForAll('clamav');

const definitions = makePracticeDefinitions();
const dataDir = mkdtempSync(join(tmpdir(), 'engine data '));
afterAll(() => {
  definitions.remove();
  rmSync(dataDir, { recursive: true, force: true });
});

let made = 0;
const settings = (more: Partial<EngineSettings> = {}): EngineSettings => ({
  dataDir: join(dataDir, String((made += 1))),
  definitionsDir: definitions.dir,
  practice: true,
  ...more,
});
async function start(more?: Partial<EngineSettings>): Promise<Scanner> {
  const engine = await startEngine(settings(more), { clock: machineClock, log: () => undefined });
  if (!engine.ok) throw new Error(JSON.stringify(engine.error));
  return engine.value;
}

scannerConformance('the private clamd', () => start());
