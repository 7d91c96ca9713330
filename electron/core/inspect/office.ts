/** Decides which ZIPs are office documents, and what may be inside one: more kinds than a medium may bring, but no program. */

import { heldBack } from '../../../shared/model/verdict.ts';
import type { Held } from './held.ts';
import { judgeFields } from './office-fields.ts';
import { judgeOpenDocument } from './office-odf.ts';
import { judgeContentTypes, judgeRelationships } from './office-xml.ts';
import type { Source } from './source.ts';
import type { Encoding } from './text.ts';

export type OfficeKind = 'ooxml' | 'odf';

const PREFIX = 'application/vnd.openxmlformats-officedocument.';
const MAIN_TYPES: readonly (readonly [RegExp, string])[] = [
  [/wordprocessingml\.document\.main\+xml$/, `${PREFIX}wordprocessingml.document`],
  [/spreadsheetml\.sheet\.main\+xml$/, `${PREFIX}spreadsheetml.sheet`],
  [/presentationml\.(?:presentation|slideshow)\.main\+xml$/, `${PREFIX}presentationml.presentation`],
];

/** Part names are the same whatever their case. */
export const isContentTypes = (name: string): boolean => name.toLowerCase() === '[content_types].xml';

/** The family a ZIP belongs to by its members; null for a plain archive. */
export function officeKind(names: readonly string[]): OfficeKind | null {
  if (names.some(isContentTypes)) return 'ooxml';
  return names[0] === 'mimetype' && names.includes('META-INF/manifest.xml') ? 'odf' : null;
}

/** The document's MIME type: for OOXML from its list of parts, for ODF from its first member. */
export function officeType(
  kind: OfficeKind,
  source: Source,
  encoding: Encoding | null,
): { readonly type: string; readonly held: Held | null } {
  if (kind === 'odf') {
    const type = source.read(0, 128).toString('latin1').trim();
    return {
      type: /^application\/vnd\.oasis\.opendocument\.[a-z-]+$/.test(type) ? type : 'application/zip',
      held: null,
    };
  }
  if (encoding === null)
    return { type: 'application/zip', held: heldBack('archive-unreadable', { rule: 'office-xml' }) };
  const { main, held } = judgeContentTypes(source, encoding);
  const type = MAIN_TYPES.find(([pattern]) => main !== null && pattern.test(main))?.[1];
  return { type: type ?? 'application/vnd.openxmlformats-package', held };
}

const PART_TYPES: ReadonlySet<string> = new Set([
  'application/xml', 'application/x-empty', 'application/rdf+xml',
  'image/jpeg', 'image/png', 'image/gif', 'image/bmp', 'image/tiff', 'image/emf', 'image/wmf', 'image/svg+xml', 'image/webp',
  'image/vnd.ms-photo', 'audio/wav', 'audio/mpeg', 'audio/mp4', 'audio/x-m4a', 'video/mp4', 'video/x-m4v', 'video/quicktime', 'video/vnd.avi',
  'font/ttf', 'font/otf', 'font/woff', 'font/woff2',
  'application/msword', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint', 'application/x-cfb',
  ...MAIN_TYPES.map(([, type]) => type),
  'application/vnd.oasis.opendocument.text', 'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.presentation', 'application/vnd.oasis.opendocument.graphics',
  'application/vnd.oasis.opendocument.chart', 'application/vnd.oasis.opendocument.formula',
]); // prettier-ignore

/** Parts of a form nobody names: printer settings, obfuscated fonts, LibreOffice's previews and layout cache. */
const SHAPELESS =
  /(?:^|\/)(?:printerSettings\d*\.bin|[^/]+\.(?:odttf|fntdata)|layout-cache|ObjectReplacements\/[^/]+)$/;
const PLAIN_TEXT = /^(?:mimetype|.*\.(?:xml|rels|vml|rdf))$/;

/** True where a part of that type and name belongs in an office document. */
export function partAllowed(type: string | null, name: string): boolean {
  if (type !== null && PART_TYPES.has(type)) return true;
  if (type === 'text/plain') return PLAIN_TEXT.test(name);
  return type === null && SHAPELESS.test(name);
}

/** What makes a part of an office document act, by its name and by what its XML says. */
export function judgePart(
  kind: OfficeKind,
  name: string,
  source: Source,
  encoding: Encoding | null,
): Held | null {
  if (/(?:^|\/)vba(?:Project|Data)[^/]*\.(?:bin|xml)$|(?:^|\/)(?:macrosheets|activeX)\//i.test(name))
    return heldBack('macro', { rule: 'vba' });
  if (kind === 'odf' && /^(?:Basic|Scripts)\//i.test(name)) return heldBack('macro', { rule: 'odf-script' });
  if (encoding === null) return null;
  if (kind === 'odf') return judgeOpenDocument(source, encoding);
  // By the end of the name: the package's own are called just `.rels`, which is no extension.
  return /\.rels$/i.test(name) ? judgeRelationships(source, encoding) : judgeFields(source, encoding);
}
