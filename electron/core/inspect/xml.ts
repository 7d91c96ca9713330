/** Looks at XML before its root element: what kind it is, and whether it fetches or defines anything from outside. */

import { heldBack } from '../../../shared/model/verdict.ts';
import type { Held } from './held.ts';
import type { Source } from './source.ts';
import { decode, type Encoding } from './text.ts';

/** A prolog longer than this is none that a real document has. */
const PROLOG_BYTES = 64 * 1024;

/** Encodings that write markup as ASCII does. UTF-7 and EBCDIC could spell a DOCTYPE that nobody here can see. */
const ENCODINGS =
  /^(?:utf-8|utf8|utf-16|utf-16le|utf-16be|us-ascii|ascii|iso-8859-\d+|windows-125\d|shift[_-]?jis|sjis|x-sjis|windows-31j|cp932|ms932|euc-jp|iso-2022-jp)$/i;

/** No preset lets HTML or SVG in; how far they are read only decides between two reasons to hold them back. */
const MARKUP_BYTES = 8 * 1024 * 1024;

export type XmlLook = { readonly type: string; readonly held: Held | null };

/** Names the kind of XML and holds back what reaches outside itself. `source` is text in `encoding`. */
export function lookAtXml(source: Source, encoding: Encoding): XmlLook {
  const text = decode(source.read(0, PROLOG_BYTES), encoding).trimStart();
  const held = (rule: string): XmlLook => ({ type: 'application/xml', held: heldBack('script', { rule }) });
  let rest = text;
  for (;;) {
    rest = rest.trimStart();
    if (rest.startsWith('<?')) {
      const end = rest.indexOf('?>');
      if (end === -1) return held('xml-prolog');
      const declared = /^<\?xml\s[^?]*?encoding\s*=\s*["']([^"']*)["']/i.exec(rest.slice(0, end))?.[1];
      if (declared !== undefined && !ENCODINGS.test(declared)) return held('xml-encoding');
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
  const root = /^<(?:([\w.-]+):)?([\w.-]+)([^>]*)/.exec(rest);
  if (root === null) return held('xml-prolog');
  const [, prefix, local = '', attributes = ''] = root;
  if (/^html$/i.test(local)) return { type: 'text/html', held: null };
  if (/^svg$/i.test(local)) return { type: 'image/svg+xml', held: null };
  if (/^(?:stylesheet|transform)$/.test(local) && attributes.includes('/XSL/Transform')) {
    return { type: 'application/xslt+xml', held: heldBack('script', { rule: 'xslt' }) };
  }
  if (local === 'ClinicalDocument' && attributes.includes('urn:hl7-org:v3')) {
    return { type: 'application/cda+xml', held: null };
  }
  // Office 2003's single-file XML carries macros and objects as base64; scriptlets run.
  if (
    /^(?:wordDocument|Workbook|package)$/.test(local) &&
    /schemas\.(?:microsoft|openxmlformats)\.|urn:schemas-microsoft-com:office/.test(attributes)
  ) {
    return { type: 'application/vnd.ms-office-xml', held: null };
  }
  if (/^(?:scriptlet|component|job|package)$/i.test(local) && prefix === undefined)
    return held('script-element');
  return { type: 'application/xml', held: null };
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
