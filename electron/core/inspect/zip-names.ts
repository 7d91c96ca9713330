/** Decodes the names of ZIP members, which carry no dependable word on their encoding. */

import { isAscii, isUtf8 } from 'node:buffer';
import { crc32 } from 'node:zlib';

import iconv from 'iconv-lite';

const UTF8_FLAG = 0x0800;
const UNICODE_PATH = 0x7075;

type Extra = { readonly id: number; readonly data: Buffer };

/**
 * The name as most programs in Japan would show it: UTF-8 by flag, or without one where it reads as UTF-8 (macOS), else
 * CP932 (Windows), else the raw bytes one by one. Bytes that the flag calls UTF-8 but are not become U+FFFD, which no
 * name may hold. `other`: a second name that some programs would use instead; it must be the same.
 */
export function memberName(
  raw: Buffer,
  flags: number,
  extras: readonly Extra[],
): { name: string; other: string | null } {
  return { name: decodeName(raw, flags), other: unicodePath(raw, extras) };
}

function decodeName(raw: Buffer, flags: number): string {
  if (isAscii(raw) || (flags & UTF8_FLAG) !== 0 || isUtf8(raw)) return raw.toString('utf8');
  const cp932 = iconv.decode(raw, 'cp932');
  return cp932.includes('\ufffd') ? iconv.decode(raw, 'cp437') : cp932;
}

/** Info-ZIP's Unicode path: counts where its checksum is that of the plain name. */
function unicodePath(raw: Buffer, extras: readonly Extra[]): string | null {
  for (const { id, data } of extras) {
    if (id === UNICODE_PATH && data.length >= 6 && data[0] === 1 && data.readUInt32LE(1) === crc32(raw)) {
      return data.subarray(5).toString('utf8');
    }
  }
  return null;
}
