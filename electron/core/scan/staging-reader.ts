/** Reads staged bytes for streaming: keeps the last few staging files open, so that a pack of small ones is opened once. */

import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs';

export type StagingReader = {
  /**
   * Fills `target` from `at` with up to `length` bytes found at `position` of the file; gives the count, less than
   * `length` only at the file's end. Throws what the file system throws. Reading is synchronous: the bytes were
   * written a moment ago and come from memory, in about 5 µs; a trip through the thread pool costs more than that.
   */
  read(path: string, position: number, target: Buffer, at: number, length: number): number;
  /** True when `path` is itself a regular file (no link) of exactly `length` bytes. */
  isWholeFile(path: string, length: number): boolean;
  /** Closes every file, so that wiped staging gives its room back. */
  release(): void;
};

/** Packs are written one after another, so two or three are in use at a time. */
const MOST_OPEN = 8;

export function createStagingReader(): StagingReader {
  const open = new Map<string, number>();

  const descriptor = (path: string): number => {
    const known = open.get(path);
    if (known !== undefined) return known;
    // O_NOFOLLOW and O_NONBLOCK: staging holds nothing but regular files; a link or a FIFO there is an attack. (On Windows both are undefined, which counts as 0.)
    const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    if (!fstatSync(fd).isFile()) {
      closeSync(fd);
      throw new Error('staging file is not a regular file');
    }
    const oldest = open.entries().next();
    if (open.size >= MOST_OPEN && oldest.done !== true) {
      closeSync(oldest.value[1]);
      open.delete(oldest.value[0]);
    }
    open.set(path, fd);
    return fd;
  };

  return {
    read(path, position, target, at, length) {
      const fd = descriptor(path);
      let filled = 0;
      while (filled < length) {
        const count = readSync(fd, target, at + filled, length - filled, position + filled);
        if (count === 0) break;
        filled += count;
      }
      return filled;
    },
    isWholeFile(path, length) {
      try {
        const stat = lstatSync(path);
        return stat.isFile() && stat.size === length;
      } catch {
        return false;
      }
    },
    release() {
      for (const fd of open.values()) closeSync(fd);
      open.clear();
    },
  };
}
