/** Real file systems on images, mounted by FUSE where the kernel lacks them: exFAT, NTFS, FAT and ISO 9660 with Joliet. */

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'vitest';
import { hasCommand, needs } from '../missing-component.ts';
import { needsFuse } from './fuse-medium.ts';

export const FILE_SYSTEMS = ['exfat', 'ntfs', 'vfat', 'iso'] as const;
export type FileSystem = (typeof FILE_SYSTEMS)[number];

export type DiskImage = {
  readonly image: string;
  /** Mounted read-only. */
  readonly folder: string;
  /** Safe to call again. */
  unmount(): void;
};

const COMMANDS: Readonly<Record<FileSystem, readonly string[]>> = {
  exfat: ['mkfs.exfat', 'mount.exfat-fuse', 'losetup'],
  ntfs: ['mkfs.ntfs', 'ntfs-3g'],
  vfat: ['mkfs.vfat', 'mcopy', 'fusefat'],
  iso: ['genisoimage', 'fuseiso'],
};

export function needsFileSystem(context: Pick<TestContext, 'skip'>, kind: FileSystem): void {
  needsFuse(context);
  for (const command of COMMANDS[kind]) needs(context, command, hasCommand(command));
  // Loop devices, and mounting a writable NTFS, belong to root.
  if (kind === 'exfat' || kind === 'ntfs') needs(context, 'root', process.getuid?.() === 0);
}

/** Names on the image are UTF-8, whatever the surroundings of the test say. */
const ENVIRONMENT = {
  ...process.env,
  LC_ALL: 'C.UTF-8',
  PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`,
};

function run(command: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', env: ENVIRONMENT });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`);
  return stdout.trim();
}

function unmountFuse(folder: string): void {
  if (spawnSync('fusermount3', ['-u', folder]).status !== 0)
    spawnSync('umount', ['-l', folder], { env: ENVIRONMENT });
}

/** Copies with the mounted file system's own driver, so that names and sizes are laid down as on a real medium. */
function fill(source: string, folder: string): void {
  try {
    run('cp', '-rT', source, folder);
  } finally {
    unmountFuse(folder);
  }
}

/** Each makes the image, fills it and mounts it read-only; the answer undoes what else it took. */
const MAKERS: Readonly<Record<FileSystem, (source: string, image: string, folder: string) => () => void>> = {
  exfat(source, image, folder) {
    const writable = run('losetup', '--find', '--show', image);
    try {
      run('mkfs.exfat', writable);
      run('mount.exfat-fuse', writable, folder);
      fill(source, folder);
    } finally {
      run('losetup', '--detach', writable);
    }
    const loop = run('losetup', '--read-only', '--find', '--show', image);
    run('mount.exfat-fuse', '-o', 'ro', loop, folder);
    return () => spawnSync('losetup', ['--detach', loop], { env: ENVIRONMENT });
  },
  ntfs(source, image, folder) {
    run('mkfs.ntfs', '--force', '--fast', image);
    run('ntfs-3g', image, folder);
    fill(source, folder);
    run('ntfs-3g', '-o', 'ro', image, folder);
    return () => undefined;
  },
  vfat(source, image, folder) {
    run('mkfs.vfat', image);
    run('sh', '-c', 'exec mcopy -s -i "$1" "$2"/* ::/', 'sh', image, source);
    run('fusefat', '-o', 'ro', image, folder);
    return () => undefined;
  },
  iso(source, image, folder) {
    run('genisoimage', '-quiet', '-J', '-joliet-long', '-R', '-input-charset', 'utf-8', '-o', image, source);
    run('fuseiso', image, folder);
    return () => undefined;
  },
};

/**
 * An image that holds the content of `source`, mounted. `mebibytes`: its size; a disc is as large as its content.
 * fusefat shows short names in capitals: on FAT use names that only a long name can hold.
 */
export function mountImage(kind: FileSystem, source: string, mebibytes = 64): DiskImage {
  const work = mkdtempSync(path.join(tmpdir(), `sekisho-${kind}-`));
  const image = path.join(work, 'image');
  const folder = path.join(work, 'medium');
  mkdirSync(folder);
  writeFileSync(image, '');
  truncateSync(image, mebibytes * 1024 * 1024);
  let undo: () => void;
  try {
    undo = MAKERS[kind](source, image, folder);
  } catch (cause) {
    rmSync(work, { recursive: true, force: true });
    throw cause;
  }
  let mounted = true;
  return {
    image,
    folder,
    unmount() {
      if (!mounted) return;
      mounted = false;
      unmountFuse(folder);
      undo();
      rmSync(work, { recursive: true, force: true });
    },
  };
}
