/** Looks into the XML parts of office documents for what reaches outside or starts something. */

import { StringDecoder } from 'node:string_decoder';

import { heldBack } from '../../../shared/model/verdict.ts';
import type { Held } from './held.ts';
import type { Source } from './source.ts';
import type { Encoding } from './text.ts';
import { walkXml } from './xml-walk.ts';

/** Relationships that a document may have with something outside, since nothing is fetched before a person clicks. */
const CLICKED = /\/hyperlink$/;
/** Loaded when the document is opened, so only from a drive of the machine itself, where nothing new comes from. */
const LOCAL_ONLY =
  /\/(?:attachedTemplate|image|externalLinkPath|xlPathMissing|linkedImage|audio|video|media|mailMergeSource|mailMergeHeaderSource)$/;
const LOCAL_TARGET = /^(?:(?:file:\/{0,3})?[a-z]:[\\/]|(?![a-z][a-z0-9+.-]*:|[\\/]{2}))/i;

/** Attributes by local name, whatever prefix a writer gave them. */
type Attributes = Readonly<Record<string, string>>;

type See = {
  readonly open?: (name: string, uri: string, attributes: Attributes) => Held | null;
  readonly text?: (name: string, text: string) => void;
};

/** Walks over an XML part as a stream; a finding ends it, and so does XML that cannot be parsed. */
function walk(source: Source, encoding: Encoding, see: See): Held | null {
  if (encoding !== 'utf-8' && encoding !== 'utf-16le')
    return heldBack('archive-unreadable', { rule: 'office-xml-encoding' });
  const decoder = new StringDecoder(encoding === 'utf-8' ? 'utf8' : 'utf16le');
  const { open, text } = see;
  const found = walkXml<Held>(source, (piece) => decoder.write(piece), {
    ...(text === undefined ? {} : { text }),
    open: (tag) =>
      open?.(
        tag.local,
        tag.uri,
        Object.fromEntries(Object.values(tag.attributes).map(({ local, value }) => [local, value])),
      ) ?? null,
  });
  return found === 'broken' ? heldBack('archive-unreadable', { rule: 'office-xml' }) : found;
}

/** True where the part holds that word in any encoding a part may have; spares parsing of large sheets. */
function mentions(source: Source, words: readonly string[]): boolean {
  const needles = words.flatMap((word) => [Buffer.from(word), Buffer.from(word, 'utf16le')]);
  let found = false;
  const step = 1024 * 1024;
  for (let at = 0; at < source.length && !found; at += step) {
    const bytes = source.read(at, step + 128);
    found = needles.some((needle) => bytes.includes(needle));
  }
  return found;
}

/** A part's relationships: hyperlinks may lead outside, nothing else may except to this machine's own drives. */
export function judgeRelationships(source: Source, encoding: Encoding): Held | null {
  return walk(source, encoding, {
    open: (name, _uri, attributes) => {
      if (name !== 'Relationship') return null;
      const type = attributes['Type'] ?? '';
      const target = (attributes['Target'] ?? '').trim();
      const kind = type.slice(type.lastIndexOf('/') + 1);
      if (/\/(?:vbaProject|wordVbaData|attachedToolbars|xlMacrosheet|xlIntlMacrosheet)$/i.test(type))
        return heldBack('macro', { rule: 'vba', relationship: kind });
      if (/\/(?:control|activeXControlBinary|ctrlProp)$/.test(type) && kind !== 'ctrlProp')
        return heldBack('macro', { rule: 'activex', relationship: kind });
      const outside =
        attributes['TargetMode']?.toLowerCase() === 'external' ||
        /^[a-z][a-z0-9+.-]+:|^\\\\|^\/\//i.test(target);
      if (!outside || CLICKED.test(type)) return null;
      if (LOCAL_ONLY.test(type) && LOCAL_TARGET.test(target)) return null;
      return heldBack('macro', { rule: 'external-relationship', relationship: kind });
    },
  });
}

/** The list of parts: macros and old macro sheets are named there, whatever their file is called. */
export function judgeContentTypes(
  source: Source,
  encoding: Encoding,
): { main: string | null; held: Held | null } {
  let main: string | null = null;
  const held = walk(source, encoding, {
    open: (_name, _uri, attributes) => {
      const type = attributes['ContentType'] ?? '';
      if (/macroEnabled|vbaProject|macrosheet|vbaData/i.test(type))
        return heldBack('macro', { rule: 'vba', contentType: type.slice(0, 128) });
      if (/ms-office\.activeX/i.test(type)) return heldBack('macro', { rule: 'activex' });
      if (/\.main\+xml$/.test(type)) main ??= type;
      return null;
    },
  });
  return { main, held };
}

/** Fields and links in the text of a document that start another program (DDE). */
export function judgeFields(source: Source, encoding: Encoding): Held | null {
  if (!mentions(source, ['instr', 'ddeLink', 'oleLink'])) return null;
  let fields = '';
  const held = walk(source, encoding, {
    open: (name, _uri, attributes) => {
      if (name === 'ddeLink' || name === 'oleLink') return heldBack('macro', { rule: 'dde' });
      if (name === 'fldSimple') fields += ` ${attributes['instr'] ?? ''} `;
      // A field's text may be cut over many runs; where a new field begins, a new word does too.
      if (name === 'fldChar' && attributes['fldCharType'] === 'begin') fields += ' ';
      return null;
    },
    text: (name, text) => {
      if (name === 'instrText' || name === 'delInstrText') fields += text;
    },
  });
  return (
    held ??
    (/(?:^|[\s"{])DDE(?:AUTO)?(?:[\s"\\]|$)/i.test(fields) ? heldBack('macro', { rule: 'dde' }) : null)
  );
}

const ODF = 'urn:oasis:names:tc:opendocument:xmlns:';

/** OpenDocument: event listeners and scripts run, DDE sources and applets reach outside, encryption hides the rest. */
export function judgeOpenDocument(source: Source, encoding: Encoding): Held | null {
  if (!mentions(source, ['event-listener', 'script', 'dde-', 'applet', 'plugin', 'encryption-data']))
    return null;
  return walk(source, encoding, {
    open: (name, uri) => {
      if (uri === `${ODF}script:1.0` && name === 'event-listener')
        return heldBack('macro', { rule: 'odf-event' });
      if (uri === `${ODF}office:1.0` && name === 'script') return heldBack('macro', { rule: 'odf-script' });
      if (uri === `${ODF}text:1.0` && name === 'script') return heldBack('macro', { rule: 'odf-script' });
      if (name === 'dde-source' || name === 'dde-connection' || name === 'dde-connection-decl')
        return heldBack('macro', { rule: 'dde' });
      if (uri === `${ODF}drawing:1.0` && (name === 'applet' || name === 'plugin'))
        return heldBack('macro', { rule: 'odf-applet' });
      if (name === 'encryption-data') return heldBack('encrypted', { rule: 'odf-encrypted' });
      return null;
    },
  });
}
