/** Random access to the bytes under inspection: a part of a staged file, an unpacked member, or a part of either. */

import { closeSync, openSync, readSync } from 'node:fs';

/** Bytes to be looked into. `read` gives up to `length` bytes at `offset`, fewer only at the end; it never writes. */
export type Source = {
  readonly length: number;
  read(offset: number, length: number): Buffer;
};

export function bufferSource(buffer: Buffer): Source {
  return {
    length: buffer.length,
    read: (offset, length) => buffer.subarray(Math.min(offset, buffer.length), Math.max(0, offset + length)),
  };
}

/** A part of another source, cut to what that source really holds. */
export function partOf(whole: Source, offset: number, length: number): Source {
  const start = Math.min(Math.max(0, offset), whole.length);
  const size = Math.min(Math.max(0, length), whole.length - start);
  return {
    length: size,
    read: (at, count) =>
      at >= size ? Buffer.alloc(0) : whole.read(start + Math.max(0, at), Math.min(count, size - at)),
  };
}

/** Bytes of an open file; throws where the file ends before it should, since staging promised those bytes. */
export function fileSource(fd: number, offset: number, length: number): Source {
  return {
    length,
    read: (at, count) => {
      const wanted = Math.max(0, Math.min(count, length - at));
      const buffer = Buffer.allocUnsafe(wanted);
      let got = 0;
      while (got < wanted) {
        const read = readSync(fd, buffer, got, wanted - got, offset + at + got);
        if (read === 0) throw new Error('staged bytes end early');
        got += read;
      }
      return buffer;
    },
  };
}

/** Keeps the last staging file open: small files are packed into one, and opening costs more than reading. */
export class StagingFiles {
  #path: string | null = null;
  #fd = -1;

  open(path: string): number {
    if (path !== this.#path) {
      this.close();
      this.#fd = openSync(path, 'r');
      this.#path = path;
    }
    return this.#fd;
  }

  close(): void {
    if (this.#path !== null) closeSync(this.#fd);
    this.#path = null;
  }
}

const PIECE_BYTES = 1024 * 1024;

/** Walks over a source in large steps until `good` says no; true when it never did. */
export function everyPiece(source: Source, good: (piece: Buffer) => boolean): boolean {
  for (let offset = 0; offset < source.length; offset += PIECE_BYTES) {
    if (!good(source.read(offset, PIECE_BYTES))) return false;
  }
  return true;
}
