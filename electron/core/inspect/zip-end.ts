/** Reads a ZIP's last records strictly: exactly one reading of where its directory lies, or none at all. */

import type { Source } from './source.ts';

export type ZipEnd = { readonly entries: number; readonly directory: number; readonly end: number };

const EOCD_BYTES = 22;
const LOCATOR_BYTES = 20;
const RECORD64_BYTES = 56;

/**
 * The declared number of entries, where the central directory begins and where it ends. Answers the broken rule's name
 * where unpackers could disagree: more than one possible end, bytes between the records, a directory of another size.
 */
export function readZipEnd(source: Source): ZipEnd | string {
  const tailStart = Math.max(0, source.length - EOCD_BYTES - 0xffff);
  const tail = source.read(tailStart, EOCD_BYTES + 0xffff);
  const at = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (at === -1) return 'zip-no-end';
  if (at + EOCD_BYTES > tail.length) return 'zip-end-cut';
  if (at + EOCD_BYTES + tail.readUInt16LE(at + 20) !== tail.length) return 'zip-data-after';
  const comment = tail.subarray(at + EOCD_BYTES);
  if (comment.includes('PK')) return 'zip-comment';
  if (tail.readUInt16LE(at + 4) !== 0 || tail.readUInt16LE(at + 6) !== 0) return 'zip-split';

  let entries = tail.readUInt16LE(at + 10);
  let size = tail.readUInt32LE(at + 12);
  let directory = tail.readUInt32LE(at + 16);
  let end = tailStart + at;
  if (tail.readUInt16LE(at + 8) !== entries) return 'zip-split';
  const locator = source.read(end - LOCATOR_BYTES, LOCATOR_BYTES);
  if (end >= LOCATOR_BYTES + RECORD64_BYTES && locator.readUInt32LE(0) === 0x07064b50) {
    const recordAt = Number(locator.readBigUInt64LE(8));
    if (recordAt !== end - LOCATOR_BYTES - RECORD64_BYTES) return 'zip64-record';
    const record = source.read(recordAt, RECORD64_BYTES);
    if (record.readUInt32LE(0) !== 0x06064b50 || record.readBigUInt64LE(4) !== 44n) return 'zip64-record';
    const wide = {
      entries: Number(record.readBigUInt64LE(32)),
      size: Number(record.readBigUInt64LE(40)),
      directory: Number(record.readBigUInt64LE(48)),
    };
    // The short fields either defer to the wide ones or say the same.
    if (entries !== 0xffff && entries !== wide.entries) return 'zip64-disagrees';
    if (size !== 0xffffffff && size !== wide.size) return 'zip64-disagrees';
    if (directory !== 0xffffffff && directory !== wide.directory) return 'zip64-disagrees';
    ({ entries, size, directory } = wide);
    end = recordAt;
  }
  if (directory + size !== end) return 'zip-directory';
  return { entries, directory, end };
}
