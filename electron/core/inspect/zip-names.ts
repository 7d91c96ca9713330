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
  central: readonly Extra[],
  local: readonly Extra[],
): { name: string; other: string | null } {
  const name = decodeName(raw, flags);
  const others = [unicodePath(raw, central), unicodePath(raw, local)].filter((other) => other !== null);
  return { name, other: others.find((other) => other !== name) ?? others[0] ?? null };
}

function decodeName(raw: Buffer, flags: number): string {
  if (isAscii(raw) || (flags & UTF8_FLAG) !== 0 || isUtf8(raw)) return raw.toString('utf8');
  const cp932 = iconv.decode(raw, 'cp932');
  return cp932.includes('\ufffd') ? iconv.decode(raw, 'cp437') : cp932;
}

/**
 * Info-ZIP's Unicode path. Programs differ on which of two counts, and on one whose version, checksum or encoding is
 * wrong: then no one can say what the name is, and U+FFFD stands for it, which is never a member's own name.
 */
function unicodePath(raw: Buffer, extras: readonly Extra[]): string | null {
  const [field, second] = extras.filter(({ id }) => id === UNICODE_PATH);
  if (field === undefined) return null;
  const { data } = field;
  const clear =
    second === undefined && data.length >= 6 && data[0] === 1 && data.readUInt32LE(1) === crc32(raw);
  const name = data.subarray(5);
  return clear && isUtf8(name) ? name.toString('utf8') : '\ufffd';
}
