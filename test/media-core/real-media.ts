/** Makes real file systems in image files and mounts them through loop and FUSE, as root, below a folder of its own. */

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type RealMedia = {
  /** The folder that stands for a mount root. */
  readonly root: string;
  /** Gives the loop device (exFAT) and the mount point. */
  exfat(
    label: string,
    at: string,
    options?: string,
    /** Called with the loop device before it is mounted. */
    onLoop?: (loop: string) => void,
    /** Files in its root, by name. */
    files?: Readonly<Record<string, string>>,
  ): { readonly mountPoint: string; readonly loop: string };
  ntfs(label: string, at: string): string;
  fat(label: string, at: string): string;
  iso(label: string, at: string): string;
  /** Shows a folder mounted elsewhere at the mount root. */
  bind(folder: string, at: string): string;
  /** Lets a mount go at once, as if it were pulled. */
  pull(mountPoint: string): void;
  remove(): void;
};

const run = (file: string, ...args: readonly string[]): string =>
  execFileSync(file, [...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

export const isRoot = (): boolean => process.getuid?.() === 0;

export function createRealMedia(): RealMedia {
  const base = mkdtempSync(join(tmpdir(), 'sekisho-media-'));
  const root = join(base, 'root');
  mkdirSync(root);
  const mounts: string[] = [];
  const loops: string[] = [];

  const image = (bytes: number): string => {
    const path = join(base, `image-${mounts.length}-${loops.length}`);
    writeFileSync(path, '');
    truncateSync(path, bytes);
    return path;
  };
  const mountPoint = (at: string): string => {
    const path = join(root, at);
    mkdirSync(path, { recursive: true });
    mounts.push(path);
    return path;
  };
  const attach = (path: string): string => {
    const loop = run('losetup', '--find', '--show', path);
    loops.push(loop);
    return loop;
  };

  /** Written where nobody looks, so that the medium appears with everything on it. */
  const fill = (loop: string, files: Readonly<Record<string, string>>): void => {
    if (Object.keys(files).length === 0) return;
    const aside = join(base, 'aside');
    mkdirSync(aside, { recursive: true });
    run('mount.exfat-fuse', loop, aside);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(aside, name), text);
    run('umount', aside);
  };

  return {
    root,
    exfat(label, at, options = 'ro', onLoop, files = {}) {
      const path = image(8 * 1024 * 1024);
      run('mkfs.exfat', '-L', label, path);
      const loop = attach(path);
      fill(loop, files);
      onLoop?.(loop);
      const where = mountPoint(at);
      run('mount.exfat-fuse', '-o', options, loop, where);
      return { mountPoint: where, loop };
    },
    ntfs(label, at) {
      const path = image(8 * 1024 * 1024);
      run('mkfs.ntfs', '-F', '-Q', '-q', '-L', label, path);
      const where = mountPoint(at);
      run('ntfs-3g', '-o', 'ro', attach(path), where);
      return where;
    },
    fat(label, at) {
      const path = image(8 * 1024 * 1024);
      run('mkfs.vfat', '-n', label, path);
      const where = mountPoint(at);
      run('fusefat', '-o', 'ro', path, where);
      return where;
    },
    iso(label, at) {
      const path = join(base, 'disc.iso');
      const content = join(base, 'content');
      mkdirSync(content);
      writeFileSync(join(content, 'DICOMDIR'), 'x');
      run('genisoimage', '-quiet', '-J', '-R', '-V', label, '-o', path, content);
      const where = mountPoint(at);
      run('fuseiso', path, where);
      return where;
    },
    bind(folder, at) {
      const where = mountPoint(at);
      run('mount', '--bind', folder, where);
      return where;
    },
    pull(where) {
      run('umount', '-l', where);
    },
    remove() {
      for (const where of mounts.reverse()) spawnSync('umount', ['-l', where]);
      for (const loop of loops) spawnSync('losetup', ['--detach', loop]);
      rmSync(base, { recursive: true, force: true });
    },
  };
}
