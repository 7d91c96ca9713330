/**
 * Says from a block device's first bytes whether it is locked, formatted, partitioned or blank. Only signatures are
 * compared: no field of an untrusted superblock is followed.
 */

export type Superblock =
  | { readonly type: 'locked'; readonly lock: 'bitlocker' | 'luks' }
  | { readonly type: 'file-system'; readonly name: string }
  | { readonly type: 'partition-table'; readonly name: 'gpt' | 'dos' }
  | { readonly type: 'blank' }
  | { readonly type: 'unknown' };

/** Enough for the furthest signature: the first ISO 9660 descriptor starts at 32 KiB. */
export const SUPERBLOCK_BYTES = 36 * 1024;

type Signature = readonly [offset: number, magic: string, found: Superblock];

const fileSystem = (name: string): Superblock => ({ type: 'file-system', name });

const SIGNATURES: readonly Signature[] = [
  // BitLocker puts its own name where NTFS has its; BitLocker To Go keeps a FAT boot sector and a GUID at 0x1a8.
  [3, '-FVE-FS-', { type: 'locked', lock: 'bitlocker' }],
  [
    0x1a8,
    '\x3b\xd6\x67\x49\x29\x2e\xd8\x4a\x83\x99\xf6\xa3\x39\xe3\xd0\x01',
    { type: 'locked', lock: 'bitlocker' },
  ],
  [0, 'LUKS\xba\xbe', { type: 'locked', lock: 'luks' }],
  [3, 'EXFAT   ', fileSystem('exfat')],
  [3, 'NTFS    ', fileSystem('ntfs')],
  [82, 'FAT32   ', fileSystem('vfat')],
  [54, 'FAT16   ', fileSystem('vfat')],
  [54, 'FAT12   ', fileSystem('vfat')],
  [0x438, '\x53\xef', fileSystem('ext')],
  [0x8001, 'CD001', fileSystem('iso9660')],
  [0x8001, 'BEA01', fileSystem('udf')],
  [32, 'NXSB', fileSystem('apfs')],
  [0x400, 'H+', fileSystem('hfsplus')],
  [0, 'XFSB', fileSystem('xfs')],
  [512, 'EFI PART', { type: 'partition-table', name: 'gpt' }],
];

export function recognise(bytes: Uint8Array): Superblock {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const [offset, magic, found] of SIGNATURES) {
    if (text.subarray(offset, offset + magic.length).equals(Buffer.from(magic, 'latin1'))) return found;
  }
  if (hasDosPartitions(text)) return { type: 'partition-table', name: 'dos' };
  return text.length > 0 && text.every((byte) => byte === 0) ? { type: 'blank' } : { type: 'unknown' };
}

/** The boot signature alone also ends FAT boot sectors: a table needs an entry with a type and valid active flags. */
function hasDosPartitions(bytes: Buffer): boolean {
  if (bytes.length < 512 || bytes[510] !== 0x55 || bytes[511] !== 0xaa) return false;
  const entries = [446, 462, 478, 494].map((at) => bytes.subarray(at, at + 16));
  return (
    entries.every((entry) => entry[0] === 0 || entry[0] === 0x80) &&
    entries.some((entry) => entry[4] !== 0 && entry.readUInt32LE(12) > 0)
  );
}
