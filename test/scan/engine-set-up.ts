/** Starts real engines for tests and ends them with the test. */

import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach } from 'vitest';

import { startEngine, type Engine, type EngineSettings } from '../../electron/core/scan/engine.ts';
import type { Clock } from '../../electron/core/ports.ts';
import type { Result } from '../../shared/result.ts';
import { createHandClock, machineClock } from './clocks.ts';
import { makePracticeDefinitions } from './practice-definitions.ts';
import { SIGNED_DEFINITIONS } from './requirements.ts';

const undo: (() => void | Promise<void>)[] = [];

/** Registers what ends things after each test of the file, last made first. */
export function endAfterEach(): void {
  afterEach(endAll);
}
/** The same after the last one, where tests share what they run on. */
export function endAfterAll(): void {
  afterAll(endAll);
}
async function endAll(): Promise<void> {
  for (const end of undo.splice(0).reverse()) await end();
}

export const atEnd = (end: () => void | Promise<void>): number => undo.push(end);

export function temporaryFolder(name = 'engine-test-'): string {
  const dir = mkdtempSync(join(tmpdir(), name));
  atEnd(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

export function practiceDefinitions(): string {
  const made = makePracticeDefinitions();
  atEnd(() => made.remove());
  return made.dir;
}

export const log = (): void => undefined;

/** Practice definitions and a fresh data folder unless told otherwise. */
export async function tryEngine(
  settings: Partial<EngineSettings> = {},
  clock: Clock = machineClock,
): Promise<Result<Engine>> {
  const engine = await startEngine(
    {
      dataDir: settings.dataDir ?? temporaryFolder(),
      definitionsDir: practiceDefinitions(),
      practice: true,
      systemDefinitions: [],
      ...settings,
    },
    { clock, log },
  );
  if (engine.ok) atEnd(() => engine.value.close());
  return engine;
}

export async function makeEngine(settings?: Partial<EngineSettings>, clock?: Clock): Promise<Engine> {
  const engine = await tryEngine(settings, clock);
  if (!engine.ok) throw new Error(JSON.stringify(engine.error));
  return engine.value;
}

/** The day on which the signed test definitions were fresh. */
export const SIGNED_DAY = Date.UTC(2021, 5, 24);
export const signedClock = (days = 0): ReturnType<typeof createHandClock> =>
  createHandClock(SIGNED_DAY + days * 86_400_000);

/** A folder with files of the signed test definitions under other names; a container's name is not part of its signature. */
export function signedFolder(files: Readonly<Record<string, string>>): string {
  const dir = temporaryFolder('signed-');
  for (const [name, from] of Object.entries(files))
    copyFileSync(join(SIGNED_DEFINITIONS, from), join(dir, name));
  return dir;
}

/** What a complete official folder looks like. */
export const completeSet = (): string =>
  signedFolder({ 'daily.cvd': 'test-6.cvd', 'main.cvd': 'test-4.cvd' });
