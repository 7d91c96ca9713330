/** Tells a medium that was pulled from one bad file on a medium that is still there. */

import * as fs from 'node:fs';
import { errnoOf } from './errno.ts';

export type MediumRoot = {
  /** Real path, no trailing separator. */
  readonly path: string;
  readonly dev: number;
  readonly ino: number;
  /** FUSE hands out inode numbers as it likes, so there they prove nothing. */
  readonly stableInodes: boolean;
  /** The block device's sysfs node, where the medium has one: it goes at once when a stick is pulled. */
  readonly sysfs: string | null;
};

/** statfs(2) f_type of FUSE file systems (linux/magic.h). */
const FUSE_SUPER_MAGIC = 0x65735546;

/** Throws the system's error when the root cannot be read. */
export function openMediumRoot(given: string): MediumRoot {
  const path = fs.realpathSync.native(given);
  const stat = fs.lstatSync(path);
  if (!stat.isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
  const sysfs = `/sys/dev/block/${major(stat.dev)}:${minor(stat.dev)}`;
  return {
    path,
    dev: stat.dev,
    ino: stat.ino,
    stableInodes: process.platform !== 'win32' && fs.statfsSync(path).type !== FUSE_SUPER_MAGIC,
    sysfs: process.platform === 'linux' && fs.existsSync(sysfs) ? sysfs : null,
  };
}

/** What a system call answers only when the device itself is gone, never for one bad file (errno(3)). */
const GONE_ERRNOS = ['ENODEV', 'ENXIO', 'ENOMEDIUM', 'ENOTCONN', 'ESHUTDOWN', 'ESTALE'];

/** After a failed call on the medium: is the medium itself gone (pulled, unmounted, its driver dead)? */
export function isGone(root: MediumRoot, thrown: unknown): boolean {
  if (GONE_ERRNOS.includes(errnoOf(thrown))) return true;
  if (root.sysfs !== null && !fs.existsSync(root.sysfs)) return true;
  try {
    const stat = fs.lstatSync(root.path);
    if (stat.dev !== root.dev || (root.stableInodes && stat.ino !== root.ino)) return true;
    // The kernel answers lstat from memory long after a stick was pulled; these two have to ask the file system.
    fs.statfsSync(root.path);
    const folder = fs.opendirSync(root.path);
    try {
      folder.readSync();
    } finally {
      folder.closeSync();
    }
    return false;
  } catch {
    return true;
  }
}

/** Linux dev_t as glibc splits it (sys/sysmacros.h): 12 bits of major, 20 of minor in the low 32 bits. */
const major = (dev: number): number => Math.floor(dev / 256) % 4096;
const minor = (dev: number): number => (dev % 256) + Math.floor(dev / 2 ** 20) * 256;
