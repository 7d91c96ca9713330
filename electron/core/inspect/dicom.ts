/** Guards the DICOM door: the preamble that can hide a program, and documents wrapped up in a DICOM object. */

import { inflateRawSync } from 'node:zlib';

import { heldBack } from '../../../shared/model/verdict.ts';
import type { Held } from './held.ts';
import { bufferSource, partOf, type Source } from './source.ts';

const PREAMBLE_BYTES = 128;
/** A document is wrapped near the front; what lies behind this many elements or bytes of header is not a header. */
const MAX_ELEMENTS = 2000;
const HEADER_BYTES = 1024 * 1024;

const DEFLATED = '1.2.840.10008.1.2.1.99';
const BIG_ENDIAN = '1.2.840.10008.1.2.2';
const IMPLICIT = '1.2.840.10008.1.2';
/** Encapsulated PDF, CDA, STL, OBJ and MTL storage. */
const ENCAPSULATED = '1.2.840.10008.5.1.4.1.1.104.';
const LONG_VR = new Set(['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV']);
const UNDEFINED_LENGTH = 0xffffffff;

type Syntax = { readonly explicit: boolean; readonly big: boolean };
type Element = {
  readonly tag: number;
  readonly vr: string | null;
  readonly value: number;
  readonly length: number;
};

/**
 * The preamble may be zeros, or the beginning of a TIFF (whole-slide images are both). Anything else can be a program
 * that also passes as an image (CVE-2019-11687). Null when in order; `at` is where the file starts, without one: null.
 */
export function judgePreamble(source: Source): Held | null {
  const preamble = source.read(0, PREAMBLE_BYTES);
  if (source.read(PREAMBLE_BYTES, 4).toString('latin1') !== 'DICM') return null;
  // GE writes single flag bytes further on. What begins with zeros is no program: all of those show in their first bytes.
  if (
    preamble.subarray(0, 16).every((byte) => byte === 0) &&
    preamble.filter((byte) => byte !== 0).length <= 4
  )
    return null;
  if (/^(?:II[*+]\0|MM\0[*+])/.test(preamble.toString('latin1', 0, 4))) return null;
  return heldBack('dicom-preamble', { rule: 'preamble', begins: preamble.subarray(0, 4).toString('hex') });
}

/** DICOM without preamble, as old machines and some exports write it: the first elements must read as such. */
export function isBareDicom(head: Buffer): boolean {
  if (head.length < 16) return false;
  for (const syntax of SYNTAXES) {
    let last = -1;
    let seen = 0;
    for (let at = 0; seen < 4; seen++) {
      const element = elementAt(head, at, syntax);
      const group = element === null ? 0 : element.tag >>> 16;
      if (element === null || element.tag <= last || (seen === 0 && group !== 0x0008 && group !== 0x0002))
        break;
      if (group > 0x0040 || element.length > 4096) break;
      last = element.tag;
      at = element.value + element.length;
    }
    if (seen === 4) return true;
  }
  return false;
}

const SYNTAXES: readonly Syntax[] = [
  { explicit: true, big: false },
  { explicit: false, big: false },
  { explicit: true, big: true },
];

/** What is wrapped up in a DICOM object: nothing, a part of it, or something that cannot be told. */
export type Wrapped =
  | { readonly is: 'nothing' }
  | { readonly is: 'document'; readonly source: Source }
  | { readonly is: 'unreadable' };

/**
 * Finds the document of an Encapsulated … Storage object. `unreadable` means that the object says it wraps a document
 * but the document was not found within the bounds, so nobody has looked at it.
 */
export function wrappedDocument(source: Source): Wrapped {
  const head = source.read(0, HEADER_BYTES);
  const meta = readMeta(head);
  if (meta === null || !meta.sopClass.startsWith(ENCAPSULATED)) return { is: 'nothing' };
  let body = partOf(source, meta.end, source.length);
  if (meta.transferSyntax === DEFLATED) {
    try {
      body = bufferSource(inflateRawSync(body.read(0, body.length), { maxOutputLength: 64 * HEADER_BYTES }));
    } catch {
      return { is: 'unreadable' };
    }
  }
  const syntax = { explicit: meta.transferSyntax !== IMPLICIT, big: meta.transferSyntax === BIG_ENDIAN };
  const bytes = body.read(0, HEADER_BYTES);
  let at = 0;
  for (let seen = 0; seen < MAX_ELEMENTS; seen++) {
    const element = elementAt(bytes, at, syntax);
    if (element === null) return { is: 'unreadable' };
    if (element.tag === 0x00420011 && element.length !== UNDEFINED_LENGTH) {
      return { is: 'document', source: partOf(body, element.value, element.length) };
    }
    if (element.length !== UNDEFINED_LENGTH) at = element.value + element.length;
    else {
      // A sequence of undefined length: go on behind its delimiter. Nested ones end earlier, and reading resumes inside.
      const end = bytes.indexOf(syntax.big ? SEQUENCE_END_BIG : SEQUENCE_END, element.value);
      if (end === -1) return { is: 'unreadable' };
      at = end + 8;
    }
  }
  return { is: 'unreadable' };
}

const SEQUENCE_END = Buffer.from('feffdde000000000', 'hex');
const SEQUENCE_END_BIG = Buffer.from('fffee0dd00000000', 'hex');

function readMeta(head: Buffer): { transferSyntax: string; sopClass: string; end: number } | null {
  let at = head.toString('latin1', PREAMBLE_BYTES, PREAMBLE_BYTES + 4) === 'DICM' ? PREAMBLE_BYTES + 4 : 0;
  let transferSyntax = '';
  let sopClass = '';
  for (let seen = 0; seen < 64; seen++) {
    const element = elementAt(head, at, { explicit: true, big: false });
    if (element === null || element.tag >>> 16 !== 0x0002) break;
    const text = head
      .toString('latin1', element.value, element.value + Math.min(64, element.length))
      .replace(/[\0 ]+$/, '');
    if (element.tag === 0x00020010) transferSyntax = text;
    if (element.tag === 0x00020002) sopClass = text;
    at = element.value + element.length;
  }
  return sopClass === '' ? null : { transferSyntax, sopClass, end: at };
}

/** Reads one element's header; null where there is none. */
function elementAt(bytes: Buffer, at: number, { explicit, big }: Syntax): Element | null {
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
