/**
 * Read once (P1): each file of the inventory is opened once, read once from start to end into staging and hashed on
 * the way. What is opened must still be what the walk saw; what changed under the reading is not released.
 */

import { createHash, hash } from 'node:crypto';
import * as fs from 'node:fs';
import { errnoOf, isFull } from './errno.ts';
import { isGone } from './medium-root.ts';
import type { MediumRoot } from './medium-root.ts';
import { READ_UNTRUSTED, READ_WITHOUT_TRACE } from './open-flags.ts';
import { PACK_MAX_FILE_BYTES } from './protocol.ts';
import type { Staged } from './protocol.ts';
import type { StagingFiles } from './staging-file.ts';
import { writeAll } from './staging-file.ts';
import { join, MediumGone } from './walk.ts';
import type { FoundFile } from './walk.ts';

const CHUNK_BYTES = 1024 * 1024;

export class StagingFailed extends Error {
  readonly errno: string;
  constructor(errno: string) {
    super(errno);
    this.errno = errno;
  }
}

class Changed extends Error {}

export type Stager = {
  /** `tick(bytes)` is told what came off the medium, as it comes. Throws MediumGone or StagingFailed. */
  readonly stage: (n: number, file: FoundFile, tick: (bytes: number) => void) => Staged;
};

export function createStager(root: MediumRoot, staging: StagingFiles): Stager {
  const chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  // Reading must not even move the access time (P4). The flag needs the file's ownership; without it, plain opening.
  let open = READ_WITHOUT_TRACE;

  function openFile(file: FoundFile): number {
    const at = join(root.path, file.os);
    try {
      return fs.openSync(at, open);
    } catch (thrown) {
      if (errnoOf(thrown) !== 'EPERM' || open === READ_UNTRUSTED) throw thrown;
      open = READ_UNTRUSTED;
      return fs.openSync(at, open);
    }
  }

  function check(fd: number, file: FoundFile): void {
    const now = fs.fstatSync(fd);
    const same =
      now.isFile() &&
      now.dev === root.dev &&
      (!root.stableInodes || now.ino === file.ino) &&
      now.size === file.size &&
      now.mtimeMs === file.mtimeMs;
    if (!same) throw new Changed();
  }

  /** Fills `into` from `from` on; a file that ends early has changed. */
  function readFully(fd: number, into: Buffer, from: number, tick: (bytes: number) => void): void {
    for (let done = 0; done < into.length;) {
      const got = fs.readSync(fd, into, done, into.length - done, from + done);
      if (got === 0) throw new Changed();
      done += got;
      tick(got);
    }
  }

  function small(n: number, fd: number, file: FoundFile, tick: (bytes: number) => void): Staged {
    const slot = inStaging(() => staging.slot(file.size));
    readFully(fd, slot, 0, tick);
    check(fd, file);
    return { n, ...staging.keep(file.size), length: file.size, sha256: hash('sha256', slot, 'hex') };
  }

  function large(n: number, fd: number, file: FoundFile, tick: (bytes: number) => void): Staged {
    const own = inStaging(() => staging.large());
    try {
      const sha256 = createHash('sha256');
      for (let done = 0; done < file.size;) {
        const part = chunk.subarray(0, Math.min(CHUNK_BYTES, file.size - done));
        readFully(fd, part, done, tick);
        sha256.update(part);
        inStaging(() => writeAll(own.fd, part, done));
        done += part.length;
      }
      check(fd, file);
      return { n, pack: own.pack, offset: 0, length: file.size, sha256: sha256.digest('hex') };
    } catch (thrown) {
      fs.rmSync(own.path, { force: true });
      throw thrown;
    } finally {
      fs.closeSync(own.fd);
    }
  }

  return {
    stage(n, file, tick) {
      let fd: number | null = null;
      try {
        fd = openFile(file);
        check(fd, file);
        return file.size <= PACK_MAX_FILE_BYTES ? small(n, fd, file, tick) : large(n, fd, file, tick);
      } catch (thrown) {
        if (thrown instanceof StagingFailed) throw thrown;
        if (isGone(root, thrown)) throw new MediumGone();
        if (thrown instanceof Changed) return { n, held: { reason: 'changed-while-reading', detail: {} } };
        return { n, held: { reason: 'read-error', detail: { errno: errnoOf(thrown) } } };
      } finally {
        if (fd !== null) fs.closeSync(fd);
      }
    },
  };
}

/** An error of the local disk must not be taken for one of the medium. */
function inStaging<T>(work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    throw new StagingFailed(errnoOf(thrown));
  }
}

export const stagingError = (errno: string): 'staging-full' | 'staging-failed' =>
  isFull(errno) ? 'staging-full' : 'staging-failed';
