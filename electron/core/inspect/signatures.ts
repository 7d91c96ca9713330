/** First bytes that decide what a file is, as data; what is not listed here is left to the file-type library. */

import type { BlockedReason } from '../../../shared/model/verdict.ts';

/** `type` by content; `against`: the reason such content is held back in every preset, null where presets decide. */
export type Recognised = {
  readonly type: string | null;
  readonly against: BlockedReason | null;
  /** What gave it away, for the record; empty when the type says it all. */
  readonly rule?: string;
};

type Signature = readonly [offset: number, bytes: string, type: string, against?: BlockedReason];

/** Long enough that text cannot begin with them by chance, or holding bytes that no text holds. */
export const SIGNATURES: readonly Signature[] = [
  [128, 'DICM', 'application/dicom'],
  [0, '\xff\xd8\xff', 'image/jpeg'],
  [0, '\x89PNG\r\n\x1a\n', 'image/png'],
  [0, 'GIF87a', 'image/gif'],
  [0, 'GIF89a', 'image/gif'],
  [0, 'II*\0', 'image/tiff'],
  [0, 'MM\0*', 'image/tiff'],
  [0, 'II+\0\x08\0\0\0', 'image/tiff'],
  [0, 'MM\0+\0\x08\0\0', 'image/tiff'],
  [0, 'PK\x03\x04', 'application/zip'],
  [0, 'PK\x05\x06', 'application/zip'],
  [0, 'PK\x07\x08', 'application/zip'],
  [0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'application/x-cfb'],
  [0, '\x7fELF', 'application/x-elf', 'executable'],
  [0, '\xfe\xed\xfa\xce', 'application/x-mach-binary', 'executable'],
  [0, '\xfe\xed\xfa\xcf', 'application/x-mach-binary', 'executable'],
  [0, '\xce\xfa\xed\xfe', 'application/x-mach-binary', 'executable'],
  [0, '\xcf\xfa\xed\xfe', 'application/x-mach-binary', 'executable'],
  [0, '\xca\xfe\xba\xbe', 'application/java-vm', 'executable'],
  [0, '\0asm', 'application/wasm', 'executable'],
  [0, 'dex\n03', 'application/vnd.android.dex', 'executable'],
  [0, 'SZDD\x88\xf0\x27\x33', 'application/x-ms-compress-szdd', 'executable'],
  [0, 'ITSF\x03\0\0\0', 'application/vnd.ms-htmlhelp', 'executable'],
  [0, '?_\x03\0', 'application/winhlp', 'executable'],
  [0, 'L\0\0\0\x01\x14\x02\0', 'application/x-ms-shortcut', 'shortcut'],
  [0, 'MSCF\0\0\0\0', 'application/vnd.ms-cab-compressed'],
  [0, 'Rar!\x1a\x07', 'application/x-rar-compressed'],
  [0, "7z\xbc\xaf'\x1c", 'application/x-7z-compressed'],
  [0, '\x1f\x8b', 'application/gzip'],
  [0, '\xfd7zXZ\0', 'application/x-xz'],
  [0, '(\xb5/\xfd', 'application/zstd'],
  [0, '\x60\xea', 'application/x-arj'],
  [0, 'xar!\0', 'application/x-xar'],
  [0, '\xc7\x71', 'application/x-cpio'],
  [0, '\x71\xc7', 'application/x-cpio'],
  [0, '!<arch>\n', 'application/x-unix-archive'],
  [0, '\x78\x9f\x3e\x22', 'application/vnd.ms-tnef'],
  [0, 'vhdxfile', 'application/x-vhdx'],
  [0, 'conectix', 'application/x-vhd'],
  [40, ' EMF\0\0\x01\0', 'image/emf'],
  [0, '\xd7\xcd\xc6\x9a\0\0', 'image/wmf'],
  [0, '\0\x05\x16\x07\0\x02\0\0', 'multipart/appledouble'],
  [0, '\0\0\0\x01Bud1', 'application/x-apple-dsstore'],
  [32769, 'CD001', 'application/x-iso9660-image'],
];

/** What a text may begin with too: these count only where the file is not text as a whole. */
export const WEAK_SIGNATURES: readonly Signature[] = [
  [0, 'MZ', 'application/vnd.microsoft.portable-executable', 'executable'],
  [0, 'ZM', 'application/x-msdos-program', 'executable'],
  [0, 'BM', 'image/bmp'],
  [0, 'BZh', 'application/x-bzip2'],
  [0, '070701', 'application/x-cpio'],
  [0, '070702', 'application/x-cpio'],
  [0, '070707', 'application/x-cpio'],
  [257, 'ustar', 'application/x-tar'],
  [0, 'ISc(', 'application/x-installshield-cab'],
  [2, '-lh', 'application/x-lzh-compressed'],
  [2, '-lz', 'application/x-lzh-compressed'],
  [2, '-pm', 'application/x-lzh-compressed'],
];

/** What the file-type library names that some program would run. */
export const EXECUTABLE_TYPES: ReadonlySet<string> = new Set([
  'application/x-msdownload', 'application/x-elf', 'application/x-mach-binary', 'application/java-vm',
  'application/vnd.microsoft.portable-executable', 'application/wasm', 'application/x-shockwave-flash',
  'application/vnd.android.package-archive', 'application/java-archive', 'application/x-deb', 'application/x-rpm',
  'application/x-google-chrome-extension', 'application/x-nintendo-nes-rom', 'application/vnd.debian.binary-package',
  'application/x-msi', 'application/x-installshield',
]); // prettier-ignore

/** Finds the first signature that the beginning of a file carries. `head` holds at least 34 KiB where the file does. */
export function bySignature(head: Buffer, signatures: readonly Signature[]): Recognised | null {
  for (const [offset, bytes, type, against] of signatures) {
    if (head[offset] !== bytes.charCodeAt(0) || head.length < offset + bytes.length) continue;
    if (head.toString('latin1', offset, offset + bytes.length) === bytes)
      return { type, against: against ?? null };
  }
  return null;
}
