/** Unpacks one ZIP member under its declared size: in memory where it is small, else into a scratch file. */

import { closeSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';

import { heldBack } from '../../../shared/model/verdict.ts';
import type { Held } from './held.ts';
import type { InspectionLimits } from './limits.ts';
import { bufferSource, everyPiece, fileSource, partOf, type Source } from './source.ts';
import type { ZipMember } from './zip-read.ts';

/** Unpacked bytes; `close` gives back the scratch file behind them. */
export type Unpacked = { readonly source: Source; close(): void };

const unreadable = (rule: string): Held => heldBack('archive-unreadable', { rule });
const nothing = (): void => undefined;

/**
 * `scratch`: a folder for members too large for memory, null where there is none. Held back when the packed data is
 * not exactly the declared size and checksum, or does not end where the directory says.
 */
export async function unpack(
  archive: Source,
  member: ZipMember,
  limits: InspectionLimits,
  scratch: string | null,
): Promise<Held | Unpacked> {
  const packed = partOf(archive, member.data, member.packed);
  if (member.method === 0) {
    let sum = 0;
    everyPiece(packed, (piece) => {
      sum = crc32(piece, sum);
      return true;
    });
    return sum === member.crc ? { source: packed, close: nothing } : unreadable('zip-checksum');
  }
  if (Math.max(member.size, member.packed) <= limits.memoryBytes) return inMemory(packed, member);
  if (scratch === null) return heldBack('archive-limit', { limit: 'memory-bytes', max: limits.memoryBytes });
  return await toScratch(packed, member, scratch);
}

/** With `info`, the library also tells how much of the packed data it used. */
type WithInfo = { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } };

function inMemory(packed: Source, member: ZipMember): Held | Unpacked {
  try {
    const options = { info: true, maxOutputLength: Math.max(1, member.size) };
    const { buffer, engine } = inflateRawSync(packed.read(0, packed.length), options) as unknown as WithInfo;
    if (buffer.length !== member.size || engine.bytesWritten !== packed.length)
      return unreadable('zip-member-size');
    return crc32(buffer) === member.crc
      ? { source: bufferSource(buffer), close: nothing }
      : unreadable('zip-checksum');
  } catch {
    return unreadable('zip-member-data');
  }
}

async function toScratch(packed: Source, member: ZipMember, scratch: string): Promise<Held | Unpacked> {
  const path = join(scratch, `${process.pid}-${member.data}-${member.crc}`);
  const fd = openSync(path, 'wx+', 0o600);
  // Gone from the folder at once, so that nothing stays behind however this process ends.
  unlinkSync(path);
  const inflate = createInflateRaw();
  let size = 0;
  let sum = 0;
  try {
    for await (const piece of Readable.from(pieces(packed)).pipe(inflate) as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > member.size) break;
      sum = crc32(piece, sum);
      for (let at = 0; at < piece.length;) at += writeSync(fd, piece, at);
    }
  } catch {
    closeSync(fd);
    return unreadable('zip-member-data');
  }
  if (size !== member.size || sum !== member.crc || inflate.bytesWritten !== packed.length) {
    closeSync(fd);
    return unreadable(size === member.size ? 'zip-checksum' : 'zip-member-size');
  }
  return { source: fileSource(fd, 0, size), close: () => closeSync(fd) };
}

function* pieces(source: Source): Generator<Buffer> {
  const step = 1024 * 1024;
  for (let at = 0; at < source.length; at += step) yield source.read(at, step);
}
