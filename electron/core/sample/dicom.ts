/**
 * Writes DICOM Part-10 files, explicit VR little endian (PS3.10 section 7, PS3.5 section 7.1): what an imaging disc
 * is made of.
 */

import { createHash } from 'node:crypto';
import iconv from 'iconv-lite';

export type Tag = readonly [group: number, element: number];

export const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';
export const CT_IMAGE_STORAGE = '1.2.840.10008.5.1.4.1.1.2';
export const MEDIA_STORAGE_DIRECTORY = '1.2.840.10008.1.3.10';

/** These carry two reserved bytes and a length of 32 bits (PS3.5 7.1.2). */
const LONG_LENGTH = new Set(['OB', 'OW', 'SQ', 'UN', 'UT']);

/** A UID without a registered root: 2.25 and a 128-bit number (PS3.5 B.2), the same for the same name at every run. */
export function uid(name: string): string {
  const digest = createHash('sha256').update(`sekisho sample ${name}`).digest('hex').slice(0, 31);
  return `2.25.${BigInt(`0x1${digest}`).toString()}`;
}

export function element([group, number]: Tag, vr: string, value: Buffer): Buffer {
  const long = LONG_LENGTH.has(vr);
  const header = Buffer.alloc(long ? 12 : 8);
  header.writeUInt16LE(group, 0);
  header.writeUInt16LE(number, 2);
  header.write(vr, 4, 'latin1');
  if (long) header.writeUInt32LE(value.length, 8);
  else header.writeUInt16LE(value.length, 6);
  return Buffer.concat([header, value]);
}

/** Several values are parted by a backslash; values have an even length, UIDs padded with NUL and text with a space. */
export function text(tag: Tag, vr: string, ...values: readonly string[]): Buffer {
  const value = Buffer.from(values.join('\\'), 'latin1');
  const padding = value.length % 2 === 0 ? '' : vr === 'UI' ? '\0' : ' ';
  return element(tag, vr, Buffer.concat([value, Buffer.from(padding)]));
}

export function u16(tag: Tag, value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return element(tag, 'US', bytes);
}

export function u32(tag: Tag, value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return element(tag, 'UL', bytes);
}

/** JIS X 0208 as ISO 2022 IR 87 wants it: EUC-JP without its high bits, between two escapes. */
function kanji(part: string): string {
  const bytes = iconv.encode(part, 'EUC-JP').map((byte) => byte & 0x7f);
  return `\x1b$B${Buffer.from(bytes).toString('latin1')}\x1b(B`;
}

/** A name in its three spellings; `^` parts family and given name and must stand outside the escapes (PS3.5 H.3). */
export function personName(tag: Tag, latin: string, ideographic: string, phonetic: string): Buffer {
  const escaped = (name: string) => name.split('^').map(kanji).join('^');
  return text(tag, 'PN', `${latin}=${escaped(ideographic)}=${escaped(phonetic)}`);
}
export const JAPANESE = ['', 'ISO 2022 IR 87'] as const;

/** A whole file: preamble of zeros, magic, file meta information, data set. */
export function part10(sopClass: string, sopInstance: string, dataset: readonly Buffer[]): Buffer {
  const meta = Buffer.concat([
    element([0x0002, 0x0001], 'OB', Buffer.from([0, 1])),
    text([0x0002, 0x0002], 'UI', sopClass),
    text([0x0002, 0x0003], 'UI', sopInstance),
    text([0x0002, 0x0010], 'UI', EXPLICIT_LITTLE_ENDIAN),
    text([0x0002, 0x0012], 'UI', uid('implementation')),
    text([0x0002, 0x0013], 'SH', 'SEKISHO_SAMPLE'),
  ]);
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from('DICM'),
    u32([0x0002, 0x0000], meta.length),
    meta,
    ...dataset,
  ]);
}
