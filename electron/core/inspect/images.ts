/** Finds where a JPEG, PNG, GIF or BMP ends, so that what was hung on behind the picture can be looked at. */

import type { Source } from './source.ts';

/** The offset behind the picture's last byte, or null where its structure ends before it is complete. */
export type PictureEnd = number | null;

/** Null for types whose end is not marked (TIFF, DICOM …): nothing can be said about a tail there. */
export function pictureEnd(type: string, source: Source): PictureEnd | 'unmarked' {
  switch (type) {
    case 'image/jpeg':
      return jpegEnd(source);
    case 'image/png':
      return pngEnd(source);
    case 'image/gif':
      return gifEnd(source);
    case 'image/bmp':
      return bmpEnd(source);
    default:
      return 'unmarked';
  }
}

const WINDOW = 1024 * 1024;

type Window = {
  readonly byte: (at: number) => number;
  readonly find: (value: number, from: number) => number;
};

/** Reads through a window, so that a picture of any size costs one window of memory; -1 is behind the end. */
function windowed(source: Source): Window {
  let start = 0;
  let window = source.read(0, WINDOW);
  const byte = (at: number): number => {
    if (at < start || at >= start + window.length) {
      if (at >= source.length) return -1;
      start = at;
      window = source.read(at, WINDOW);
    }
    return window[at - start] ?? -1;
  };
  const find = (value: number, from: number): number => {
    for (let at = from; byte(at) !== -1; at = start + window.length) {
      const hit = window.indexOf(value, at - start);
      if (hit !== -1) return start + hit;
    }
    return -1;
  };
  return { byte, find };
}

function jpegEnd(source: Source): PictureEnd {
  const { byte, find } = windowed(source);
  let at = 2;
  for (;;) {
    if (byte(at) !== 0xff) return null;
    while (byte(at + 1) === 0xff) at++;
    const marker = byte(at + 1);
    if (marker === 0xd9) return at + 2;
    if (marker <= 0x00) return null;
    at += 2;
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) continue;
    const length = byte(at) * 256 + byte(at + 1);
    if (byte(at + 1) === -1 || length < 2) return null;
    at += length;
    if (marker !== 0xda) continue;
    // Entropy-coded data: FF00 is a byte of it, FFD0–FFD7 restart it, any other marker ends it.
    for (;;) {
      const next = find(0xff, at);
      const follows = byte(next + 1);
      if (next === -1 || follows === -1) return null;
      if (follows === 0x00 || (follows >= 0xd0 && follows <= 0xd7)) at = next + 2;
      else if (follows === 0xff) at = next + 1;
      else {
        at = next;
        break;
      }
    }
  }
}

function pngEnd(source: Source): PictureEnd {
  let at = 8;
  while (at + 12 <= source.length) {
    const header = source.read(at, 8);
    const length = header.readUInt32BE(0);
    const kind = header.toString('latin1', 4, 8);
    if (!/^[A-Za-z]{4}$/.test(kind)) return null;
    at += 12 + length;
    if (kind === 'IEND') return at <= source.length ? at : null;
  }
  return null;
}

function gifEnd(source: Source): PictureEnd {
  const { byte } = windowed(source);
  const colours = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));
  const blocks = (from: number): number => {
    let at = from;
    while (byte(at) > 0) at += byte(at) + 1;
    return byte(at) === 0 ? at + 1 : source.length + 1;
  };
  let at = 13 + colours(byte(10));
  for (;;) {
    const kind = byte(at);
    if (kind === 0x3b) return at + 1;
    // Some writers leave the trailer out; what is there is whole.
    if (kind === -1 && at === source.length) return at;
    if (kind === 0x21) at = blocks(at + 2);
    else if (kind === 0x2c) at = blocks(at + 11 + colours(byte(at + 9)));
    else return null;
  }
}

function bmpEnd(source: Source): PictureEnd {
  if (source.length < 54) return null;
  const header = source.read(0, 30);
  const pixels = header.readUInt32LE(10);
  const headerBytes = header.readUInt32LE(14);
  // Writers disagree on the size field, so the end of the pixels counts: rows are padded to four bytes.
  if (headerBytes < 40 || headerBytes > 256 || pixels < 14 + headerBytes || pixels > source.length)
    return null;
  const row = Math.ceil((Math.abs(header.readInt32LE(18)) * header.readUInt16LE(28)) / 32) * 4;
  const end = pixels + row * Math.abs(header.readInt32LE(22));
  return Math.max(end, header.readUInt32LE(2)) <= source.length
    ? Math.max(end, header.readUInt32LE(2))
    : source.length;
}
