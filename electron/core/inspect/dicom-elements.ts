/** Reads DICOM data elements by their headers alone: values are stepped over, so that any size costs little. */

import type { Source } from './source.ts';

export type Syntax = { readonly explicit: boolean; readonly big: boolean };

/** `value` and `length` in bytes; a `length` of UNDEFINED_LENGTH means that items follow, up to a delimiter. */
export type Element = {
  readonly tag: number;
  readonly vr: string | null;
  readonly value: number;
  readonly length: number;
};

export const UNDEFINED_LENGTH = 0xffffffff;

export const SYNTAXES: readonly Syntax[] = [
  { explicit: true, big: false },
  { explicit: false, big: false },
  { explicit: true, big: true },
];

const LONG_VR = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
/** A folder of a whole archive of media has some hundred thousand. */
const MAX_ELEMENTS = 1_000_000;
const WINDOW_BYTES = 64 * 1024;

const ITEM = 0xfffee000;
const ITEM_END = 0xfffee00d;
const SEQUENCE_END = 0xfffee0dd;

/** Reads one element's header; null where there is none. */
export function elementAt(bytes: Buffer, at: number, { explicit, big }: Syntax): Element | null {
  if (at + 8 > bytes.length) return null;
  const u16 = (offset: number): number => (big ? bytes.readUInt16BE(offset) : bytes.readUInt16LE(offset));
  const u32 = (offset: number): number => (big ? bytes.readUInt32BE(offset) : bytes.readUInt32LE(offset));
  const group = u16(at);
  const tag = group * 0x10000 + u16(at + 2);
  // Items and delimiters carry no VR in any syntax.
  if (!explicit || group === 0xfffe) return { tag, vr: null, value: at + 8, length: u32(at + 4) };
  const vr = bytes.toString('latin1', at + 4, at + 6);
  if (!/^[A-Z]{2}$/.test(vr)) return null;
  if (!LONG_VR.has(vr)) return { tag, vr, value: at + 8, length: u16(at + 6) };
  return at + 12 > bytes.length ? null : { tag, vr, value: at + 12, length: u32(at + 8) };
}

/**
 * Shows every element from the first byte of `source` on, those in items of undefined length among them, in whatever
 * order they stand. True where that led exactly to the end, so that nothing was left out.
 */
export function walkElements(source: Source, syntax: Syntax, see: (element: Element) => void): boolean {
  let start = 0;
  let window = source.read(0, WINDOW_BYTES);
  let at = 0;
  let depth = 0;
  for (let seen = 0; seen < MAX_ELEMENTS && at < source.length; seen++) {
    if (at < start || at + 12 > start + window.length) {
      start = at;
      window = source.read(at, WINDOW_BYTES);
    }
    const inWindow = elementAt(window, at - start, syntax);
    // No file holds a tag of zeros, but the wrong syntax soon leads into pixels full of them.
    if (inWindow === null || inWindow.tag === 0) return false;
    const element = { ...inWindow, value: inWindow.value + start };
    at = element.value;
    if (element.tag === ITEM_END || element.tag === SEQUENCE_END) {
      if (depth-- === 0) return false;
      continue;
    }
    if (element.tag !== ITEM) see(element);
    if (element.length === UNDEFINED_LENGTH) depth++;
    else at += element.length;
  }
  return at === source.length && depth === 0;
}
