/** Looks into the XML of OpenDocument files for what reaches outside or starts something. */

import { heldBack } from '../../../shared/model/verdict.ts';
import type { Held } from './held.ts';
import { isClickable, isLocal, mentions, walkPart, type Attributes } from './office-part.ts';
import type { Source } from './source.ts';
import { startsProgram } from './tables.ts';
import type { Encoding } from './text.ts';

const ODF = 'urn:oasis:names:tc:opendocument:xmlns:';

/** OpenDocument: event listeners and scripts run, DDE sources and applets reach outside, encryption hides the rest. */
export function judgeOpenDocument(source: Source, encoding: Encoding): Held | null {
  if (
    !mentions(source, [
      'event-listener',
      'script',
      'dde-',
      'applet',
      'plugin',
      'encryption-data',
      'href',
      'formula',
    ])
  )
    return null;
  return walkPart(source, encoding, {
    open: (name, uri, attributes) => {
      if (name === 'event-listener' && !turnsPages(uri, attributes))
        return heldBack('macro', { rule: 'odf-event' });
      if (uri === `${ODF}office:1.0` && name === 'script') return heldBack('macro', { rule: 'odf-script' });
      if (uri === `${ODF}text:1.0` && name === 'script') return heldBack('macro', { rule: 'odf-script' });
      if (name === 'dde-source' || name === 'dde-connection' || name === 'dde-connection-decl')
        return heldBack('macro', { rule: 'dde' });
      if (uri === `${ODF}drawing:1.0` && (name === 'applet' || name === 'plugin'))
        return heldBack('macro', { rule: 'odf-applet' });
      if (name === 'encryption-data') return heldBack('encrypted', { rule: 'odf-encrypted' });
      // Of a cell: `of:=DDE("x";"y";"z")`.
      if (attributes('formula').some((formula) => /\bDDE\s*\(/i.test(formula) || startsProgram(formula)))
        return heldBack('macro', { rule: 'dde' });
      return judgeLinks(name, attributes('href'));
    },
  });
}

/** In slides, a click on a shape may lead to another slide of the same document. */
const TURNS = /^(?:none|(?:previous|next|first|last|last-visited)-page|hide|stop|fade-out|show)$/;

const turnsPages = (uri: string, attributes: Attributes): boolean => {
  const actions = attributes('action');
  return (
    uri === `${ODF}presentation:1.0` &&
    actions.length > 0 &&
    actions.every((action) => TURNS.test(action)) &&
    attributes('href').every((href) => href === '' || href.startsWith('#'))
  );
};

/** A link or an area of a picture is followed by a click; all else with an address is loaded with the document. */
function judgeLinks(element: string, addresses: readonly string[]): Held | null {
  const clicked = element === 'a' || element.startsWith('area-');
  return addresses.every(clicked ? isClickable : isLocal)
    ? null
    : heldBack('macro', { rule: 'odf-link', element: element.slice(0, 64) });
}
