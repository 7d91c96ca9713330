/** Appends heads to a file on another drive: a copy that whoever rebuilds the ledger has to find as well. */

import fs from 'node:fs';

import { gateError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { conditionOf } from '../keeping/durable.ts';
import type { Deliver } from './syslog.ts';

const LINE_FEED = 0x0a;

/** Each message is a line. On the disk before it counts; what could not be written whole is taken back. */
export const fileDelivery =
  (file: string): Deliver =>
  (lines) =>
    Promise.resolve(append(file, lines));

function append(file: string, lines: readonly string[]): Result<void> {
  let handle: number | null = null;
  try {
    // The folder is never made here: where the drive is not plugged in, the mount point's disk is the wrong place.
    handle = fs.openSync(file, fs.constants.O_RDWR | fs.constants.O_CREAT, 0o600);
    const { size } = fs.fstatSync(handle);
    const text = `${endsWhole(handle, size) ? '' : '\n'}${lines.map((line) => `${line}\n`).join('')}`;
    try {
      writeAt(handle, Buffer.from(text), size);
      fs.fsyncSync(handle);
    } catch (thrown) {
      fs.ftruncateSync(handle, size);
      throw thrown;
    }
    return ok(undefined);
  } catch (thrown) {
    const reason = conditionOf(thrown);
    if (reason === null) throw thrown;
    return err(gateError('anchor-failed', { reason }));
  } finally {
    if (handle !== null) fs.closeSync(handle);
  }
}

/** False for a line that a power cut broke off: it stays as it is, and the next begins on its own line. */
function endsWhole(handle: number, size: number): boolean {
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  fs.readSync(handle, last, 0, 1, size - 1);
  return last[0] === LINE_FEED;
}

function writeAt(handle: number, bytes: Buffer, at: number): void {
  for (let done = 0; done < bytes.length;)
    done += fs.writeSync(handle, bytes, done, bytes.length - done, at + done);
}
