/** Runs the headless gate as its users do: the CLI in its own process, real clamd, real folders. */

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { kept } from '../program-environment.ts';
import { writePracticeDefinitions } from '../scan/practice-definitions.ts';

const MAIN = fileURLToPath(new URL('../../electron/hosts/cli/main.ts', import.meta.url));

export type FileLine = {
  readonly event: 'file';
  readonly path: string;
  readonly size: number;
  readonly sha256: string | null;
  readonly verdict: string;
  readonly reason: string | null;
  readonly detail: Record<string, unknown> | null;
  readonly destination: string | null;
};
export type FinishedLine = {
  readonly event: 'finished';
  readonly session: string | null;
  readonly outcome: string;
  readonly files: { readonly total: number; readonly released: number; readonly blocked: number };
  readonly bytes: number;
  readonly bytesRead: number;
  readonly seconds: number;
  readonly practice?: boolean;
  readonly error?: { readonly code: string; readonly params: Record<string, unknown> };
};
export type Ran = {
  readonly code: number | null;
  readonly lines: readonly (FileLine | FinishedLine)[];
  readonly files: readonly FileLine[];
  readonly finished: FinishedLine | undefined;
  readonly stdout: string;
  readonly stderr: string;
};

export type Clinic = {
  readonly base: string;
  readonly medium: string;
  readonly inbox: string;
  readonly data: string;
  readonly definitions: string;
  readonly put: (name: string, content: string | Buffer) => string;
  readonly policy: (policy: unknown) => readonly string[];
  /** `gate --json --practice` over medium and inbox. */
  readonly gate: (...more: readonly string[]) => Promise<Ran>;
  readonly start: (...more: readonly string[]) => { child: ChildProcess; done: Promise<Ran> };
  readonly run: (...args: readonly string[]) => Promise<Ran>;
  /** Folders in the inbox, hidden ones as well. */
  readonly arrived: () => readonly string[];
  readonly remove: () => void;
};

export function makeClinic(): Clinic {
  const base = fs.mkdtempSync(path.join(os.tmpdir(), 'clinic-'));
  const at = (name: string): string => path.join(base, name);
  for (const name of ['medium', 'inbox']) fs.mkdirSync(at(name));
  writePracticeDefinitions(at('definitions'));
  const running = new Set<ChildProcess>();

  function start(args: readonly string[]): { child: ChildProcess; done: Promise<Ran> } {
    const child = spawn(process.execPath, [MAIN, ...args], {
      cwd: base,
      env: { ...kept, HOME: base, LANG: 'C.UTF-8' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (part: string) => (stdout += part));
    child.stderr.setEncoding('utf8').on('data', (part: string) => (stderr += part));
    const done = new Promise<Ran>((resolve) => {
      child.once('close', (code) => {
        running.delete(child);
        const lines = args.includes('--json') ? parseLines(stdout) : [];
        resolve({
          code,
          lines,
          files: lines.filter((line) => line.event === 'file'),
          finished: lines.find((line) => line.event === 'finished'),
          stdout,
          stderr,
        });
      });
    });
    return { child, done };
  }

  const gateArgs = (more: readonly string[]): readonly string[] => [
    ...['gate', '--from', at('medium'), '--to', at('inbox'), '--data', at('data')],
    ...['--definitions', at('definitions'), '--practice', '--json', ...more],
  ];

  return {
    base,
    medium: at('medium'),
    inbox: at('inbox'),
    data: at('data'),
    definitions: at('definitions'),
    put(name, content) {
      const file = path.join(at('medium'), name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, content);
      return file;
    },
    policy(policy) {
      fs.writeFileSync(at('policy.json'), JSON.stringify(policy));
      return ['--policy', at('policy.json')];
    },
    gate: (...more) => start(gateArgs(more)).done,
    start: (...more) => start(gateArgs(more)),
    run: (...args) => start(args).done,
    arrived: () => fs.readdirSync(at('inbox')),
    remove() {
      for (const child of running) child.kill('SIGKILL');
      fs.rmSync(base, { recursive: true, force: true });
    },
  };
}

const parseLines = (text: string): (FileLine | FinishedLine)[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as FileLine | FinishedLine);
