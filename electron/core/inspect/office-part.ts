/** Reads the XML parts of office documents, whatever family they belong to. */

import { StringDecoder } from 'node:string_decoder';

import { heldBack } from '../../../shared/model/verdict.ts';
import type { Held } from './held.ts';
import type { Source } from './source.ts';
import type { Encoding } from './text.ts';
import { walkXml } from './xml-walk.ts';

/** The values of all attributes of that local name, whatever prefixes a writer gave them: one may not hide another. */
export type Attributes = (local: string) => readonly string[];

export type SeePart = {
  readonly open?: (name: string, uri: string, attributes: Attributes) => Held | null;
  readonly text?: (name: string, text: string) => void;
};

/** Walks over an XML part as a stream; a finding ends it, and so does XML that cannot be parsed. */
export function walkPart(source: Source, encoding: Encoding, see: SeePart): Held | null {
  if (encoding !== 'utf-8' && encoding !== 'utf-16le')
    return heldBack('archive-unreadable', { rule: 'office-xml-encoding' });
  const decoder = new StringDecoder(encoding === 'utf-8' ? 'utf8' : 'utf16le');
  const { open, text } = see;
  const found = walkXml<Held>(source, (piece) => decoder.write(piece), {
    ...(text === undefined ? {} : { text }),
    open: (tag) =>
      open?.(tag.local, tag.uri, (name) =>
        Object.values(tag.attributes)
          .filter(({ local }) => local === name)
          .map(({ value }) => value),
      ) ?? null,
  });
  return found === 'broken' ? heldBack('archive-unreadable', { rule: 'office-xml' }) : found;
}

/** True where the part holds that word in any encoding a part may have; spares parsing of large sheets. */
export function mentions(source: Source, words: readonly string[]): boolean {
  const needles = words.flatMap((word) => [Buffer.from(word), Buffer.from(word, 'utf16le')]);
  let found = false;
  const step = 1024 * 1024;
  for (let at = 0; at < source.length && !found; at += step) {
    const bytes = source.read(at, step + 128);
    found = needles.some((needle) => bytes.includes(needle));
  }
  return found;
}

const SCHEME = '[a-z][a-z0-9+.-]*:';
/** What a person may follow by a click: nothing else starts more than a browser or a mail. */
const CLICKABLE = new RegExp(`^(?:(?:https?|mailto):|(?!${SCHEME}|[\\\\/]{2}))`, 'i');
/** On the medium, in the document or on this machine's own drives, where nothing new comes from. */
const LOCAL = new RegExp(
  `^(?:(?:file:/{0,3})?[a-z]:[\\\\/]|file:///(?![\\\\/])|(?!${SCHEME}|[\\\\/]{2}))`,
  'i',
);

/** As programs read an address: blank space counts for nothing, and escapes may spell a share. */
function plain(address: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is left out
  const joined = address.replaceAll(/[\u0000-\u0020]/g, '');
  try {
    return decodeURIComponent(joined);
  } catch {
    return joined;
  }
}

export const isClickable = (address: string): boolean => CLICKABLE.test(plain(address));
export const isLocal = (address: string): boolean => LOCAL.test(plain(address));
