/** Tells text from binary over the whole of a file, in the encodings clinics really use, and what kind of text it is. */

import { isUtf8 } from 'node:buffer';

import iconv from 'iconv-lite';

import { everyPiece, type Source } from './source.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'cp932' | 'euc-jp';

/** Bytes no text holds. HL7 frames (VT, FS), form feed, DOS end of file and ISO-2022-JP's escape are text. */
const NOT_TEXT = new Uint8Array(256);
for (let byte = 0; byte < 32; byte++) NOT_TEXT[byte] = 1;
for (const byte of [0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1a, 0x1b, 0x1c]) NOT_TEXT[byte] = 0;
NOT_TEXT[0x7f] = 1;

/** The encoding of a source if the whole of it is text, else null. Reads to the end, since a tail can be a program. */
export function textEncoding(source: Source): Encoding | null {
  const bom = source.read(0, 3);
  if (bom.length >= 2 && bom[0] === 0xff && bom[1] === 0xfe)
    return isUtf16(source, 'utf-16le') ? 'utf-16le' : null;
  if (bom.length >= 2 && bom[0] === 0xfe && bom[1] === 0xff)
    return isUtf16(source, 'utf-16be') ? 'utf-16be' : null;
  if (passes(source, utf8())) return 'utf-8';
  if (passes(source, doubleByte(CP932))) return 'cp932';
  return passes(source, doubleByte(EUC_JP)) ? 'euc-jp' : null;
}

/** Looks at one piece after the other, also for bytes that no text holds; `ended` tells whether the last character is whole. */
type Check = { see(piece: Buffer): boolean; ended(): boolean };

const passes = (source: Source, check: Check): boolean =>
  everyPiece(source, (piece) => check.see(piece)) && check.ended();

function hasTextBytes(piece: Buffer): boolean {
  // By index: walking with an iterator takes four times as long, and every byte of every text comes through here.
  for (let at = 0; at < piece.length; at++) if (NOT_TEXT[piece[at] ?? 0] === 1) return false;
  return true;
}

function utf8(): Check {
  let rest: Buffer = Buffer.alloc(0);
  return {
    see: (piece) => {
      const whole = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
      const cut = whole.length - incompleteTail(whole);
      rest = whole.subarray(cut);
      // The encoding first: it is told in native code, and a file in another one need not be walked twice.
      return isUtf8(whole.subarray(0, cut)) && hasTextBytes(piece);
    },
    ended: () => rest.length === 0,
  };
}

/** How many bytes at the end begin a UTF-8 sequence that is not complete yet (0 to 3). */
function incompleteTail(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

/** For each byte: 1 stands alone, 2 leads a pair, 4 may end one. */
type ByteTable = Uint8Array;
const table = (
  alone: (byte: number) => boolean,
  lead: (byte: number) => boolean,
  trail: (byte: number) => boolean,
): ByteTable =>
  Uint8Array.from(
    { length: 256 },
    (_, byte) => (alone(byte) && NOT_TEXT[byte] === 0 ? 1 : 0) | (lead(byte) ? 2 : 0) | (trail(byte) ? 4 : 0),
  );

const CP932 = table(
  (byte) => byte < 0x80 || (byte >= 0xa1 && byte <= 0xdf),
  (byte) => (byte >= 0x81 && byte <= 0x9f) || (byte >= 0xe0 && byte <= 0xfc),
  (byte) => byte >= 0x40 && byte <= 0xfc && byte !== 0x7f,
);
const EUC_JP = table(
  (byte) => byte < 0x80,
  (byte) => byte === 0x8e || byte === 0x8f || (byte >= 0xa1 && byte <= 0xfe),
  (byte) => byte >= 0xa1 && byte <= 0xfe,
);

function doubleByte(bytes: ByteTable): Check {
  let lead = false;
  return {
    see: (piece) => {
      for (let at = 0; at < piece.length; at++) {
        const kind = bytes[piece[at] ?? 0] ?? 0;
        if (lead) {
          if ((kind & 4) === 0) return false;
          lead = false;
        } else if ((kind & 2) !== 0) lead = true;
        else if ((kind & 1) === 0) return false;
      }
      return true;
    },
    ended: () => !lead,
  };
}

function isUtf16(source: Source, encoding: 'utf-16le' | 'utf-16be'): boolean {
  if (source.length % 2 !== 0) return false;
  return everyPiece(source, (piece) => {
    const units = encoding === 'utf-16le' ? piece : Buffer.from(piece).swap16();
    for (let at = 0; at < units.length; at += 2) {
      const unit = units.readUInt16LE(at);
      if (unit === 0xfffe || unit === 0xffff || (unit < 0x80 && NOT_TEXT[unit] === 1)) return false;
    }
    return true;
  });
}

/** Decodes for looking at keywords; what cannot be decoded becomes U+FFFD and matches nothing. */
export function decode(bytes: Buffer, encoding: Encoding): string {
  const text = iconv.decode(bytes, encoding);
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/**
 * For looking at ASCII shapes in piece after piece of a text, at the speed of its bytes: what is no ASCII becomes letters
 * of Latin-1. A trailing byte of CP932 can be an ASCII letter or bar, but then the byte before it is none.
 */
export function pieceDecoder(encoding: Encoding): (piece: Buffer) => string {
  if (encoding === 'utf-16le') return (piece) => piece.toString('utf16le');
  if (encoding === 'utf-16be') return (piece) => Buffer.from(piece).swap16().toString('utf16le');
  return (piece) => piece.toString('latin1');
}

/** What text turns out to be. `script`, `shortcut` and `autorun` are for content that some program would act on. */
export type TextKind =
  | { readonly is: 'script' | 'shortcut' | 'autorun'; readonly rule: string }
  | { readonly is: 'type'; readonly type: string };

const STARTS: readonly (readonly [RegExp, TextKind])[] = [
  [/^#!/, { is: 'script', rule: 'shebang' }],
  [/^<\?php\b|^<\?=/i, { is: 'script', rule: 'php' }],
  [/^<%/, { is: 'script', rule: 'server-page' }],
  [/^<hta:|^<script\b|^<scriptlet\b|^<job\b|^<package\b/i, { is: 'script', rule: 'script-element' }],
  [/^@?echo\s+off\b|^@(?:echo|set|if|rem|start|cmd)\b/i, { is: 'script', rule: 'batch' }],
  [/^windows registry editor version|^regedit4/i, { is: 'script', rule: 'registry' }],
  // Spreadsheet programs take these for their own formats whatever the name says, with macros and queries to run.
  [/^ID;P/, { is: 'script', rule: 'sylk' }],
  [/^WEB[ \t]*[\r\n]+\s*\d/i, { is: 'script', rule: 'web-query' }],
  [/^XLODBC[ \t]*[\r\n]/i, { is: 'script', rule: 'database-query' }],
  [/^\[internetshortcut\]/i, { is: 'shortcut', rule: 'internet-shortcut' }],
  [/^\[shell\]\s*\n?\s*command=/i, { is: 'shortcut', rule: 'shell-command' }],
  [/^\[autorun(?:\.[a-z0-9]+)?\]/i, { is: 'autorun', rule: 'autorun-section' }],
  [/^MSH[|^~\\&]/, { is: 'type', type: 'application/hl7-v2' }],
  [/^(?:BHS|FHS)\|/, { is: 'type', type: 'application/hl7-v2' }],
  [/^<\?xml[\s?]/, { is: 'type', type: 'application/xml' }],
  [
    /^<!doctype\s+html|^<html\b|^<head\b|^<body\b|^<frameset\b|^<iframe\b/i,
    { is: 'type', type: 'text/html' },
  ],
  [/^<svg\b|^<!doctype\s+svg/i, { is: 'type', type: 'image/svg+xml' }],
  [/^(?:<!--|<!doctype\b|<[a-z_][\w.:-]*(?:\s[^<]*)?\/?>)/i, { is: 'type', type: 'application/xml' }],
  [/^\{\\rt/, { is: 'type', type: 'application/rtf' }],
  [/^%PDF-/, { is: 'type', type: 'application/pdf' }],
  [/^%!PS/, { is: 'type', type: 'application/postscript' }],
  [/^mime-version:\s*1/i, { is: 'type', type: 'multipart/related' }],
  [/^\(this file must be converted with binhex/i, { is: 'type', type: 'application/mac-binhex40' }],
  [/^begin(?:-base64)? [0-7]{3,4} \S/, { is: 'type', type: 'text/x-uuencode' }],
];

/** Decides on the kind by how the text begins; blank space before that counts for nothing. */
export function textKind(head: string): TextKind {
  // eslint-disable-next-line no-control-regex -- HL7's frame begins with VT
  const start = head.replace(/^[\s\u000b\u001c\ufeff]+/, '');
  const kind = STARTS.find(([pattern]) => pattern.test(start));
  if (kind !== undefined) return kind[1];
  // Mail with headers: an attachment inside is out of sight of every other rule.
  if (
    /^(?:[A-Za-z][A-Za-z0-9-]*: ?[^\n]*\n(?:[ \t][^\n]*\n)*){2,}/.test(start) &&
    /^content-type: /im.test(start)
  ) {
    return { is: 'type', type: 'message/rfc822' };
  }
  // mbox
  if (/^From \S+ .*\d{4}\r?\n/.test(start)) return { is: 'type', type: 'application/mbox' };
  // A receipt's first record is its header: kind, then comma-separated fields (IR, HI and so on).
  if (/^(?:IR|UK|HI|HM|RT|YK),\d*,/.test(start)) return { is: 'type', type: 'application/x-receipt' };
  return { is: 'type', type: 'text/plain' };
}
