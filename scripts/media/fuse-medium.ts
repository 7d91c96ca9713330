/** Mounts a folder as a medium with faults, for tests and the bench; medium.py serves it. */

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** Debian's own Python, which Debian's Python packages belong to; another one may stand before it on the path. */
export const PYTHON = '/usr/bin/python3';

/** `path`: of a file, for `hangs` also of a folder, relative to the medium; '' is its root. */
export type Fault =
  /** Reading fails from this byte on. */
  | { readonly kind: 'eio'; readonly path: string; readonly offset: number }
  | { readonly kind: 'unopenable'; readonly path: string }
  /** Read from its beginning again, the file holds `later` instead, padded with spaces to the same length. */
  | { readonly kind: 'changes'; readonly path: string; readonly later: string }
  /** Has more to give at every read, without end. */
  | { readonly kind: 'grows'; readonly path: string }
  /** Listing the folder or reading the file answers only after `letGo` or `pull`. */
  | { readonly kind: 'hangs'; readonly path: string };

export type MediumOptions = {
  /** The folder whose content the medium has. */
  readonly backing: string;
  /** Where to mount it; a folder of its own when left out. */
  readonly folder?: string;
  /** Speed of the whole medium; not limited when left out. */
  readonly bytesPerSecond?: number;
  readonly faults?: readonly Fault[];
  /** Files in the root with names that the backing file system cannot hold: bytes in hexadecimal. */
  readonly extraFiles?: readonly { readonly nameHex: string; readonly text: string }[];
  /** Goes away once more than this was read. `how`: what every further call meets. */
  readonly vanish?: { readonly afterBytes: number; readonly how: 'ENODEV' | 'EIO' | 'unmount' };
  /** No call at all is answered before `letGo` or `pull`: a share whose server is gone. */
  readonly dead?: boolean;
  /** Every single read is served and counted; false lets the kernel cache and read ahead, as it does for real media. */
  readonly exact?: boolean;
};

/** `bytes`: served in all; `files`, `opened`: bytes served and times opened for each path. */
export type MediumStats = {
  readonly bytes: number;
  readonly reads: number;
  readonly gone: boolean;
  /** Calls that met something that hangs. */
  readonly waiting: number;
  readonly files: Readonly<Record<string, number>>;
  readonly opened: Readonly<Record<string, number>>;
};

export type FuseMedium = {
  readonly folder: string;
  stats(): Promise<MediumStats>;
  /** Goes away now, as if pulled out. */
  pull(): Promise<MediumStats>;
  /** Ends the waiting of everything that hangs. */
  letGo(): Promise<MediumStats>;
  /** Unmounts and ends the program, whatever still holds on to the medium. Safe to call again. */
  unmount(): Promise<void>;
};

export async function mountFuse(options: MediumOptions): Promise<FuseMedium> {
  const work = mkdtempSync(path.join(tmpdir(), 'sekisho-medium-'));
  const folder = options.folder ?? path.join(work, 'medium');
  mkdirSync(folder, { recursive: true });
  const control = path.join(work, 'control');
  const settings = path.join(work, 'settings.json');
  writeFileSync(settings, JSON.stringify({ ...options, mountpoint: folder, socket: control }));
  const program = fileURLToPath(new URL('medium.py', import.meta.url));
  const child = spawn(PYTHON, [program, settings], { stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  const said: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const ready = once(createInterface({ input: child.stdout }), 'line');
  const first = await Promise.race([ready, ended.then(() => null)]);
  if (first?.[0] !== 'ready') {
    rmSync(work, { recursive: true, force: true });
    throw new Error(`the medium could not be mounted: ${said.join('')}`);
  }

  const ask = (command: string): Promise<MediumStats> => {
    const connection = net.connect(control);
    const chunks: Buffer[] = [];
    connection.on('data', (chunk) => chunks.push(chunk));
    connection.write(command);
    return new Promise((resolve, reject) => {
      connection.once('error', reject);
      connection.once('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString()) as MediumStats));
    });
  };
  let unmounted: Promise<void> | null = null;
  const unmount = async () => {
    spawnSync('fusermount3', ['-u', '-z', folder]);
    child.kill('SIGKILL');
    await ended;
    // A killed server leaves a dead mount behind when the first attempt came too early.
    spawnSync('fusermount3', ['-u', '-z', folder]);
    rmSync(work, { recursive: true, force: true });
  };
  return {
    folder,
    stats: () => ask('stats'),
    pull: () => ask('pull'),
    letGo: () => ask('let-go'),
    unmount: () => (unmounted ??= unmount()),
  };
}
