/** Guards the DICOM door: the preamble that can hide a program, and documents wrapped up in a DICOM object. */

import { inflateRawSync } from 'node:zlib';

import { heldBack } from '../../../shared/model/verdict.ts';
import { elementAt, SYNTAXES, UNDEFINED_LENGTH, walkElements, type Element } from './dicom-elements.ts';
import type { Held } from './held.ts';
import { bufferSource, partOf, type Source } from './source.ts';

const PREAMBLE_BYTES = 128;
/** The meta header is a few hundred bytes. */
const META_BYTES = 1024 * 1024;
/** What a deflated object may unpack to: far more than a document or a single image needs. */
const INFLATED_BYTES = 64 * 1024 * 1024;
/** An object wraps one document; readers differ on which of several they open. */
const MAX_DOCUMENTS = 16;
/** How far an object that nobody can read to its end is searched for the mark of a document. */
const SEARCH_BYTES = 9 * 1024 * 1024;

const DEFLATED = '1.2.840.10008.1.2.1.99';
/** Encapsulated PDF, CDA, STL, OBJ and MTL storage. */
const ENCAPSULATED = '1.2.840.10008.5.1.4.1.1.104.';
const SOP_CLASS = 0x00080016;
const DOCUMENT = 0x00420011;

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

/** What is wrapped up in a DICOM object; `unreadable` and `deflated` mean that nobody has looked at it. */
export type Wrapped =
  | { readonly is: 'documents'; readonly sources: readonly Source[] }
  | { readonly is: 'unreadable' }
  | { readonly is: 'deflated' };

/**
 * Finds what Encapsulated Document elements hold, whatever kind of object the meta header or the object itself claims to
 * be: readers differ on whom they believe. `deflated` is a document where the engine sees packed bytes only.
 */
export function wrappedDocuments(source: Source): Wrapped {
  const meta = readMeta(source.read(0, META_BYTES));
  const packed = partOf(source, meta.end, source.length);
  const body = meta.transferSyntax === DEFLATED ? inflated(packed) : packed;
  if (body === null) return { is: 'unreadable' };
  const found: Element[] = [];
  let claimed = meta.sopClass.startsWith(ENCAPSULATED);
  let whole = false;
  // Neither are readers of one mind where the syntax is not the one that the meta header names.
  for (const syntax of SYNTAXES) {
    const complete = walkElements(body, syntax, (element) => {
      if (element.tag === DOCUMENT && found.length <= MAX_DOCUMENTS) found.push(element);
      if (
        element.tag === SOP_CLASS &&
        body.read(element.value, 64).toString('latin1').startsWith(ENCAPSULATED)
      )
        claimed = true;
    });
    whole ||= complete;
  }
  if (found.length === 0)
    return claimed || (!whole && hasDocumentMark(body))
      ? { is: 'unreadable' }
      : { is: 'documents', sources: [] };
  if (meta.transferSyntax === DEFLATED) return { is: 'deflated' };
  if (found.length > MAX_DOCUMENTS || found.some(({ length }) => length === UNDEFINED_LENGTH))
    return { is: 'unreadable' };
  return { is: 'documents', sources: found.map(({ value, length }) => partOf(body, value, length)) };
}

/** Null where the object does not unpack within the bounds. */
function inflated(packed: Source): Source | null {
  try {
    return bufferSource(inflateRawSync(packed.read(0, packed.length), { maxOutputLength: INFLATED_BYTES }));
  } catch {
    return null;
  }
}

/** Tag and VR; without a VR, the tag and how a document begins. Pixels alone would spell the tag by chance. */
// eslint-disable-next-line no-control-regex -- tags are made of such bytes
const DOCUMENT_MARK = /\x42\0\x11\0(?:O[A-Z]|U[A-Z]|[^]{4}(?:%PDF|<))|\0\x42\0\x11(?:O[A-Z]|U[A-Z])/;

const hasDocumentMark = (body: Source): boolean =>
  DOCUMENT_MARK.test(body.read(0, SEARCH_BYTES).toString('latin1'));

function readMeta(head: Buffer): { transferSyntax: string; sopClass: string; end: number } {
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
  return { transferSyntax, sopClass, end: at };
}
