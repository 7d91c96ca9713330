/** Writes staging: small files share a pack file, large ones get their own; all 0600 under random names. */

import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';

/** One write to the disk carries about this much; also the most that a batch keeps in memory. */
const PACK_BUFFER_BYTES = 4 * 1024 * 1024;
/** Below FAT32's limit of 4 GiB - 1, should someone put staging there. */
const PACK_MAX_BYTES = 1024 * 1024 * 1024;

export type StagingFiles = {
  /** Where the next `size` bytes go: fill the buffer, then `keep` it or simply do not. */
  readonly slot: (size: number) => Buffer;
  /** The slot's bytes are good: gives the place they will have once `flush` has returned. */
  readonly keep: (size: number) => { readonly pack: number; readonly offset: number };
  /** A staging file of its own, for a large file. Give its descriptor back to `finish`. */
  readonly large: () => { readonly pack: number; readonly fd: number; readonly path: string };
  /** Writes what is buffered; every place given out so far can be read afterwards. */
  readonly flush: () => void;
  /** Paths by pack number. */
  readonly paths: readonly string[];
  readonly close: () => void;
};

/** `folder` exists and is 0700. Throws the system's error (ENOSPC and others). */
export function openStagingFiles(folder: string): StagingFiles {
  const paths: string[] = [];
  const buffer = Buffer.allocUnsafeSlow(PACK_BUFFER_BYTES);
  let used = 0;
  let current: { pack: number; fd: number; written: number } | null = null;

  function create(): { pack: number; fd: number; path: string } {
    const file = path.join(folder, randomBytes(12).toString('hex'));
    const fd = fs.openSync(file, 'wx', 0o600);
    paths.push(file);
    return { pack: paths.length - 1, fd, path: file };
  }

  function flush(): void {
    if (current === null || used === 0) return;
    writeAll(current.fd, buffer.subarray(0, used), current.written);
    current.written += used;
    used = 0;
  }

  return {
    slot(size) {
      if (used + size > buffer.length) flush();
      if (current === null || current.written + used + size > PACK_MAX_BYTES) {
        flush();
        if (current !== null) fs.closeSync(current.fd);
        current = { ...create(), written: 0 };
      }
      return buffer.subarray(used, used + size);
    },
    keep(size) {
      if (current === null) throw new Error('keep before slot');
      const place = { pack: current.pack, offset: current.written + used };
      used += size;
      return place;
    },
    large: create,
    flush,
    paths,
    close() {
      if (current !== null) fs.closeSync(current.fd);
      current = null;
    },
  };
}

/** A write may be short (signals, quotas): goes on until all is written or the system says why not. */
export function writeAll(fd: number, bytes: Buffer, position: number): void {
  for (let done = 0; done < bytes.length;) {
    done += fs.writeSync(fd, bytes, done, bytes.length - done, position + done);
  }
}
