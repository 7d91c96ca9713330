/**
 * What a session that never ended left in the destination (P3): its hidden partial goes, what became visible is compared
 * with the record. Blocking calls, for the transfer child alone: a dead share hangs in any of them.
 */

import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { checkPath } from '../inspect/names.ts';
import { mountRoot, partialName } from './destination.ts';
import { READ_UNTRUSTED } from './open-flags.ts';
import type { RecordedFile, Remains } from './protocol.ts';

const CHUNK_BYTES = 1024 * 1024;

/** Another file system lies there now: what is in it tells nothing of that session. */
export class NotMounted extends Error {}

/**
 * Removes the partial; `folder`: whether something became visible. `tick` is called after each thing removed. Throws
 * NotMounted or the system's error, and then nothing may be said of that session.
 */
export async function clearRemains(
  { session, to, mount, folder }: Remains,
  tick: () => void,
): Promise<{ readonly partial: boolean; readonly folder: boolean }> {
  if (mount !== null && (await mountRoot(to)) !== mount) throw new NotMounted();
  fs.readdirSync(to);
  const partial = path.join(to, partialName(session));
  const found = fs.lstatSync(partial, { throwIfNoEntry: false });
  if (found !== undefined) removeTree(partial, found.isDirectory(), tick);
  if (folder !== null && checkPath(folder) !== null) throw new Error('unsafe folder name in the ledger');
  return {
    partial: found !== undefined,
    folder: folder !== null && fs.lstatSync(path.join(to, folder), { throwIfNoEntry: false }) !== undefined,
  };
}

/** One by one, not fs.rmSync: thousands of files on a slow share take longer than silence may last. */
function removeTree(at: string, isFolder: boolean, tick: () => void): void {
  if (!isFolder) {
    fs.unlinkSync(at);
  } else {
    for (const entry of fs.readdirSync(at, { withFileTypes: true }))
      removeTree(path.join(at, entry.name), entry.isDirectory(), tick);
    fs.rmdirSync(at);
  }
  tick();
}

/** Whether each of them lies there with the hash on record; one that cannot be read is not identical. */
export function sameAsRecorded(to: string, files: readonly RecordedFile[], tick: () => void): boolean {
  const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  return files.every(
    ({ destination, sha256 }) =>
      checkPath(destination) === null && hashOf(path.join(to, destination), chunk, tick) === sha256,
  );
}

function hashOf(file: string, chunk: Buffer, tick: () => void): string | null {
  let fd: number | null = null;
  try {
    fd = fs.openSync(file, READ_UNTRUSTED);
    const sha256 = createHash('sha256');
    for (let got = fs.readSync(fd, chunk); got > 0; got = fs.readSync(fd, chunk)) {
      sha256.update(chunk.subarray(0, got));
      tick();
    }
    return sha256.digest('hex');
  } catch {
    return null;
  } finally {
    if (fd !== null) fs.closeSync(fd);
    tick();
  }
}
