/** Reads small files of /proc, /sys and /run/udev; the places can be moved, so that tests lay out machines of their own. */

import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { basename } from 'node:path';

export type SystemTree = {
  readonly proc: string;
  readonly sys: string;
  readonly run: string;
  readonly dev: string;
};

export const realTree: SystemTree = { proc: '/proc', sys: '/sys', run: '/run', dev: '/dev' };

/**
 * Synchronous on purpose: the kernel answers these from memory in microseconds, while the thread pool of the
 * asynchronous calls may be full of reads that hang on a medium. Null for whatever cannot be read.
 */
export function readText(path: string): string | null {
  return readRaw(path)?.toString('utf8').trim() ?? null;
}

export function readRaw(path: string): Buffer | null {
  // Most of what is asked for does not exist, and an exception costs more than the read.
  if (!existsSync(path)) return null;
  try {
    return readFileSync(path);
  } catch {
    // Sysfs files vanish with their device at any moment; absent and gone are the same to us.
    return null;
  }
}

export function readFolder(path: string): readonly string[] {
  if (!existsSync(path)) return [];
  try {
    return readdirSync(path).sort();
  } catch {
    return [];
  }
}

export function resolveLink(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}

/** The block device's kernel name behind `/dev/sdb1` or `/dev/mapper/x`; null when `source` is no device file. */
export function kernelName(tree: SystemTree, source: string): string | null {
  if (!source.startsWith('/dev/')) return null;
  const real = resolveLink(`${tree.dev}${source.slice('/dev'.length)}`);
  return basename(real ?? source);
}
