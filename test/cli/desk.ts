/** Runs desk commands as their users do, the CLI in its own process with secrets on standard input, over a made-up clinic. */

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished, vi } from 'vitest';

import { openClinic, type Clinic } from '../../electron/core/clinic.ts';
import type { Clock } from '../../electron/core/ports.ts';
import { systemClock } from '../../electron/core/system-clock.ts';
import type { Actor } from '../../shared/model/people.ts';
import { value } from '../audit/data-folder.ts';
import { cheapHasher, PASSPHRASE, PIN } from '../people/clinic.ts';
import { kept } from '../program-environment.ts';

export const MAIN = fileURLToPath(new URL('../../electron/hosts/cli/main.ts', import.meta.url));
export { PASSPHRASE, PIN };

const CHEAP = fileURLToPath(new URL('./cheap-scrypt.ts', import.meta.url));

/** Each command starts a process, some hash for half a second; a busy machine makes seconds of that. */
vi.setConfig({ testTimeout: 240_000 });

export type Line = { readonly event: string; readonly [key: string]: unknown };
export type Ran = {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What a program reads; empty without `--json`. */
  readonly lines: readonly Line[];
};

export type Desk = {
  readonly base: string;
  readonly data: string;
  readonly at: (name: string) => string;
  /** `secrets`: lines for `--secret-stdin`, which is added where there are any. */
  readonly run: (args: readonly string[], secrets?: readonly string[], language?: string) => Promise<Ran>;
  /** As the administrator. */
  readonly admin: (...args: readonly string[]) => Promise<Ran>;
  /** In this process, while no CLI runs; secrets are hashed cheaply. */
  readonly inside: <T>(work: (clinic: Clinic) => T | Promise<T>, clock?: Clock) => Promise<T>;
};

/** `hashing`: as the product hashes, or so cheaply that dozens of logins take no time. */
export function makeDesk(hashing: 'real' | 'cheap' = 'real'): Desk {
  const base = fs.mkdtempSync(path.join(os.tmpdir(), 'desk-'));
  onTestFinished(() => fs.rmSync(base, { recursive: true, force: true }));
  const at = (name: string): string => path.join(base, name);
  const data = at('data');

  function run(args: readonly string[], secrets: readonly string[] = [], language = 'C.UTF-8'): Promise<Ran> {
    const more = secrets.length === 0 ? [] : ['--secret-stdin'];
    const ahead = hashing === 'cheap' ? ['--import', CHEAP] : [];
    const child = spawn(process.execPath, [...ahead, MAIN, ...args, '--data', data, ...more], {
      cwd: base,
      env: { ...kept, HOME: base, LANG: language },
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    child.stdin.on('error', () => undefined).end(secrets.map((line) => `${line}\n`).join(''));
    const told = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].setEncoding('utf8').on('data', (part: string) => (told[name] += part));
    return new Promise((resolve) => {
      child.once('close', (code) =>
        resolve({ code, ...told, lines: args.includes('--json') ? parseLines(told.stdout) : [] }),
      );
    });
  }

  async function inside<T>(work: (clinic: Clinic) => T | Promise<T>, clock = systemClock): Promise<T> {
    if (hashing === 'cheap') await import('./cheap-scrypt.ts');
    const clinic = value(openClinic({ dataDir: data, app: 'test 1', hasher: cheapHasher }, clock));
    try {
      return await work(clinic);
    } finally {
      await clinic.close();
    }
  }

  return {
    ...{ base, data, at, run, inside },
    admin: (...args) => run([...args, '--as', 'admin'], [PASSPHRASE]),
  };
}

const parseLines = (text: string): Line[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);

/** A clinic with the administrator `admin` (PASSPHRASE) and the nurse `sato` (PIN). */
export async function foundedDesk(): Promise<Desk> {
  const desk = makeDesk('cheap');
  await desk.inside(found);
  return desk;
}

export async function found({ people }: Clinic): Promise<Actor> {
  const founder = people.console('tester');
  value(await people.accounts.found(founder, { id: 'admin', name: '院長', secret: PASSPHRASE }));
  const admin = value(await people.login({ identifier: 'admin', secret: PASSPHRASE }));
  const first = '739184';
  value(await people.accounts.add(admin, { id: 'sato', name: '佐藤', role: 'staff', secret: first }));
  const sato = value(await people.login({ identifier: 'sato', secret: first }));
  value(await people.own.changeSecret(sato, { current: first, next: PIN }));
  return admin;
}

/** The kinds and bodies of all entries of these kinds, oldest first. */
export const entries = (desk: Desk, ...kinds: string[]): Promise<Record<string, unknown>[]> =>
  desk.inside(({ reader }) => {
    const all: Record<string, unknown>[] = [];
    value(reader.each(kinds, 0, ({ kind, body }) => all.push({ kind, ...body })));
    return all;
  });
