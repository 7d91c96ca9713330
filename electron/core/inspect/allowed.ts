/** Holds content against its extension and the preset: the type must be allowed, and the name must not say otherwise. */

import type { Preset } from '../../../shared/model/session.ts';
import { heldBack } from '../../../shared/model/verdict.ts';
import { presetAllows } from '../policy/presets.ts';
import type { Held } from './held.ts';
import { EMPTY_TYPE } from './recognise.ts';
import { extensionFits, extensionOf, typesOfExtension } from './types.ts';

/** Kinds of text that are also just text: where the special kind is not allowed or not named so, plain text counts. */
const ALSO_TEXT: Readonly<Record<string, readonly string[]>> = {
  'application/x-receipt': ['application/x-receipt', 'text/csv', 'text/plain'],
  'application/hl7-v2': ['application/hl7-v2', 'text/csv', 'text/plain'],
  'text/plain': ['text/csv', 'text/plain'],
  // A schema or style of a document is XML too.
  'application/cda+xml': ['application/cda+xml', 'application/xml'],
};

/** The type to report, and what speaks against the file in this preset. */
export function judgeFit(
  name: string,
  content: { readonly type: string | null },
  preset: Preset,
): { readonly type: string | null; readonly held: Held | null } {
  const extension = extensionOf(name);
  const claimed = typesOfExtension(extension);
  const candidates =
    content.type === EMPTY_TYPE
      ? claimed
      : content.type === null
        ? []
        : (ALSO_TEXT[content.type] ?? [content.type]);
  const fitting = candidates.filter((type) => extensionFits(type, extension));
  const type = fitting.find((candidate) => presetAllows(preset, candidate));
  if (type !== undefined) return { type: content.type === EMPTY_TYPE ? EMPTY_TYPE : type, held: null };
  const seen = fitting[0] ?? content.type;
  // The name claims something the gate knows, and the content is something else.
  if (fitting.length === 0 && claimed.length > 0 && content.type !== null && extension !== '') {
    return { type: seen, held: heldBack('type-mismatch', { type: seen, extension }) };
  }
  return { type: seen, held: heldBack('type-not-allowed', { type: seen, extension, preset }) };
}
