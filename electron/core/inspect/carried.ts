/** Finds the documents that CDA and HL7 messages carry as base64, which nobody but a reader of those formats would see. */

import { SaxesParser } from 'saxes';

import { bufferSource, type Source } from './source.ts';
import { decode, type Encoding } from './text.ts';

/** `unreadable`: a document is there, but readers would not agree on its bytes. */
export type Carried =
  | { readonly is: 'documents'; readonly sources: readonly Source[] }
  | { readonly is: 'unreadable' }
  | { readonly is: 'too-large' };

const NONE: Carried = { is: 'documents', sources: [] };
const UNREADABLE: Carried = { is: 'unreadable' };

const MiB = 1024 ** 2;

/** True where the source holds that word as this encoding writes it. */
function mentions(source: Source, word: string, encoding: Encoding): boolean {
  const needle = Buffer.from(word, encoding === 'utf-16le' || encoding === 'utf-16be' ? 'utf16le' : 'latin1');
  if (encoding === 'utf-16be') needle.swap16();
  for (let at = 0; at < source.length; at += MiB)
    if (source.read(at, MiB + needle.length).includes(needle)) return true;
  return false;
}

/** What elements of XML hold whose `representation` is B64: the body of a CDA that is no XML, and pictures beside one. */
export function carriedInXml(source: Source, encoding: Encoding, maxBytes: number): Carried {
  // An attribute's name cannot be spelled in any other way.
  if (!mentions(source, 'representation', encoding)) return NONE;
  if (source.length > maxBytes) return { is: 'too-large' };
  const found: string[] = [];
  const state = { depth: 0, inside: 0, broken: false };
  const parser = new SaxesParser();
  parser.on('error', () => (state.broken = true));
  parser.on('opentag', ({ attributes }) => {
    state.depth++;
    const packed = Object.entries(attributes).some(
      ([name, value]) => /(?:^|:)representation$/.test(name) && value.trim().toUpperCase() === 'B64',
    );
    if (packed && state.inside === 0) state.inside = state.depth;
  });
  let parts: string[] = [];
  const see = (text: string): void => {
    if (state.inside > 0) parts.push(text);
  };
  parser.on('text', see);
  parser.on('cdata', see);
  parser.on('closetag', () => {
    if (state.depth-- !== state.inside) return;
    state.inside = 0;
    found.push(parts.join(''));
    parts = [];
  });
  parser.write(decode(source.read(0, source.length), encoding));
  if (!state.broken) parser.close();
  return state.broken ? UNREADABLE : decoded(found.map((text) => [text, 'base64']));
}

/** A component of this length in the alphabet of base64 is data, whatever the field says of it. */
const DATA_CHARACTERS = 64;

/** What fields of HL7 v2 hold that are encapsulated data (ED), or say that they are base64 or hexadecimal. */
export function carriedInHl7(source: Source, encoding: Encoding, maxBytes: number): Carried {
  if (source.length > maxBytes) return { is: 'too-large' };
  const text = decode(source.read(0, source.length), encoding);
  const found: (readonly [string, 'base64' | 'hex'])[] = [];
  let signs = signsOf('MSH|^~\\&');
  let segment: string[] = [];
  // Some writers break the lines of base64: what begins no segment goes on with the one before.
  // eslint-disable-next-line no-control-regex -- HL7's frame is VT and FS
  for (const line of text.split(/[\r\n\v\u001c]+/)) {
    const next = /^(?:MSH|BHS|FHS)[^\s\w]/.test(line) ? signsOf(line) : signs;
    if (/^[A-Z][A-Z0-9]{2}/.test(line) && line.charAt(3) === next.field) {
      found.push(...dataIn(segment.join(''), signs));
      segment = [];
    }
    signs = next;
    segment.push(line);
  }
  found.push(...dataIn(segment.join(''), signs));
  return decoded(found);
}

/** Each message may bring signs of its own. */
type Signs = Readonly<Record<'field' | 'component' | 'repeat' | 'escape' | 'part', string>>;

const signsOf = (header: string): Signs => {
  const [field = '|', component = '^', repeat = '~', escape = '\\', part = '&'] = header.slice(3, 8);
  return { field, component, repeat, escape, part };
};

function* dataIn(segment: string, signs: Signs): Generator<readonly [string, 'base64' | 'hex']> {
  const fields = segment.split(signs.field);
  const encapsulated = fields.includes('ED');
  for (const value of fields.flatMap((one) => one.split(signs.repeat))) {
    const parts = value.split(signs.component).flatMap((one) => one.split(signs.part));
    const named = parts.findIndex((one) => /^(?:base64|hex)$/i.test(one.trim()));
    const as = /hex/i.test(parts[named] ?? '') ? 'hex' : 'base64';
    for (const [at, one] of parts.entries()) {
      const data = withoutEscapes(one, signs.escape);
      const long = data.length >= DATA_CHARACTERS;
      // Data stands after its encoding, or bare in a field of that type; elsewhere, a code may be called HEX.
      const follows = named !== -1 && at > named && (encapsulated || long);
      if (follows || (encapsulated && long && /^[A-Za-z0-9+/=\s]+$/.test(data))) yield [data, as];
    }
  }
}

/** HL7 writes line breaks in data as \X0D\, \X0A\ or \.br\. */
function withoutEscapes(data: string, escape: string): string {
  const pieces = data.split(escape);
  return pieces.length < 3 ? data : pieces.filter((_, at) => at % 2 === 0).join('');
}

function decoded(found: readonly (readonly [string, 'base64' | 'hex'])[]): Carried {
  const sources: Source[] = [];
  for (const [text, as] of found) {
    const data = text.replace(/\s+/g, '');
    if (data === '') continue;
    // Readers differ on what else stands among the data, and on what follows its end.
    if (!(as === 'hex' ? /^[0-9A-Fa-f]*$/ : /^[A-Za-z0-9+/]*={0,2}$/).test(data)) return UNREADABLE;
    sources.push(bufferSource(Buffer.from(data, as)));
  }
  return { is: 'documents', sources };
}
