/** Starts the disposable process that parses hostile bytes, with as few rights as Node can give one. */

import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import type { ToChild } from './messages.ts';

/** How a child ended: `code` or `signal` as the system tells them, both null when it never started. */
export type ChildEnd = { readonly code: number | null; readonly signal: string | null };

export type Child = {
  /** Null where the process is not known yet or the host does not tell. */
  readonly pid: number | null;
  send(message: ToChild): void;
  onMessage(heard: (message: unknown) => void): void;
  /** Called once, however the child ended. */
  onEnd(ended: (end: ChildEnd) => void): void;
  /** Ends it at once; it gets no say. */
  kill(): void;
};

/** Where the child may read and write, and how much heap it gets. Paths are absolute; heap in MiB. */
export type ChildRights = {
  readonly read: readonly string[];
  readonly write: readonly string[];
  readonly heapMiB: number;
};

/** The port: a desktop host starts children in its own way (Electron's utility process), plain Node forks. */
export type ChildProcesses = { start(rights: ChildRights): Child };

/**
 * util-linux's setpriv asks the kernel to kill the child when the gate ends, however it ends: a parser that loops never
 * hears that its parent is gone. Elsewhere the child's own time limit has to do.
 */
const SETPRIV = '/usr/bin/setpriv';
const endsWithUs = (): boolean => process.platform === 'linux' && existsSync(SETPRIV);

/**
 * Forks child.ts under Node's permission model: it can read the staging folder and the program, write its scratch
 * folder, and start nothing. No environment is handed down, so no secret of the parent's is in reach of a parser. `program`: the folder
 * that holds the child's own code and libraries.
 */
export function nodeChildProcesses(
  entry = new URL('./child.ts', import.meta.url),
  program = new URL('../../../', import.meta.url),
): ChildProcesses {
  const root = fileURLToPath(program);
  return {
    start({ read, write, heapMiB }) {
      const bound = endsWithUs();
      const child = fork(fileURLToPath(entry), [], {
        execPath: bound ? SETPRIV : process.execPath,
        execArgv: [
          ...(bound ? ['--pdeathsig', 'KILL', process.execPath] : []),
          `--max-old-space-size=${heapMiB}`,
          '--permission',
          ...[root, ...read, ...write].map((path) => `--allow-fs-read=${path}`),
          ...write.map((path) => `--allow-fs-write=${path}`),
          '--disallow-code-generation-from-strings',
          '--no-warnings',
        ],
        // Windows cannot load its own libraries without knowing where it is.
        env: process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] } : {},
        cwd: write[0] ?? root,
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      });
      return {
        pid: child.pid ?? null,
        send: (message) => {
          // A child that is gone says so by its end; what was sent to it is asked of the next one.
          if (child.connected) child.send(message, () => undefined);
        },
        onMessage: (heard) => child.on('message', heard),
        onEnd: (ended) => {
          let told = false;
          const tell = (code: number | null, signal: string | null): void => {
            if (!told) ended({ code, signal });
            told = true;
          };
          child.once('error', () => tell(null, null));
          child.once('exit', tell);
        },
        kill: () => {
          child.kill('SIGKILL');
        },
      };
    },
  };
}
