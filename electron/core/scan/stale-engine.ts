/**
 * Remembers the running engine on disk, so that the next start can end one that outlived a killed gate. Only a process
 * whose own command line names the configuration we wrote is touched.
 */

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { z } from 'zod';

import { configPath } from './clamd.ts';
import { removeOwnFolder } from './engine-folders.ts';

const recordSchema = z.strictObject({
  pid: z.number().int().positive(),
  run: z.string(),
  temporary: z.string(),
});
export type EngineRecord = z.infer<typeof recordSchema>;

const recordPath = (engineDir: string): string => join(engineDir, 'running.json');

export function rememberEngine(engineDir: string, record: EngineRecord): void {
  writeFileSync(recordPath(engineDir), JSON.stringify(record), { mode: 0o600 });
}

export function forgetEngine(engineDir: string): void {
  rmSync(recordPath(engineDir), { force: true });
}

/** Ends a remembered engine that still runs and removes its folders. True when one was found running. */
export function sweepStaleEngine(engineDir: string): boolean {
  if (!existsSync(recordPath(engineDir))) return false;
  const record = readRecord(engineDir);
  forgetEngine(engineDir);
  if (record === null) return false;
  const running = isOurs(record);
  if (running) process.kill(record.pid, 'SIGKILL');
  for (const folder of [record.run, record.temporary]) removeOwnFolder(folder);
  return running;
}

/** The engine that runs over this folder now, for a drill that ends it as a crash would; null when none does. */
export function runningEngine(engineDir: string): number | null {
  return existsSync(recordPath(engineDir)) ? (readRecord(engineDir)?.pid ?? null) : null;
}

function readRecord(engineDir: string): EngineRecord | null {
  try {
    return recordSchema.parse(JSON.parse(readFileSync(recordPath(engineDir), 'utf8')));
  } catch {
    return null;
  }
}

/** Process ids are used again; the command line tells. Without /proc (macOS, Windows) nothing is killed on suspicion. */
function isOurs(record: EngineRecord): boolean {
  try {
    const argv = readFileSync(`/proc/${record.pid}/cmdline`, 'utf8').split('\0');
    return basename(argv[0] ?? '') === 'clamd' && argv.includes(`--config-file=${configPath(record.run)}`);
  } catch {
    return false;
  }
}
