/** Looks into every member of a ZIP: plain archives under the preset's rules, office documents under their own. */

import type { Preset } from '../../../shared/model/session.ts';
import { heldBack } from '../../../shared/model/verdict.ts';
import { judgeFit } from './allowed.ts';
import { junkIn } from './carriers.ts';
import { judgeCarrier, lookAt, type Context, type Look } from './content.ts';
import { inMember, type Held } from './held.ts';
import { isContentTypes, judgePart, officeKind, officeType, partAllowed, type OfficeKind } from './office.ts';
import { readZip, type ZipMember } from './zip-read.ts';
import { unpack, type Unpacked } from './zip-unpack.ts';

const TYPE = 'application/zip';

/** The way into ZIPs for one preset. */
export function zipLook(preset: Preset): Context['lookAtZip'] {
  return async (source, context) => {
    const refused = (held: Held): Look => ({ type: TYPE, encoding: null, held });
    const { limits } = context;
    if (context.depth >= limits.nesting)
      return refused(heldBack('archive-limit', { limit: 'nesting', max: limits.nesting }));
    const members = await readZip(source, limits, context.spent);
    if (!isMembers(members)) return refused(members);
    const kind = officeKind(members.map(({ name }) => name));
    let type = TYPE;
    for (const member of inReadingOrder(members)) {
      if (context.late())
        return {
          type,
          encoding: null,
          held: heldBack('archive-limit', { limit: 'milliseconds', max: limits.milliseconds }),
        };
      const unpacked = await unpack(source, member, limits, context.scratch);
      if ('verdict' in unpacked) return { type, encoding: null, held: inMember(unpacked, member.name) };
      try {
        const look = await lookAtMember(unpacked, member.name, kind, preset, context);
        type = look.type ?? type;
        if (look.held !== null) return { type, encoding: null, held: inMember(look.held, member.name) };
      } finally {
        unpacked.close();
      }
    }
    return { type, encoding: null, held: null };
  };
}

const isMembers = (read: Held | readonly ZipMember[]): read is readonly ZipMember[] => Array.isArray(read);

/** The list of parts first, so that the report can name the document's type even where a later part is held back. */
const inReadingOrder = (members: readonly ZipMember[]): readonly ZipMember[] =>
  members.toSorted((a, b) => Number(isContentTypes(b.name)) - Number(isContentTypes(a.name)));

/** `type`: what the member says the whole archive is, null when it says nothing. */
async function lookAtMember(
  { source }: Unpacked,
  name: string,
  kind: OfficeKind | null,
  preset: Preset,
  context: Context,
): Promise<{ type: string | null; held: Held | null }> {
  const carrier = judgeCarrier(name);
  if (carrier !== null) return { type: null, held: carrier };
  const look = await lookAt(source, { ...context, depth: context.depth + 1, part: kind !== null });
  if (look.held !== null) return { type: null, held: look.held };
  if (kind === null)
    return { type: null, held: isHarmlessJunk(name, look.type) ? null : judgeFit(name, look, preset).held };
  const names = kind === 'ooxml' ? isContentTypes(name) : name === 'mimetype';
  const office = names ? officeType(kind, source, look.encoding) : null;
  const held = office?.held ?? judgePart(kind, name, source, look.encoding);
  if (held !== null) return { type: office?.type ?? null, held };
  return { type: office?.type ?? null, held: partAllowed(look.type, name) ? null : refusedPart(look) };
}

const refusedPart = ({ type }: Look): Held => heldBack('type-not-allowed', { type, rule: 'office-part' });

/** What macOS puts into every ZIP it makes. A whole archive is not held back for it. */
const isHarmlessJunk = (name: string, type: string | null): boolean =>
  junkIn(name) !== null && (type === 'multipart/appledouble' || type === 'application/x-apple-dsstore');
