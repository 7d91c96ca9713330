/** Names what a file really is, by its bytes alone: the quick answers first, the library for the rest. */

import { fileTypeFromBuffer } from 'file-type';

import { isBareDicom } from './dicom.ts';
import { bySignature, EXECUTABLE_TYPES, SIGNATURES, WEAK_SIGNATURES, type Recognised } from './signatures.ts';
import type { Source } from './source.ts';
import { decode, textEncoding, textKind, type Encoding } from './text.ts';

/** As Recognised, and the encoding where the whole content is text. */
export type Content = Recognised & { readonly encoding: Encoding | null };

/** Where ISO 9660 names itself, and as much as the library likes to see. */
const HEAD_BYTES = 34 * 1024;
/** A text's kind shows in its first lines. */
export const TEXT_HEAD_BYTES = 2048;

export const EMPTY_TYPE = 'application/x-empty';

/** Never throws for what the bytes are; `type` is null where nobody knows them. */
export async function recognise(source: Source): Promise<Content> {
  if (source.length === 0) return { type: EMPTY_TYPE, against: null, encoding: null };
  const head = source.read(0, HEAD_BYTES);
  const known = bySignature(head, SIGNATURES) ?? pdfHeader(head);
  if (known !== null) return { ...known, encoding: null };
  const encoding = textEncoding(source);
  if (encoding !== null) return { ...asText(head, encoding), encoding };
  const weak = bySignature(head, WEAK_SIGNATURES);
  if (weak !== null) return { ...weak, encoding: null };
  if (isBareDicom(head)) return { type: 'application/dicom', against: null, encoding: null };
  return { ...(await byLibrary(head)), encoding: null };
}

/** Readers take `%PDF-` after blank space or a byte order mark, so such a file is a PDF whatever else it is. */
export function isPdf(head: Buffer): boolean {
  const start = head.toString('latin1', 0, 64).replace(/^(?:\u00ef\u00bb\u00bf)?[\s\0]*/, '');
  return start.startsWith('%PDF-');
}

const pdfHeader = (head: Buffer): Recognised | null =>
  isPdf(head) ? { type: 'application/pdf', against: null } : null;

function asText(head: Buffer, encoding: Encoding): Recognised {
  const kind = textKind(decode(head.subarray(0, TEXT_HEAD_BYTES), encoding));
  return kind.is === 'type'
    ? { type: kind.type, against: null }
    : { type: 'text/plain', against: kind.is, rule: kind.rule };
}

async function byLibrary(head: Buffer): Promise<Recognised> {
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  if (found === undefined) return { type: null, against: null };
  return { type: found.mime, against: EXECUTABLE_TYPES.has(found.mime) ? 'executable' : null };
}
