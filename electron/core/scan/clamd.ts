/**
 * Starts the private clamd, waits until it answers, notices its death at once and makes sure that it ends with us.
 * The clamd of the operating system is never looked at.
 */

import { spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';

import { gateError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Clock } from '../ports.ts';
import { connectTo, type EngineAddress } from './address.ts';
import { renderConfig, type EngineConfig } from './config.ts';
import { ask } from './one-question.ts';
import { explainDeath, keepOutput, type EngineOutput } from './engine-output.ts';
import { findOnPath } from './programs.ts';

export type Clamd = {
  readonly pid: number;
  readonly address: EngineAddress;
  connect(): Socket;
  /** Settles when the process is gone, whatever the reason. */
  readonly gone: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  /** What it says beside its replies. */
  readonly output: Pick<EngineOutput, 'doubt' | 'caughtUp'>;
  /** SIGTERM, then SIGKILL after `STOP_ALLOWED_MS`; settles when the process is gone. */
  stop(): Promise<void>;
};

export type ClamdSettings = {
  readonly program: string;
  /** 0700 folder for configuration and socket. */
  readonly runDir: string;
  /** What the engine says while it runs, for whoever has to find out why it does not; begun anew at each start. */
  readonly logFile: string;
  readonly config: EngineConfig;
  /** From start to the first PONG; loading the official definitions takes 10–60 s on a clinic's PC. */
  readonly startAllowedMs: number;
  /** Called as soon as there is a process that might be left behind. */
  onSpawned?(pid: number): void;
};

export const START_ALLOWED_MS = 240_000;
const STOP_ALLOWED_MS = 5_000;
const ASK_AGAIN_MS = 25;
const PING_ALLOWED_MS = 5_000;

export const configPath = (runDir: string): string => join(runDir, 'clamd.conf');

/** Errors: `engine-start-failed`, `definitions-load-failed`, `engine-start-timeout`. */
export async function startClamd(settings: ClamdSettings, clock: Clock): Promise<Result<Clamd>> {
  const { address } = settings.config;
  writeFileSync(configPath(settings.runDir), renderConfig(settings.config), { mode: 0o600 });
  const [program, ...args] = commandLine(settings);
  const child = spawn(program, args, {
    cwd: settings.runDir,
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C', TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  if (child.pid !== undefined) settings.onSpawned?.(child.pid);
  const output = keepOutput(child, settings.logFile);
  const gone = goneFrom(child);
  const stop = (): Promise<void> => stopChild(child, gone);

  const from = clock.monotonic();
  for (;;) {
    const pong = await ask(address, 'PING', PING_ALLOWED_MS);
    // Dead first: on TCP, somebody else may sit on the port and answer.
    if (isDead(child)) {
      await output.complete;
      return err(explainDeath(output.lines(), child.exitCode));
    }
    if (pong.ok && pong.value === 'PONG') break;
    if (clock.monotonic() - from > settings.startAllowedMs) {
      await stop();
      return err(gateError('engine-start-timeout', { seconds: Math.round(settings.startAllowedMs / 1000) }));
    }
    await new Promise((resume) => setTimeout(resume, ASK_AGAIN_MS));
  }
  return ok({ pid: child.pid ?? -1, address, connect: () => connectTo(address), gone, output, stop });
}

/**
 * util-linux's setpriv asks the kernel to kill clamd when the thread that started it ends, so that a killed gate leaves
 * no engine behind. Where it is missing, the next start sweeps the stale engine away (stale-engine.ts).
 */
function commandLine(settings: ClamdSettings): [string, ...string[]] {
  const clamd: [string, ...string[]] = [settings.program, `--config-file=${configPath(settings.runDir)}`];
  const setpriv = process.platform === 'linux' ? findOnPath('setpriv') : null;
  return setpriv === null ? clamd : [setpriv, '--pdeathsig', 'KILL', ...clamd];
}

const isDead = (child: ChildProcess): boolean =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null;

function goneFrom(child: ChildProcess): Clamd['gone'] {
  return new Promise((resolve) => {
    child.once('error', () => resolve({ code: null, signal: null }));
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
}

async function stopChild(child: ChildProcess, gone: Clamd['gone']): Promise<void> {
  child.kill('SIGTERM');
  const hurry = setTimeout(() => child.kill('SIGKILL'), STOP_ALLOWED_MS);
  await gone;
  clearTimeout(hurry);
}
