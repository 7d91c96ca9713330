/** One question to clamd, and how it is put on the wire piece by piece, whatever its size. */

import type { StagedBytes } from '../ports.ts';
import type { StagingReader } from './staging-reader.ts';

/** `path`: clamd opens the file itself. `stream`: the bytes go through the socket. */
export type Delivery = 'path' | 'stream';

/**
 * From this size on clamd reads a whole staging file itself: through the socket it takes 4 KiB at a time on one thread
 * (0.5 GB/s at best), and copies into its temporary folder first.
 */
export const READ_BY_PATH_FROM = 1024 * 1024;

/** clamd keeps a command in a buffer of PATH_MAX + 8; a path that may not fit, or holds a control character, is streamed. */
const LONGEST_PATH = 4000;

export function chooseDelivery(bytes: StagedBytes, allowPath: boolean, reader: StagingReader): Delivery {
  if (!allowPath || bytes.offset !== 0 || bytes.length < READ_BY_PATH_FROM) return 'stream';
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (Buffer.byteLength(bytes.path) > LONGEST_PATH || /[\0-\x1f\x7f]/.test(bytes.path)) return 'stream';
  return reader.isWholeFile(bytes.path, bytes.length) ? 'path' : 'stream';
}

const INSTREAM = Buffer.from('zINSTREAM\0', 'latin1');
const CHUNK_FRAME = 4;
/** Less room than this is left for the next buffer rather than cutting a chunk of a few bytes. */
const LEAST_ROOM = 64;

/** `filled`: bytes put into the buffer. `done`: the request is complete. `failed`: staging did not hold what was promised. */
export type Progress = { readonly filled: number; readonly done: boolean; readonly failed: boolean };

export type Writer = {
  /** Puts as much of the request as fits into `target` from `at`. */
  fill(target: Buffer, at: number): Progress;
};

export function createWriter(bytes: StagedBytes, delivery: Delivery, reader: StagingReader): Writer {
  return delivery === 'path' ? pathWriter(bytes.path) : streamWriter(bytes, reader);
}

function pathWriter(path: string): Writer {
  const command = Buffer.from(`zSCAN ${path}\0`, 'utf8');
  return {
    fill(target, at) {
      if (target.length - at < command.length) return { filled: 0, done: false, failed: false };
      command.copy(target, at);
      return { filled: command.length, done: true, failed: false };
    },
  };
}

function streamWriter(bytes: StagedBytes, reader: StagingReader): Writer {
  let sent = 0;
  let begun = false;
  return {
    fill(target, from) {
      let at = from;
      if (target.length - at < LEAST_ROOM) return { filled: 0, done: false, failed: false };
      if (!begun) {
        at += INSTREAM.copy(target, at);
        begun = true;
      }
      let failed = false;
      const wanted = Math.min(bytes.length - sent, target.length - at - 2 * CHUNK_FRAME);
      if (wanted > 0) {
        const got = readOrNothing(reader, bytes, sent, target, at + CHUNK_FRAME, wanted);
        failed = got !== wanted;
        if (!failed) {
          target.writeUInt32BE(wanted, at);
          at += CHUNK_FRAME + wanted;
          sent += wanted;
        }
      }
      // An INSTREAM cannot be taken back: after a failure it is ended early, and whatever clamd says about it is void.
      const done = failed || sent === bytes.length;
      if (done) at = target.writeUInt32BE(0, at);
      return { filled: at - from, done, failed };
    },
  };
}

function readOrNothing(
  reader: StagingReader,
  bytes: StagedBytes,
  sent: number,
  target: Buffer,
  at: number,
  length: number,
): number {
  try {
    return reader.read(bytes.path, bytes.offset + sent, target, at, length);
  } catch {
    return 0;
  }
}
