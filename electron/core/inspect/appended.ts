/** Guards against files that are two things at once: an archive, a program or a disk inside or behind an image or document. */

import { heldBack } from '../../../shared/model/verdict.ts';
import type { Held } from './held.ts';
import type { Source } from './source.ts';

const MiB = 1024 ** 2;
/** Where unpackers look for the end of a ZIP: the record itself and the longest comment. */
const ZIP_END_BYTES = 22 + 0xffff;
/** 7-Zip looks for an archive behind other content up to 8 MiB into a file; of larger files so much and the tail is searched. */
const SEARCH_BYTES = 9 * MiB;
const TAIL_BYTES = MiB;
/** A signature and the header behind it may lie across two pieces. */
const OVERLAP = 64;

/** Nobody's own type but a disk's: the preset judges that. */
const DISK_TYPE = 'application/x-iso9660-image';

const END = Buffer.from('PK\x05\x06', 'latin1');
const END64 = Buffer.from('PK\x06\x07', 'latin1');
// Seven bytes at most: Node searches for longer needles ten times slower.
const ARCHIVES: readonly (readonly [Buffer, string, (bytes: Buffer, at: number) => boolean])[] = [
  [Buffer.from('PK\x03\x04', 'latin1'), 'application/zip', isLocalHeader],
  [Buffer.from('Rar!\x1a\x07', 'latin1'), 'application/x-rar-compressed', () => true],
  [Buffer.from("7z\xbc\xaf'\x1c", 'latin1'), 'application/x-7z-compressed', () => true],
  [
    Buffer.from('MSCF\0\0\0', 'latin1'),
    'application/vnd.ms-cab-compressed',
    (bytes, at) => bytes[at + 7] === 0,
  ],
];

/** A local file header whose fields make sense; four letters alone would turn up by chance in large images. */
function isLocalHeader(bytes: Buffer, at: number): boolean {
  if (at + 30 > bytes.length) return true;
  const version = bytes.readUInt8(at + 4);
  const method = bytes.readUInt16LE(at + 8);
  const name = bytes.readUInt16LE(at + 26);
  return version <= 63 && (method <= 20 || (method >= 93 && method <= 99)) && name > 0 && name <= 4096;
}

/** True where an unpacker that looks from the end would find a ZIP, whatever the file begins with. */
export function endsAsZip(source: Source): boolean {
  const tail = source.read(Math.max(0, source.length - ZIP_END_BYTES), ZIP_END_BYTES);
  return tail.includes(END) || tail.includes(END64);
}

/** Holds back a file that is no archive but hides one; null when none is found. */
export function judgeHidden(source: Source, type: string | null): Held | null {
  if (endsAsZip(source))
    return heldBack('type-mismatch', { rule: 'appended', type, hidden: 'application/zip' });
  const found =
    search(source, 0, Math.min(source.length, SEARCH_BYTES)) ??
    search(source, Math.max(SEARCH_BYTES, source.length - TAIL_BYTES), source.length);
  return found === null ? null : heldBack('type-mismatch', { rule: 'embedded', type, ...found });
}

/** A disk names itself in the sectors behind its first sixteen, which it leaves to others: that is where a DICOM head fits. */
const SECTOR_BYTES = 2048;
const FIRST_SECTOR = 16;
const LAST_SECTOR = 256;
/** ISO 9660 and the descriptors around UDF, each behind the byte that says which kind of descriptor it is. */
const DISKS: ReadonlySet<string> = new Set(['CD001', 'BEA01', 'NSR02', 'NSR03', 'TEA01']);

/** Holds back what a system would mount as a disk, whatever else it is: whoever opens it sees files nobody looked at. */
export function judgeDisk(source: Source, type: string | null): Held | null {
  const start = FIRST_SECTOR * SECTOR_BYTES;
  if (source.length <= start || type === DISK_TYPE) return null;
  const sectors = source.read(start, (LAST_SECTOR + 1) * SECTOR_BYTES - start);
  for (let at = 0; at < sectors.length; at += SECTOR_BYTES) {
    if (DISKS.has(sectors.toString('latin1', at + 1, at + 6)))
      return heldBack('type-mismatch', { rule: 'embedded', type, hidden: DISK_TYPE, offset: start + at });
  }
  return null;
}

function search(source: Source, from: number, to: number): { hidden: string; offset: number } | null {
  for (let base = from; base < to; base += MiB) {
    const bytes = source.read(base, MiB + OVERLAP);
    for (const [signature, hidden, plausible] of ARCHIVES) {
      for (let at = bytes.indexOf(signature); at !== -1; at = bytes.indexOf(signature, at + 1)) {
        // At the very beginning it is the file's own type, which the preset judges.
        if (base + at > 0 && plausible(bytes, at)) return { hidden, offset: base + at };
      }
    }
  }
  return null;
}
