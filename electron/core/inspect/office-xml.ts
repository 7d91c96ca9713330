/** Judges what ties the parts of OOXML documents together, and them to the outside: relationships and the list of parts. */

import { heldBack } from '../../../shared/model/verdict.ts';
import type { Held } from './held.ts';
import { isClickable, isLocal, walkPart } from './office-part.ts';
import type { Source } from './source.ts';
import type { Encoding } from './text.ts';

/** Relationships that a document may have with something outside, since nothing is fetched before a person clicks. */
const CLICKED = /\/hyperlink$/;
/** Loaded when the document is opened, so only from a drive of the machine itself, where nothing new comes from. */
const LOCAL_ONLY =
  /\/(?:attachedTemplate|image|externalLinkPath|xlPathMissing|linkedImage|audio|video|media|mailMergeSource|mailMergeHeaderSource)$/;

/** A part's relationships: hyperlinks may lead outside, nothing else may except to this machine's own drives. */
export function judgeRelationships(source: Source, encoding: Encoding): Held | null {
  return walkPart(source, encoding, {
    open: (name, _uri, attributes) => {
      if (name !== 'Relationship') return null;
      const [[type = '', ...types], [given = '', ...targets]] = [attributes('Type'), attributes('Target')];
      if (types.length > 0 || targets.length > 0)
        return heldBack('archive-unreadable', { rule: 'office-xml' });
      const target = given.trim();
      const kind = type.slice(type.lastIndexOf('/') + 1);
      if (/\/(?:vbaProject|wordVbaData|attachedToolbars|xlMacrosheet|xlIntlMacrosheet)$/i.test(type))
        return heldBack('macro', { rule: 'vba', relationship: kind });
      if (/\/(?:control|activeXControlBinary|ctrlProp)$/.test(type) && kind !== 'ctrlProp')
        return heldBack('macro', { rule: 'activex', relationship: kind });
      const outside =
        attributes('TargetMode').some((mode) => mode.toLowerCase() === 'external') ||
        /^[a-z][a-z0-9+.-]+:|^\\\\|^\/\//i.test(target);
      if (CLICKED.test(type)) {
        return isClickable(target) ? null : heldBack('macro', { rule: 'hyperlink', relationship: kind });
      }
      if (!outside || (LOCAL_ONLY.test(type) && isLocal(target))) return null;
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
  const held = walkPart(source, encoding, {
    open: (_name, _uri, attributes) => {
      const type = attributes('ContentType').join(' ');
      if (/macroEnabled|vbaProject|macrosheet|vbaData/i.test(type))
        return heldBack('macro', { rule: 'vba', contentType: type.slice(0, 128) });
      if (/ms-office\.activeX/i.test(type)) return heldBack('macro', { rule: 'activex' });
      if (/\.main\+xml$/.test(type)) main ??= type;
      return null;
    },
  });
  return { main, held };
}
