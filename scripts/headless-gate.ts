/** Runs the headless gate as a program of its own and reads what it says with --json: for the sample run and the bench. */

import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { FileCounts, Outcome } from '../shared/model/session.ts';
import type { Reason, Verdict } from '../shared/model/verdict.ts';
import { ROOT } from './runtime.mjs';

export const CLI = path.join(ROOT, 'electron', 'hosts', 'cli', 'main.ts');

export type FileEvent = {
  readonly event: 'file';
  readonly path: string;
  readonly size: number;
  readonly sha256: string | null;
  readonly verdict: Verdict;
  readonly reason: Reason | null;
  /** Relative to the destination; null when not released. */
  readonly destination: string | null;
};

export type FinishedEvent = {
  readonly event: 'finished';
  readonly session: string;
  readonly outcome: Outcome;
  readonly files: FileCounts;
  readonly bytes: number;
  readonly bytesRead: number;
  readonly seconds: number;
};

/** `seconds`: of the whole process, from its start to its end. `finished`: null when the gate never got that far. */
export type GateRun = {
  readonly code: number | null;
  readonly finished: FinishedEvent | null;
  readonly seconds: number;
  /** The last that it said to people, where that was kept from the terminal. */
  readonly said: string;
};

export type GateWatch = {
  /** Keep its progress and messages from the terminal. */
  readonly quiet?: boolean;
  readonly onStarted?: (pid: number) => void;
};

const SAID_KEPT = 4000;

/**
 * Runs `gate` with these options. File events are handed on one by one and not kept: a medium may hold any number.
 * What is not an event of the contract ends in an error, for nothing could be concluded from such a run.
 */
export async function runGate(
  options: readonly string[],
  onFile: (file: FileEvent) => void,
  { quiet = false, onStarted }: GateWatch = {},
): Promise<GateRun> {
  const start = performance.now();
  const child = spawn(process.execPath, [CLI, 'gate', ...options, '--json'], {
    stdio: ['ignore', 'pipe', quiet ? 'pipe' : 'inherit'],
  });
  if (child.pid !== undefined) onStarted?.(child.pid);
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-SAID_KEPT)));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  let finished: FinishedEvent | null = null;
  try {
    for await (const line of createInterface({ input: child.stdout ?? Readable.from([]) })) {
      const event = JSON.parse(line) as FileEvent | FinishedEvent | { readonly event?: unknown };
      if (finished !== null) throw new Error('the gate went on after it had finished');
      if (event.event === 'file') onFile(event as FileEvent);
      else if (event.event === 'finished') finished = event as FinishedEvent;
      else throw new Error(`not an event of the gate: ${line.slice(0, 200)}`);
    }
  } catch (cause) {
    child.kill();
    throw cause;
  }
  return { code: await ended, finished, seconds: (performance.now() - start) / 1000, said };
}

/** Runs any other command of the gate on this terminal. */
export async function runCommand(args: readonly string[]): Promise<number | null> {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}
