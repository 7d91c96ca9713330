/** A small project with our set-up scripts, a lock file of its own and stand-ins for Debian's tools. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT } from '../../scripts/runtime.mjs';

export type Ran = {
  readonly code: number | null;
  readonly signal: string | null;
  readonly out: string;
  readonly err: string;
};
export type RunOptions = {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** As an ordinary user would see it. */
  readonly user?: boolean;
  readonly onOutput?: (child: { kill(signal: NodeJS.Signals): boolean }) => void;
};

export type MadeUpProject = {
  readonly root: string;
  write(name: string, content: string): void;
  /** Puts a shell script on the path that the scripts see; there is nothing else on it. */
  command(name: string, script: string): void;
  run(script: string, args: readonly string[], options?: RunOptions): Promise<Ran>;
  remove(): void;
};

/** `pinned`: the runtime's version as package.json has it; by default the real one. */
export function madeUpProject(pinned = process.versions.node): MadeUpProject {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'sekisho-project-')));
  const bin = path.join(root, 'bin');
  mkdirSync(bin);
  for (const part of ['setup.mjs', 'launch.mjs', 'runtime.mjs', 'setup'])
    cpSync(path.join(ROOT, 'scripts', part), path.join(root, 'scripts', part), { recursive: true });
  const write = (name: string, content: string) => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), content);
  };
  write(
    'package.json',
    JSON.stringify({ name: 'made-up', type: 'module', devDependencies: { node: pinned } }),
  );
  const packages = { 'node_modules/node': { version: pinned } };
  write('package-lock.json', JSON.stringify({ lockfileVersion: 3, packages: { '': {}, ...packages } }));
  write('node_modules/.package-lock.json', JSON.stringify({ packages }));
  write('node_modules/node/package.json', '{}');
  mkdirSync(path.join(root, 'node_modules/node/bin'));
  symlinkSync(process.execPath, path.join(root, 'node_modules/node/bin/node'));

  const run = async (script: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> => {
    const asUser = ['--import', 'data:text/javascript,process.getuid=()=>1000'];
    const child = spawn(
      process.execPath,
      [...(options.user ? asUser : []), path.join(root, script), ...args],
      {
        cwd: options.cwd ?? root,
        env: { PATH: bin, ...options.env },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => {
      out.push(chunk);
      options.onOutput?.(child);
    });
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
    return { code, signal, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() };
  };
  return {
    root,
    write,
    command(name, script) {
      write(`bin/${name}`, `#!/bin/sh\n${script}\n`);
      chmodSync(path.join(bin, name), 0o755);
    },
    run,
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
