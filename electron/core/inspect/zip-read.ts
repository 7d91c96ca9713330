/** Reads a ZIP's directory and holds it against the local headers: only an archive with one possible reading passes. */

import yauzl, { type Entry, type LocalFileHeader } from 'yauzl';

import { heldBack } from '../../../shared/model/verdict.ts';
import { collisions } from './collisions.ts';
import { inMember, type Held } from './held.ts';
import type { InspectionLimits } from './limits.ts';
import { admit, type SafePath } from './names.ts';
import type { Source } from './source.ts';
import { readZipEnd } from './zip-end.ts';
import { memberName } from './zip-names.ts';
import { openZip } from './zip-open.ts';

/** A file in a ZIP. `data`: where its packed bytes begin; sizes as both headers declare them. */
export type ZipMember = {
  readonly name: SafePath;
  readonly method: 0 | 8;
  readonly data: number;
  readonly packed: number;
  readonly size: number;
  readonly crc: number;
};

/** What has been unpacked so far of one file of the medium, over all its layers. */
export type Spent = { members: number; bytes: number };

type Placed = {
  readonly from: number;
  readonly data: number;
  readonly to: number;
  readonly described: boolean;
  readonly entry: Entry;
};

const ENCRYPTED = 0x0001 | 0x0040 | 0x2000;
const DESCRIPTOR = 0x0008;
/** Bits 1 and 2 only tell how hard the packer tried. */
const COMPARED_FLAGS = 0xffff & ~0x0006;

const unreadable = (rule: string, detail: Record<string, number> = {}): Held =>
  heldBack('archive-unreadable', { rule, ...detail });

/** The members of a ZIP, or why it is held back. Counts members and declared bytes into `spent`. */
export async function readZip(
  source: Source,
  limits: InspectionLimits,
  spent: Spent,
): Promise<Held | readonly ZipMember[]> {
  const end = readZipEnd(source);
  if (typeof end === 'string') return unreadable(end);
  spent.members += end.entries;
  if (spent.members > limits.members) {
    return heldBack('archive-limit', { limit: 'members', max: limits.members, declared: end.entries });
  }
  const opened = await openZip(source);
  if (opened === null || opened.entryCount !== end.entries) return unreadable('zip-structure');

  const members: ZipMember[] = [];
  const placed: Placed[] = [];
  let directoryBytes = 0;
  try {
    for await (const entry of opened.eachEntry()) {
      directoryBytes += 46 + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
      const header = await opened.localHeader(entry);
      const { name, other } = memberName(
        entry.fileNameRaw,
        entry.generalPurposeBitFlag,
        entry.extraFields,
        yauzl.parseExtraFields(header.extraField),
      );
      const path = name.replace(/\/$/, '');
      const held = judgeEntry(entry, header, limits) ?? judgeNames(path, other?.replace(/\/$/, '') ?? null);
      if (held !== null) return inMember(held, path);
      const described = (header.generalPurposeBitFlag & DESCRIPTOR) !== 0;
      const data = header.fileDataStart;
      placed.push({
        from: entry.relativeOffsetOfLocalHeader,
        data,
        to: data + entry.compressedSize,
        described,
        entry,
      });
      if (name.endsWith('/')) {
        if (entry.uncompressedSize !== 0 || entry.compressedSize > 2)
          return inMember(heldBack('archive-member', { rule: 'folder-with-data' }), path);
        continue;
      }
      const admitted = admit(path);
      if (!admitted.ok) throw new Error('a judged name was not admitted');
      spent.bytes += entry.uncompressedSize;
      const over = overLimit(entry, limits, spent);
      if (over !== null) return inMember(over, path);
      members.push({
        name: admitted.value,
        method: entry.compressionMethod === 0 ? 0 : 8,
        data,
        packed: entry.compressedSize,
        size: entry.uncompressedSize,
        crc: entry.crc32,
      });
    }
  } catch (cause) {
    return String(cause).includes('strong encryption')
      ? heldBack('encrypted', { rule: 'zip-strong-encryption' })
      : unreadable('zip-structure');
  }
  if (end.directory + directoryBytes !== end.end) return unreadable('zip-directory');
  const clash = collisions(members.map(({ name }) => name))
    .entries()
    .next();
  if (clash.done !== true) {
    return inMember(heldBack('archive-member', { rule: 'duplicate', other: clash.value[1] }), clash.value[0]);
  }
  return judgeLayout(placed, end.directory, source) ?? members;
}

function judgeEntry(entry: Entry, header: LocalFileHeader, limits: InspectionLimits): Held | null {
  const flags = entry.generalPurposeBitFlag;
  if (((flags | header.generalPurposeBitFlag) & ENCRYPTED) !== 0 || entry.compressionMethod === 99) {
    return heldBack('encrypted', { rule: 'zip-encrypted' });
  }
  for (const method of [entry.compressionMethod, header.compressionMethod]) {
    if (method !== 0 && method !== 8) return heldBack('archive-method', { method });
  }
  const disagrees = (rule: string): Held => unreadable(`zip-headers-${rule}`);
  if (header.compressionMethod !== entry.compressionMethod) return disagrees('method');
  if (((header.generalPurposeBitFlag ^ flags) & COMPARED_FLAGS) !== 0) return disagrees('flags');
  if (!header.fileName.equals(entry.fileNameRaw)) return disagrees('name');
  // With a data descriptor the local header may leave its fields empty, but it may not say something else.
  const local = localSizes(header);
  const later = (flags & DESCRIPTOR) !== 0;
  const same = (here: number, there: number): boolean => here === there || (later && here === 0);
  if (
    local === null ||
    !same(local.packed, entry.compressedSize) ||
    !same(local.size, entry.uncompressedSize)
  )
    return disagrees('sizes');
  if (!same(header.crc32, entry.crc32)) return disagrees('checksum');
  // A Unix mode other than file or folder (link, device, pipe), or NTFS's mark of a junction.
  const mode = (entry.externalFileAttributes >>> 28) & 0xf;
  if (mode !== 0 && mode !== 0x8 && mode !== 0x4) return heldBack('archive-member', { rule: 'special-file' });
  if ((entry.externalFileAttributes & 0x400) !== 0)
    return heldBack('archive-member', { rule: 'special-file' });
  return entry.uncompressedSize > limits.memberBytes
    ? heldBack('archive-limit', {
        limit: 'member-bytes',
        max: limits.memberBytes,
        declared: entry.uncompressedSize,
      })
    : null;
}

/** The sizes in a local header, from its zip64 field where it defers to one; null where that is missing. */
function localSizes(header: LocalFileHeader): { packed: number; size: number } | null {
  let { compressedSize: packed, uncompressedSize: size } = header;
  if (packed !== 0xffffffff && size !== 0xffffffff) return { packed, size };
  const wide = yauzl.parseExtraFields(header.extraField).find(({ id }) => id === 0x0001)?.data;
  let at = 0;
  const next = (): number => {
    at += 8;
    return wide === undefined || wide.length < at ? Number.NaN : Number(wide.readBigUInt64LE(at - 8));
  };
  if (size === 0xffffffff) size = next();
  if (packed === 0xffffffff) packed = next();
  return Number.isNaN(size) || Number.isNaN(packed) ? null : { packed, size };
}

function judgeNames(path: string, other: string | null): Held | null {
  const admitted = admit(path);
  if (!admitted.ok) return heldBack('archive-member', { rule: admitted.error.rule });
  return other === null || other === path ? null : heldBack('archive-member', { rule: 'two-names' });
}

function overLimit(entry: Entry, limits: InspectionLimits, spent: Spent): Held | null {
  if (spent.bytes > limits.unpackedBytes) {
    return heldBack('archive-limit', { limit: 'unpacked-bytes', max: limits.unpackedBytes });
  }
  const large = entry.uncompressedSize > limits.ratioFromBytes;
  return large && entry.uncompressedSize > entry.compressedSize * limits.ratio
    ? heldBack('archive-limit', { limit: 'ratio', max: limits.ratio })
    : null;
}

/** Members must follow each other without gap or overlap from the first byte to the directory. */
function judgeLayout(placed: Placed[], directory: number, source: Source): Held | null {
  placed.sort((a, b) => a.from - b.from);
  if ((placed[0]?.from ?? directory) !== 0)
    return unreadable('zip-data-before', { bytes: placed[0]?.from ?? directory });
  for (const [at, { to, described, entry }] of placed.entries()) {
    const next = placed[at + 1]?.from ?? directory;
    if (next < to) return unreadable('zip-overlap', { offset: next });
    if (described ? !isDescriptor(source.read(to, next - to), entry) : next !== to)
      return unreadable('zip-gap', { offset: to });
  }
  return null;
}

/** A data descriptor: checksum and sizes, 4 or 8 bytes wide, with or without its signature; nothing else. */
function isDescriptor(bytes: Buffer, entry: Entry): boolean {
  const signed = bytes.length === 16 || bytes.length === 24;
  if (!signed && bytes.length !== 12 && bytes.length !== 20) return false;
  if (signed && bytes.readUInt32LE(0) !== 0x08074b50) return false;
  const body = signed ? bytes.subarray(4) : bytes;
  const [packed, size] =
    body.length === 12
      ? [body.readUInt32LE(4), body.readUInt32LE(8)]
      : [Number(body.readBigUInt64LE(4)), Number(body.readBigUInt64LE(12))];
  return (
    body.readUInt32LE(0) === entry.crc32 && packed === entry.compressedSize && size === entry.uncompressedSize
  );
}
