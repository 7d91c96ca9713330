/** Listens to a tool that prints a line whenever something changed, and keeps it running. */

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Stop } from './ports.ts';
import { toolEnvironment } from './command.ts';

export type NoticeCommand = { readonly file: string; readonly args: readonly string[] };

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Starts the tool and calls `onLine` for each line. A tool that dies is started again, ever more slowly; one that the
 * machine does not have is given up: the slow poll sees everything, only later.
 */
export function listenToTool({ file, args }: NoticeCommand, onLine: (line: string) => void): Stop {
  let pause = FIRST_PAUSE_MS;
  let stopped = false;
  let timer: NodeJS.Timeout | null = null;
  let end: () => Promise<void> = () => Promise.resolve();

  function start(): void {
    const child = spawn(file, [...args], {
      env: toolEnvironment(),
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
    });
    const closed = new Promise<void>((resolve) => {
      child.once('close', () => {
        resolve();
      });
      child.once('error', () => {
        stopped = true;
        resolve();
      });
    });
    createInterface({ input: child.stdout, crlfDelay: Infinity }).on('line', (line) => {
      pause = FIRST_PAUSE_MS;
      if (!stopped) onLine(line);
    });
    end = async () => {
      child.kill('SIGKILL');
      await closed;
    };
    void closed.then(() => {
      if (stopped) return;
      timer = setTimeout(start, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    });
  }

  start();
  return async () => {
    stopped = true;
    if (timer !== null) clearTimeout(timer);
    await end();
  };
}
