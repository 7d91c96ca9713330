/** Guards the PDF door: programs, scripts and attachments in a PDF, also where object streams or #xx hide them. */

import { inflateSync } from 'node:zlib';

import { heldBack, type BlockedReason } from '../../../shared/model/verdict.ts';
import type { Held } from './held.ts';
import type { InspectionLimits } from './limits.ts';
import { objectStarts, packedObjects, readObject, type Budget, type PdfObject } from './pdf-objects.ts';
import type { Source } from './source.ts';

/** Names that make a PDF do something. A viewer acts on them; reading and printing needs none of them. */
const ACTIVE: Readonly<Record<string, readonly [BlockedReason, string]>> = {
  Encrypt: ['encrypted', 'pdf-encrypt'],
  JavaScript: ['script', 'pdf-javascript'],
  JS: ['script', 'pdf-javascript'],
  XFA: ['script', 'pdf-xfa'],
  Launch: ['executable', 'pdf-launch'],
  EF: ['executable', 'pdf-embedded-file'],
  EmbeddedFile: ['executable', 'pdf-embedded-file'],
  EmbeddedFiles: ['executable', 'pdf-embedded-file'],
  RichMedia: ['executable', 'pdf-rich-media'],
  RichMediaContent: ['executable', 'pdf-rich-media'],
  GoToE: ['executable', 'pdf-embedded-file'],
  ImportData: ['script', 'pdf-import-data'],
  SubmitForm: ['script', 'pdf-submit-form'],
};

/** Object streams of real writers hold at most a few hundred objects. */
const OBJECT_STREAM_BYTES = 32 * 1024 * 1024;
/** Each byte may be looked at this many times over: objects in strings are read again. */
const BUDGET_FACTOR = 8;

const unreadable = (rule: string): Held => heldBack('archive-unreadable', { type: 'application/pdf', rule });

/** Null when nothing in the PDF acts by itself. What cannot be read to the end is held back, for nobody looked at it. */
export function judgePdf(source: Source, limits: InspectionLimits): Held | null {
  if (source.length > limits.documentBytes)
    return heldBack('archive-limit', { limit: 'document-bytes', max: limits.documentBytes });
  const bytes = source.read(0, source.length);
  const budget: Budget = { bytes: bytes.length * BUDGET_FACTOR + 1024 * 1024 };
  const written = withoutFilling(bytes);
  if (!written.subarray(Math.max(0, written.length - 2048)).includes('%%EOF'))
    return unreadable('pdf-truncated');

  let objects = 0;
  let found: Held | null = null;
  const see = ({ names, away, broken }: PdfObject): void => {
    objects++;
    for (const name of names) {
      const active = Object.hasOwn(ACTIVE, name) ? ACTIVE[name] : undefined;
      // Encryption says most: behind it, nothing else could be seen.
      if (active !== undefined && (found === null || active[0] === 'encrypted')) {
        found = heldBack(active[0], { rule: active[1], name });
      }
    }
    if (away) found ??= heldBack('executable', { rule: 'pdf-file-elsewhere' });
    // A viewer goes on behind a keyword inside brackets, as far as it likes.
    if (broken) found ??= unreadable('pdf-structure');
  };
  for (const start of objectStarts(bytes)) {
    const object = readObject(bytes, start, budget);
    if (object === null) return unreadable('pdf-too-complex');
    see(object);
    if (object.stream === null || !isObjectStream(object.names)) continue;
    const packed = unpack(bytes, object.stream, object);
    const starts = packed === null ? null : packedStarts(packed, object);
    if (packed === null || starts === null) {
      found ??= unreadable('pdf-object-stream');
      continue;
    }
    budget.bytes += packed.length * 2;
    const members = packedObjects(packed, starts, budget);
    if (members === null) return unreadable('pdf-too-complex');
    members.forEach(see);
  }
  return found ?? (objects === 0 ? unreadable('pdf-structure') : null);
}

/** Some writers fill the file up to a size of their liking, with blanks or zeros. */
function withoutFilling(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && FILLING.has(bytes[end - 1] ?? -1)) end--;
  return bytes.subarray(0, end);
}
const FILLING: ReadonlySet<number> = new Set([0, 9, 10, 12, 13, 32]);

/** An object stream needs both keys to be read at all, whatever its Type says or refers to, and whatever else it has. */
const isObjectStream = (names: ReadonlySet<string>): boolean =>
  names.has('ObjStm') || (names.has('First') && names.has('N'));

/** Null where the stream cannot be unpacked. Where it ends is for the packed data to say, not for its Length. */
function unpack(bytes: Buffer, start: number, { filters, names }: PdfObject): Buffer | null {
  // Writers use Flate or nothing; a chain of filters, or a predictor over them, here or elsewhere, only hides.
  if (names.has('DecodeParms') || names.has('DP') || names.has('Crypt')) return null;
  if (!names.has('Filter')) return bytes.subarray(start, Math.max(start, bytes.lastIndexOf('endstream')));
  if (filters.length !== 1 || (filters[0] !== 'FlateDecode' && filters[0] !== 'Fl')) return null;
  try {
    return inflateSync(bytes.subarray(start, start + OBJECT_STREAM_BYTES), {
      maxOutputLength: OBJECT_STREAM_BYTES,
    });
  } catch {
    return null;
  }
}

/**
 * Where the objects of an object stream begin: a table of numbers and offsets, then the objects from `first` on. Null
 * where the table is anything but plain numbers for all of them: a reader may then look elsewhere.
 */
function packedStarts(packed: Buffer, { first, count }: PdfObject): readonly number[] | null {
  if (first === null || count === null || first > packed.length) return null;
  const table = packed.toString('latin1', 0, first);
  if (/[^\d\s\0]/.test(table)) return null;
  const numbers = table.match(/\d+/g) ?? [];
  // A reader that finds too few of them goes on among the objects.
  if (numbers.length < 2 * count) return null;
  const offsets = numbers.filter((_, at) => at % 2 === 1).map(Number);
  return [first, ...offsets.map((offset) => Math.min(packed.length, first + offset))];
}
