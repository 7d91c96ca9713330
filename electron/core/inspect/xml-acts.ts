/** Tells by namespaces and instructions what in an XML document acts or makes another program open it, at any depth. */

import type { SaxesAttributeNS, SaxesTagNS } from 'saxes';

import { heldBack } from '../../../shared/model/verdict.ts';
import type { Held } from './held.ts';

/** A type stands for the whole document where what was found decides on its kind. */
export type Act = { readonly type: string | null; readonly held: Held | null };

const script = (rule: string, more: Record<string, string> = {}): Act => ({
  type: null,
  held: heldBack('script', { rule, ...more }),
});
/** Documents of Office 2003, flat packages and flat OpenDocument carry macros and objects as base64; no preset lets them in. */
const OFFICE: Act = { type: 'application/vnd.ms-office-xml', held: null };
const FLAT_ODF: Act = { type: 'application/vnd.oasis.opendocument.flat+xml', held: null };
const XSLT: Act = { type: 'application/xslt+xml', held: heldBack('script', { rule: 'xslt' }) };

const XHTML = 'http://www.w3.org/1999/xhtml';
const NAMESPACES: readonly (readonly [RegExp, Act])[] = [
  [/^(?:http:\/\/www\.w3\.org\/(?:1999\/XSL\/Transform|TR\/WD-xsl)|urn:schemas-microsoft-com:xslt)$/i, XSLT],
  [/^http:\/\/www\.w3\.org\/2000\/svg$/i, script('xml-svg')],
  [/^http:\/\/www\.w3\.org\/2001\/XInclude$/i, script('xml-external')],
  [/^http:\/\/www\.mozilla\.org\/(?:keymaster|xbl)/i, script('xml-xul')],
  [
    /^(?:urn:schemas-microsoft-com:office:|https?:\/\/schemas\.microsoft\.com\/(?:office|visio|project)(?:\/|$)|https?:\/\/(?:schemas\.openxmlformats\.org|purl\.oclc\.org\/ooxml)\/)/i,
    OFFICE,
  ],
  [/^(?:urn:oasis:names:tc:opendocument:xmlns:|https?:\/\/(?:www\.)?openoffice\.org\/20\d\d\/)/i, FLAT_ODF],
];
/** Looked up once for each namespace, since large documents name the same one with every tag. */
const known = new Map<string, Act | null>();

function ofNamespace(uri: string): Act | null {
  let act = known.get(uri);
  if (act === undefined) {
    act = NAMESPACES.find(([pattern]) => pattern.test(uri))?.[1] ?? null;
    if (known.size < 256) known.set(uri, act);
  }
  return act;
}

/** FHIR's narratives and the notes in schemas are written in XHTML: what only formats may stay. */
const FORMATTING: ReadonlySet<string> = new Set([
  'div', 'p', 'span', 'br', 'hr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'a', 'img', 'b', 'i', 'u', 'em', 'strong', 'small', 'big',
  'sub', 'sup', 'tt', 'code', 'pre', 'samp', 'kbd', 'var', 'dfn', 'abbr', 'acronym', 'cite', 'q', 'blockquote', 'address',
  'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'table', 'caption', 'colgroup', 'col', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td',
]); // prettier-ignore
const INERT: ReadonlySet<string> = new Set([
  'id', 'class', 'title', 'lang', 'dir', 'name', 'alt', 'width', 'height', 'border', 'align', 'valign', 'summary', 'scope', 'headers',
  'abbr', 'axis', 'colspan', 'rowspan', 'span', 'cellpadding', 'cellspacing', 'frame', 'rules', 'char', 'charoff', 'nowrap',
  'bgcolor', 'start', 'type', 'value', 'rel', 'rev', 'target', 'hreflang', 'datetime',
]); // prettier-ignore
/** Within the medium or the document, never a share. */
const RELATIVE = /^(?![a-z][a-z0-9+.-]*:|[\\/]{2})/i;
const CLICKED = /^(?:https?|mailto|tel):/i;
const OWN_PICTURE = /^data:image\/(?:png|jpeg|gif);/i;

/** As browsers read an address: blank space in it counts for nothing. */
// eslint-disable-next-line no-control-regex -- control characters are what is left out
const plain = (address: string): string => address.slice(0, 256).replaceAll(/[\u0000-\u0020]/g, '');

function formatsOnly(local: string, { local: name, uri, value }: SaxesAttributeNS): boolean {
  if (uri !== '' || INERT.has(name)) return true;
  if (name === 'href') return local === 'a' && (RELATIVE.test(plain(value)) || CLICKED.test(plain(value)));
  if (name === 'src') return local === 'img' && (RELATIVE.test(plain(value)) || OWN_PICTURE.test(value));
  // Without brackets, escapes and rules, a style can neither fetch nor run anything.
  return name === 'style' && !/[(\\@]/.test(value);
}

/** What an element does by itself or by one of its attributes; null for one that only says something. */
export function judgeElement(tag: SaxesTagNS): Act | null {
  const attributes = Object.values(tag.attributes);
  const act = ofNamespace(tag.uri);
  if (act !== null) return act;
  for (const { uri, value } of attributes) {
    const named = uri === '' ? null : ofNamespace(uri);
    if (named !== null) return named;
    if (value.includes(':') && /^(?:java|vb)script:/i.test(plain(value))) return script('xml-script-link');
  }
  if (tag.uri !== XHTML) return null;
  const inert =
    FORMATTING.has(tag.local) && attributes.every((attribute) => formatsOnly(tag.local, attribute));
  return inert ? null : script('xml-xhtml', { element: tag.local.slice(0, 64) });
}

/** A style sheet beside the document, as CDA names one. Anything else is fetched from elsewhere or from the document itself. */
const BESIDE = /^[^/\\:#&%?*<>|"'][^\\:#&%?*<>|"']*$/;

/** What an instruction tells a browser or Windows to do with the document; null for one that tells neither anything. */
export function judgeInstruction(target: string, body: string): Act | null {
  if (/^mso-application$/i.test(target)) return OFFICE;
  if (/^(?:mso-infopath|import$|xul-overlay$|component$|xbl$)/i.test(target))
    return script('xml-instruction', { instruction: target.slice(0, 64) });
  if (!/^xml-stylesheet$/i.test(target)) return null;
  const addresses = [...body.matchAll(/\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/g)];
  const [first] = addresses;
  const beside = addresses.length === 1 && BESIDE.test(first?.[1] ?? first?.[2] ?? '');
  return beside ? null : script('xml-stylesheet');
}
