/** Runs one of the system's own tools with a deadline: a tool stuck on a hung medium is left behind, never waited for. */

import { spawn } from 'node:child_process';

export type CommandOutcome =
  | { readonly type: 'done'; readonly code: number; readonly stdout: string; readonly stderr: string }
  | { readonly type: 'missing' }
  | { readonly type: 'timeout' };

/** `timeoutMs` bounds the whole run. Never rejects. */
export type RunCommand = (
  file: string,
  args: readonly string[],
  timeoutMs: number,
) => Promise<CommandOutcome>;

/** More than any listing here needs (a machine with a thousand volumes lists them in under 1 MB). */
const MAX_OUTPUT_BYTES = 8 * 1024 * 1024;

/** Tools are found in the system's own folders only, and speak no local language. */
export function toolEnvironment(): NodeJS.ProcessEnv {
  const systemRoot = process.env['SystemRoot'];
  if (process.platform === 'win32') return { SystemRoot: systemRoot, PATH: `${systemRoot ?? ''}\\System32` };
  return { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8' };
}

export const runCommand: RunCommand = (file, args, timeoutMs) =>
  new Promise((resolve) => {
    const child = spawn(file, [...args], {
      env: toolEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    let bytes = 0;
    const settle = (outcome: CommandOutcome): void => {
      clearTimeout(timer);
      resolve(outcome);
    };
    const giveUp = (): void => {
      child.kill('SIGKILL');
      // Stuck in the kernel it dies when its call returns, perhaps never: it must not keep this process alive.
      child.stdout.destroy();
      child.stderr.destroy();
      child.unref();
      settle({ type: 'timeout' });
    };
    const timer = setTimeout(giveUp, timeoutMs);
    const collect = (into: Buffer[]) => (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MAX_OUTPUT_BYTES) giveUp();
      else into.push(chunk);
    };
    child.stdout.on('data', collect(stdout));
    child.stderr.on('data', collect(stderr));
    child.on('error', () => {
      settle({ type: 'missing' });
    });
    child.on('close', (code) => {
      const text = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString('utf8');
      settle({ type: 'done', code: code ?? -1, stdout: text(stdout), stderr: text(stderr) });
    });
  });
