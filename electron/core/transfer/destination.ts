/** The destination folder: whether it can be used, what a session's folder is called. */

import { randomBytes } from 'node:crypto';
import { realpathSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { gateError } from '../../../shared/errors.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Result } from '../../../shared/result.ts';
import { japanClock } from '../../../shared/japan-time.ts';
import { checkComponent } from '../inspect/names.ts';
import { errnoOf, isFull } from './errno.ts';

/** Hidden on Linux and macOS by its dot; nothing that reads an inbox takes a name with a dot for a delivery. */
export const partialName = (session: string): string => `.sekisho-partial-${session}`;

/**
 * Tries what a release will need: the folder is there, is no part of the medium (nor the medium of it), and a file
 * can be made in it. The real path, or `destination-*` with the system's error code.
 */
export async function checkDestination(destination: string, medium: string): Promise<Result<string>> {
  let real: string;
  try {
    real = await fs.realpath(destination);
    if (!(await fs.stat(real)).isDirectory())
      throw Object.assign(new Error('no folder'), { code: 'ENOTDIR' });
  } catch (thrown) {
    return err(gateError('destination-missing', { path: destination, errno: errnoOf(thrown) }));
  }
  const from = await fs.realpath(medium).catch(() => null);
  if (from !== null && (contains(from, real) || contains(real, from))) {
    return err(gateError('destination-inside-medium', { path: real, medium: from }));
  }
  await removeProbes(real);
  const probe = path.join(real, `.sekisho-probe-${randomBytes(6).toString('hex')}`);
  try {
    await fs.writeFile(probe, 'x', { flag: 'wx', mode: 0o600 });
    // Another gate at this inbox may have taken it for a leftover.
    await fs.rm(probe, { force: true });
    return ok(real);
  } catch (thrown) {
    await fs.rm(probe, { force: true }).catch(() => undefined);
    const errno = errnoOf(thrown);
    return err(
      gateError(isFull(errno) ? 'destination-full' : 'destination-not-writable', { path: real, errno }),
    );
  }
}

const PROBE = /^\.sekisho-probe-[0-9a-f]{12}$/;

/** A gate that was killed at the very moment leaves its probe behind, which no entry of the ledger accounts for. */
async function removeProbes(destination: string): Promise<void> {
  const names = await fs.readdir(destination).catch(() => []);
  for (const name of names)
    if (PROBE.test(name)) await fs.unlink(path.join(destination, name)).catch(() => undefined);
}

/** Links resolved as far as the path exists. */
export function realPathOf(given: string): string {
  try {
    return realpathSync(given);
  } catch {
    const parent = path.dirname(given);
    return parent === given ? given : path.join(realPathOf(parent), path.basename(given));
  }
}

/** Both real paths. A folder contains itself. */
export function contains(outer: string, inner: string): boolean {
  const relative = path.relative(outer, inner);
  return (
    relative === '' ||
    (!relative.startsWith(`..${path.sep}`) && relative !== '..' && !path.isAbsolute(relative))
  );
}

/**
 * The root of the file system that holds `real` (a real path): an inbox on a share that is not mounted is an empty folder
 * of the local disk, and looks like an inbox into which nothing came. Throws the system's error.
 */
export async function mountRoot(real: string): Promise<string> {
  const { dev } = await fs.stat(real);
  let root = real;
  for (let above = path.dirname(root); above !== root; above = path.dirname(root)) {
    if ((await fs.stat(above)).dev !== dev) return root;
    root = above;
  }
  return root;
}

/** Free bytes for us on the disk that holds `folder`; null where the system does not say (some shares answer 0 blocks). */
export async function freeBytes(folder: string): Promise<number | null> {
  const stat = await fs.statfs(folder).catch(() => null);
  return stat === null || stat.blocks === 0 ? null : stat.bavail * stat.bsize;
}

/** `destination-full` with what is missing. */
export async function roomToRelease(destination: string, bytes: number): Promise<Result<void>> {
  const free = await freeBytes(destination);
  return free !== null && bytes > free
    ? err(gateError('destination-full', { bytes, free, missing: bytes - free }))
    : ok(undefined);
}

const LABEL_MAX = 32;

/**
 * `<YYYYMMDD-HHmmss>_<label>_<short id>`, in Japan's time like everything that people read in the record. The label comes off the medium: whatever could be unsafe in
 * a name becomes a hyphen.
 */
export function folderName(now: number, label: string, session: string): string {
  const [date = '', time = ''] = japanClock(new Date(now).toISOString()).replaceAll(/[-:]/g, '').split(' ');
  const safe = label
    .normalize('NFC')
    .toWellFormed()
    .replace(/[^\p{L}\p{N}_-]+/gu, '-');
  const plain = Array.from(safe)
    .slice(0, LABEL_MAX)
    .join('')
    .replace(/^-+|-+$/g, '');
  const name = `${date}-${time}_${plain === '' ? 'medium' : plain}_${session.slice(0, 6)}`;
  if (checkComponent(name) !== null) return `${date}-${time}_medium_${session.slice(0, 6)}`;
  return name;
}
