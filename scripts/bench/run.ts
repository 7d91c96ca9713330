/** One run of the bench: its folder, the media and definitions made in it once, and the gate or an engine started on them. */

import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { writePracticeDefinitions } from '../sample/practice-definitions.ts';
import { gateOnce, type GateTime } from './gate.ts';
import { coldStart, median } from './measure.ts';
import { imagingDisc, smallFiles } from './media.ts';
import { startSameEngine, type Engine } from './standard-tools.ts';

export type Bench = {
  /** Everything the bench makes lies here. */
  readonly work: string;
  readonly runs: number;
  /** A tenth of the files: to see that it works, not how fast. */
  readonly quick: boolean;
};

export const sessions = (times: readonly GateTime[]): number => median(times.map((time) => time.session));
export const processes = (times: readonly GateTime[]): number => median(times.map((time) => time.process));
export const scaled = (bench: Bench, count: number): number => (bench.quick ? Math.ceil(count / 10) : count);

/** Makes a medium once; later rows with the same name use it again. */
export function medium(bench: Bench, name: string, make: (folder: string) => void): string {
  const folder = path.join(bench.work, 'media', name);
  if (existsSync(folder)) return folder;
  // Under its name only when it is whole.
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  make(unfinished);
  renameSync(unfinished, folder);
  return folder;
}

export function definitions(bench: Bench): string {
  const folder = path.join(bench.work, 'definitions');
  writePracticeDefinitions(folder);
  return folder;
}

/**
 * The gate on a new data folder and inbox, `times` times over. Nothing is removed before the bench ends: ext4 passes over
 * inodes freed in the last minutes one by one, so that creating 20,000 files after deleting as many takes ten times as
 * long, whoever does it.
 */
export async function gateTimes(bench: Bench, from: string, times: number): Promise<readonly GateTime[]> {
  const place = mkdtempSync(path.join(bench.work, 'gate-'));
  const inbox = path.join(place, 'inbox');
  mkdirSync(inbox);
  const measured: GateTime[] = [];
  for (let i = 0; i < times; i++) {
    if (i > 0) coldStart();
    const data = path.join(place, 'data');
    measured.push(await gateOnce({ medium: from, data, inbox, definitions: definitions(bench) }));
  }
  return measured;
}

export async function gateTime(bench: Bench, from: string): Promise<GateTime> {
  const [time] = await gateTimes(bench, from, 1);
  if (time === undefined) throw new Error('nothing was measured');
  return time;
}

export async function withEngine(bench: Bench, work: (engine: Engine) => Promise<number>): Promise<number> {
  const engine = await startSameEngine(bench.work, definitions(bench));
  try {
    coldStart();
    return await work(engine);
  } finally {
    await engine.stop();
  }
}

export const disc = (bench: Bench): string =>
  medium(bench, 'disc', (folder) => imagingDisc(folder, bench.quick ? 0.1 : 1));
export const small = (bench: Bench, count: number): string =>
  medium(bench, `small-${count}`, (folder) => smallFiles(folder, count));
