/** Looks at XML: what kind it is, whether it fetches or defines anything from outside, and whether anything in it acts. */

import iconv from 'iconv-lite';
import type { SaxesTagNS } from 'saxes';

import { heldBack } from '../../../shared/model/verdict.ts';
import type { Held } from './held.ts';
import type { Source } from './source.ts';
import { decode, type Encoding } from './text.ts';
import { judgeElement, judgeInstruction, type Act } from './xml-acts.ts';
import { walkXml } from './xml-walk.ts';

/** A prolog longer than this is none that a real document has. */
const PROLOG_BYTES = 64 * 1024;

/** Encodings that write markup as ASCII does. UTF-7 and EBCDIC could spell a DOCTYPE that nobody here can see. */
const ENCODINGS =
  /^(?:utf-8|utf8|utf-16|utf-16le|utf-16be|us-ascii|ascii|iso-8859-\d+|windows-125\d|shift[_-]?jis|sjis|x-sjis|windows-31j|cp932|ms932|euc-jp|iso-2022-jp)$/i;

/** Those of them that read ASCII as ASCII in whatever place, since office-xml.ts reads parts as Unicode. */
const PART_ENCODINGS = /^(?:utf-8|utf8|us-ascii|ascii|iso-8859-\d+|windows-125\d)$/i;

/** No preset lets HTML or SVG in; how far they are read only decides between two reasons to hold them back. */
const MARKUP_BYTES = 8 * 1024 * 1024;

export type XmlLook = { readonly type: string; readonly held: Held | null };

const XML = 'application/xml';
const held = (rule: string): XmlLook => ({ type: XML, held: heldBack('script', { rule }) });

/**
 * Names the kind of XML and holds back what reaches outside itself or acts. `source` is text in `encoding`. `part`: it
 * belongs to an office document, whose own rules read what stands behind the prolog.
 */
export function lookAtXml(source: Source, encoding: Encoding, part: boolean): XmlLook {
  const declared = declaredEncoding(source, encoding);
  if (declared !== null && !(part ? PART_ENCODINGS : ENCODINGS).test(declared)) return held('xml-encoding');
  const decoder = decoderOf(declared ?? encoding);
  const prologDecoder = decoderOf(declared ?? encoding);
  if (decoder === null || prologDecoder === null) return held('xml-encoding');
  const root = behindProlog(prologDecoder(source.read(0, PROLOG_BYTES)));
  if (typeof root !== 'string') return root;
  if (part) return ofName(/^<(?:[\w.-]+:)?([\w.-]+)/.exec(root)?.[1] ?? '') ?? { type: XML, held: null };
  return lookThrough(source, decoder);
}

/** What a reader of XML believes: a byte order mark, then what the document declares, then UTF-8. */
function declaredEncoding(source: Source, encoding: Encoding): string | null {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return null;
  const start = source.read(0, 1024).toString('latin1');
  const declared = /^\s*<\?xml\s[^?]*?\bencoding\s*=\s*["']([^"']*)["']/i.exec(start)?.[1];
  // Two bytes a character they are not: Windows programs write that word into UTF-8 too.
  return declared === undefined || /^utf-16/i.test(declared) ? 'utf-8' : declared;
}

/** By the declared word, not by what the bytes look like: a byte more or less in a character hides the end of a section. */
function decoderOf(label: string): ((piece: Buffer) => string) | null {
  if (iconv.encodingExists(label)) {
    const decoder = iconv.getDecoder(label);
    return (piece) => decoder.write(piece);
  }
  try {
    const decoder = new TextDecoder(label);
    return (piece) => decoder.decode(piece, { stream: true });
  } catch {
    return null;
  }
}

/** The beginning of the root element, or why the document is held back before it. */
function behindProlog(start: string): string | XmlLook {
  let rest = start;
  for (;;) {
    rest = rest.trimStart();
    if (rest.startsWith('<?')) {
      const end = rest.indexOf('?>');
      if (end === -1) return held('xml-prolog');
      rest = rest.slice(end + 2);
    } else if (rest.startsWith('<!--')) {
      const end = rest.indexOf('-->', 4);
      if (end === -1) return held('xml-prolog');
      rest = rest.slice(end + 3);
    } else if (/^<!doctype/i.test(rest)) {
      const doctype =
        /^<!doctype\s+([^\s[>]+)\s*(?:public\s*(?:"([^"]*)"|'[^']*')\s*(?:"[^"]*"|'[^']*')?|(system)\s*(?:"[^"]*"|'[^']*'))?\s*(\[)?\s*(>)?/i.exec(
          rest,
        );
      if (doctype === null) return held('xml-doctype');
      if (doctype[4] !== undefined) return held('xml-entities');
      if (
        doctype[3] !== undefined ||
        (doctype[2] !== undefined && !/^-\/\/(?:w3c|ietf|openoffice\.org)\/\//i.test(doctype[2]))
      ) {
        return held('xml-external');
      }
      if (doctype[5] === undefined) return held('xml-doctype');
      rest = rest.slice(doctype[0].length);
    } else break;
  }
  return /^<[^\s!?/<>]/.test(rest) ? rest : held('xml-prolog');
}

/** Web pages and drawings have rules of their own. */
function ofName(local: string): XmlLook | null {
  if (/^html$/i.test(local)) return { type: 'text/html', held: null };
  return /^svg$/i.test(local) ? { type: 'image/svg+xml', held: null } : null;
}

function lookThrough(source: Source, decoder: (piece: Buffer) => string): XmlLook {
  const root: { type: string | null } = { type: null };
  const act = walkXml<Act>(source, decoder, {
    instruction: judgeInstruction,
    open: (tag) => {
      if (root.type === null) {
        const look = ofRoot(tag);
        if (look.held !== null || look.type === 'text/html' || look.type === 'image/svg+xml') return look;
        root.type = look.type;
      }
      return judgeElement(tag);
    },
  });
  if (act === 'broken')
    return {
      type: root.type ?? XML,
      held: heldBack('archive-unreadable', { type: XML, rule: 'xml-structure' }),
    };
  return { type: act?.type ?? root.type ?? XML, held: act?.held ?? null };
}

function ofRoot({ local, prefix, uri }: SaxesTagNS): XmlLook {
  const look = ofName(local);
  if (look !== null) return look;
  if (local === 'ClinicalDocument' && uri === 'urn:hl7-org:v3')
    return { type: 'application/cda+xml', held: null };
  // Scriptlets run.
  return prefix === '' && /^(?:scriptlet|component|job|package)$/i.test(local)
    ? held('script-element')
    : { type: XML, held: null };
}

/** Marks of content that acts by itself, in HTML and SVG; a renderer decodes entities, so those that spell them count. */
export function hasActiveMarkup(source: Source, encoding: Encoding): boolean {
  const text = decode(source.read(0, MARKUP_BYTES), encoding).replace(
    /&#(?:x([0-9a-f]+)|(\d+));?/gi,
    (_, hex: string | undefined, decimal: string | undefined) => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code < 0x80 ? String.fromCharCode(code) : ' ';
    },
  );
  return /<(?:\w+:)?(?:script|iframe|object|embed|applet|foreignobject|base|link|meta\s[^>]*refresh)\b|\son[a-z]{3,}\s*=|(?:java|vb)script\s*:|data\s*:\s*text\/html/i.test(
    text,
  );
}
