/**
 * Reads a table's records as bytes off the file, past SQLite: a changed byte that SQLite reads as the same value (the
 * stored type of the row id, a NULL written another way, a record's length) is a changed byte all the same.
 * Format: https://www.sqlite.org/fileformat2.html
 */

import fs from 'node:fs';

import { allZero, unusedIsZero, type Used } from './unused-bytes.ts';

/**
 * `seq`: the row id. `payload`: the record's length in bytes. The record's header with the types of its columns stands in
 * `page` from `start` to `end`.
 */
export type RawRecord = {
  readonly seq: number;
  readonly payload: number;
  readonly page: Buffer;
  readonly start: number;
  readonly end: number;
};

/** Thrown where the file does not follow the format. */
export class MalformedPage extends Error {}

/** `read`: the buffer is used again for the next page of the same depth. */
type Pages = {
  readonly usable: number;
  read(page: number, depth: number): Buffer;
  /** Bytes that hold nothing are not zero, on a page from which on `seq` and what follows are read. */
  onUnused(seq: number): void;
};

const INTERIOR = 0x05;
const LEAF = 0x0d;

/** A variable-length integer of 1 to 9 bytes: [value, bytes read]. Values above 2^53 lose precision and fit nothing. */
function varint(buffer: Buffer, at: number): readonly [value: number, length: number] {
  let value = 0;
  for (let length = 1; length <= 9; length += 1) {
    const byte = buffer[at + length - 1];
    if (byte === undefined) throw new MalformedPage('a number runs off its page');
    if (length === 9) return [value * 256 + byte, 9];
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return [value, length];
  }
  throw new MalformedPage('unreachable');
}

/** Bytes of a record that lie on the leaf itself; the rest is on overflow pages. */
function localBytes(payload: number, usable: number): number {
  const most = usable - 35;
  if (payload <= most) return payload;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const wanted = least + ((payload - least) % (usable - 4));
  return wanted <= most ? wanted : least;
}

function* leafRecords(page: Buffer, start: number, pages: Pages): Generator<RawRecord> {
  const count = page.readUInt16BE(start + 3);
  const cells: Used[] = [];
  const records: RawRecord[] = [];
  for (let cell = 0; cell < count; cell += 1) {
    const from = page.readUInt16BE(start + 8 + 2 * cell);
    const [payload, payloadLength] = varint(page, from);
    const [seq, seqLength] = varint(page, from + payloadLength);
    const at = from + payloadLength + seqLength;
    const local = localBytes(payload, pages.usable);
    const [headerLength] = varint(page, at);
    if (at + local > page.length || headerLength > local)
      throw new MalformedPage('a record runs off its page');
    const beyond = payload > local;
    if (beyond && !overflowEndsInZeros(page.readUInt32BE(at + local), payload - local, pages))
      pages.onUnused(seq);
    cells.push([from, Math.max(from + 4, at + local + (beyond ? 4 : 0))]);
    records.push({ seq, payload, page, start: at, end: at + headerLength });
  }
  if (!unusedIsZero(page, start, 8, cells, pages.usable)) pages.onUnused(records[0]?.seq ?? 0);
  yield* records;
}

/** SQLite itself reads what is on the overflow pages; what lies behind it is looked at here. */
function overflowEndsInZeros(first: number, bytes: number, pages: Pages): boolean {
  let [number, left] = [first, bytes];
  for (; left > pages.usable - 4; left -= pages.usable - 4)
    number = pages.read(number, MAX_DEPTH + 1).readUInt32BE(0);
  return allZero(pages.read(number, MAX_DEPTH + 1), 4 + left, pages.usable);
}

/** The row ids between the children are in order, which SQLite checks; `seq` of the first is good enough to name a page. */
function* children(page: Buffer, start: number, pages: Pages, root: boolean): Generator<number> {
  const count = page.readUInt16BE(start + 3);
  const places = Array.from({ length: count }, (_, cell) => page.readUInt16BE(start + 12 + 2 * cell));
  const keys = places.map((from) => varint(page, from + 4));
  const cells = places.map((from, i): Used => [from, from + 4 + (keys[i]?.[1] ?? 0)]);
  // Dividing an inner page leaves remnants behind, so only the root, which is never divided, can be held to this: of
  // the others (one page in some 450) the part without content goes unchecked.
  if (root && !unusedIsZero(page, start, 12, cells, pages.usable)) pages.onUnused(keys[0]?.[0] ?? 0);
  for (const place of places) yield page.readUInt32BE(place);
  yield page.readUInt32BE(start + 8);
}

/** A table of 2^63 rows is less deep than this; more is a loop. */
const MAX_DEPTH = 24;

function* walk(number: number, pages: Pages, depth: number): Generator<RawRecord> {
  if (depth > MAX_DEPTH) throw new MalformedPage('pages form a loop');
  const page = pages.read(number, depth);
  const start = number === 1 ? 100 : 0;
  const type = page[start];
  if (type === LEAF) {
    yield* leafRecords(page, start, pages);
    return;
  }
  if (type !== INTERIOR) throw new MalformedPage('no page of a table');
  for (const child of children(page, start, pages, depth === 0)) yield* walk(child, pages, depth + 1);
}

const WAL_HEADER = 32;
const FRAME_HEADER = 24;

/** SQLite's running checksum over 32-bit words in the byte order that the log's magic number names. */
function checksum(
  buffer: Buffer,
  bigEndian: boolean,
  sums: readonly [number, number],
): readonly [number, number] {
  let [one, two] = sums;
  for (let at = 0; at + 8 <= buffer.length; at += 8) {
    one = (one + (bigEndian ? buffer.readUInt32BE(at) : buffer.readUInt32LE(at)) + two) >>> 0;
    two = (two + (bigEndian ? buffer.readUInt32BE(at + 4) : buffer.readUInt32LE(at + 4)) + one) >>> 0;
  }
  return [one, two];
}

/** Pages whose newest committed form is still in the write-ahead log; whole in memory, a checkpoint keeps it to megabytes. */
function committedFrames(file: string, pageSize: number): Map<number, Buffer> {
  const committed = new Map<number, Buffer>();
  if (!fs.existsSync(file)) return committed;
  const log = fs.readFileSync(file);
  if (log.length < WAL_HEADER || log.readUInt32BE(8) !== pageSize) return committed;
  const bigEndian = (log.readUInt32BE(0) & 1) === 1;
  let sums = checksum(log.subarray(0, 24), bigEndian, [0, 0]);
  if (sums[0] !== log.readUInt32BE(24) || sums[1] !== log.readUInt32BE(28)) return committed;
  const pending = new Map<number, Buffer>();
  for (let at = WAL_HEADER; at + FRAME_HEADER + pageSize <= log.length; at += FRAME_HEADER + pageSize) {
    const sameSalt = log.compare(log, 16, 24, at + 8, at + 16) === 0;
    const data = log.subarray(at + FRAME_HEADER, at + FRAME_HEADER + pageSize);
    sums = checksum(data, bigEndian, checksum(log.subarray(at, at + 8), bigEndian, sums));
    if (!sameSalt || sums[0] !== log.readUInt32BE(at + 16) || sums[1] !== log.readUInt32BE(at + 20)) break;
    pending.set(log.readUInt32BE(at), data);
    if (log.readUInt32BE(at + 4) === 0) continue;
    for (const [page, bytes] of pending) committed.set(page, bytes);
    pending.clear();
  }
  return committed;
}

/**
 * The records of the table whose root is `rootPage`, in the order of the row ids. The caller holds a read transaction
 * meanwhile: a checkpoint then leaves the pages of that moment where they are. Records committed a moment later may
 * follow. A record is good until the next is asked for. `onUnused`: bytes that hold nothing were changed, near that row. Throws MalformedPage, and RangeError where a pointer leaves its page.
 */
export function* rawRecords(
  database: string,
  rootPage: number,
  onUnused: (seq: number) => void,
): Generator<RawRecord> {
  const handle = fs.openSync(database, 'r');
  try {
    const head = Buffer.alloc(100);
    fs.readSync(handle, head, 0, 100, 0);
    const stored = head.readUInt16BE(16);
    const pageSize = stored === 1 ? 65_536 : stored;
    if (pageSize < 512 || (pageSize & (pageSize - 1)) !== 0) throw new MalformedPage('no page size');
    const frames = committedFrames(`${database}-wal`, pageSize);
    const buffers: Buffer[] = [];
    const read = (number: number, depth: number): Buffer => {
      const frame = frames.get(number);
      if (frame !== undefined) return frame;
      const page = (buffers[depth] ??= Buffer.alloc(pageSize));
      if (number < 1 || fs.readSync(handle, page, 0, pageSize, (number - 1) * pageSize) !== pageSize) {
        throw new MalformedPage('no such page');
      }
      return page;
    };
    yield* walk(rootPage, { usable: pageSize - (head[20] ?? 0), read, onUnused }, 0);
  } finally {
    fs.closeSync(handle);
  }
}
