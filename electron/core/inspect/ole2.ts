/** Guards the door of the old Office formats (OLE2): macros, embedded programs, encryption, DDE. */

/* eslint-disable no-control-regex -- the format's own names begin with control characters */

import CFB from 'cfb';

import { heldBack } from '../../../shared/model/verdict.ts';
import { inMember, type Held } from './held.ts';
import type { InspectionLimits } from './limits.ts';
import { judgeExcel, judgeLink, judgeWord, powerPointStorages } from './ole2-streams.ts';
import { isPdf } from './recognise.ts';
import { bySignature, SIGNATURES } from './signatures.ts';
import type { Source } from './source.ts';

/** `inside`: documents and programs among the streams, which are looked at like files of their own. */
export type Ole2Look = {
  readonly type: string;
  readonly held: Held | null;
  readonly inside: readonly Entry[];
};

type Entry = { readonly path: string; readonly content: Buffer };

/** Which stream makes a document of which kind; the first that is there decides. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^WordDocument$/i, 'application/msword'],
  [/^(?:Workbook|Book)$/i, 'application/vnd.ms-excel'],
  [/^PowerPoint Document$/i, 'application/vnd.ms-powerpoint'],
  [/^__properties_version1\.0$/i, 'application/vnd.ms-outlook'],
  [/^VisioDocument$/i, 'application/vnd.visio'],
  [/^Catalog$/i, 'application/x-thumbs-db'],
];
/** Windows Installer's packages, patches and transforms, which start programs as an administrator. */
const INSTALLER = /^8[246]100c0000000000c000000000000046/i;

/** Directory names that mean trouble wherever they stand: another reader may follow a directory that ours does not. */
const RAW_NAMES = (
  [
    ['_VBA_PROJECT', 'macro', 'vba'],
    ['EncryptedPackage', 'encrypted', 'ole2-encrypted'],
    ['\u0001Ole10Native', 'executable', 'ole-object'],
  ] as const
).map(([name, reason, rule]) => [Buffer.from(name, 'utf16le'), reason, rule] as const);

/** Reads the container and its streams. Never throws for what is in it. */
export function lookAtOle2(source: Source, limits: InspectionLimits): Ole2Look {
  const type = 'application/x-cfb';
  if (source.length > limits.documentBytes) {
    const max = limits.documentBytes;
    return { type, held: heldBack('archive-limit', { limit: 'document-bytes', max }), inside: [] };
  }
  let root: string;
  let entries: Entry[];
  try {
    const container = CFB.read(source.read(0, source.length), { type: 'buffer' });
    root = container.FileIndex[0]?.clsid ?? '';
    entries = container.FileIndex.map((entry, at) => ({
      path: (container.FullPaths[at] ?? '').replace(/^[^/]*\/|\/$/g, ''),
      content: Buffer.from((entry as { content?: Uint8Array }).content ?? []),
    }));
  } catch {
    return { type, held: heldBack('archive-unreadable', { type, rule: 'ole2-structure' }), inside: [] };
  }
  if (INSTALLER.test(root.replaceAll('-', ''))) {
    const installer = 'application/x-msi';
    return { type: installer, held: heldBack('executable', { type: installer }), inside: [] };
  }
  const bytes = source.read(0, source.length);
  const named = RAW_NAMES.find(([name]) => bytes.includes(name));
  const kind = KINDS.find(([stream]) => entries.some(({ path }) => stream.test(path)))?.[1] ?? type;
  const stored = entries.flatMap(packedStorages);
  return {
    type: kind,
    held:
      judgeEntries(entries) ??
      judgeDocument(entries) ??
      (stored.includes(null) ? heldBack('archive-unreadable', { rule: 'ppt-storage' }) : null) ??
      (named === undefined ? null : heldBack(named[1], { rule: named[2] })),
    inside: [
      ...entries.filter(({ content }) => actsByItself(content)),
      ...stored.filter((one) => one !== null),
    ],
  };
}

/** Archives, documents and programs; pictures and the formats' own streams only show. */
function actsByItself(content: Buffer): boolean {
  const known = bySignature(content, SIGNATURES);
  return (
    isPdf(content) ||
    (known !== null &&
      (known.against !== null || known.type === 'application/zip' || known.type === 'application/x-cfb'))
  );
}

/** What a presentation packs into its one stream; null for what cannot be unpacked. */
function packedStorages({ path, content }: Entry): readonly (Entry | null)[] {
  if (!/(?:^|\/)PowerPoint Document$/i.test(path)) return [];
  return powerPointStorages(content)?.map((storage) => ({ path, content: storage })) ?? [null];
}

function judgeEntries(entries: readonly Entry[]): Held | null {
  const any = (pattern: RegExp): string | null =>
    entries.find(({ path }) => pattern.test(path))?.path ?? null;
  const encrypted = any(
    /(?:^|\/)(?:EncryptedPackage|EncryptionInfo|EncryptedSummary|\u0006DataSpaces)(?:\/|$)/i,
  );
  if (encrypted !== null) return heldBack('encrypted', { rule: 'ole2-encrypted', member: encrypted });
  const macro = any(/(?:^|\/)(?:_VBA_PROJECT(?:_CUR)?|VBA|Macros|PROJECTwm)(?:\/|$)/i);
  if (macro !== null) return heldBack('macro', { rule: 'vba', member: macro });
  const embedded = any(/(?:^|\/)(?:\u0001Ole10Native|Ole10ItemName|Equation Native|\u0001Ole10FmtProgID)$/i);
  if (embedded !== null) return heldBack('executable', { rule: 'ole-object', member: embedded });
  for (const { path, content } of entries) {
    if (content.length > 64 && content.toString('latin1', 0, 2) === 'MZ') {
      return heldBack('executable', { rule: 'ole-object', member: path });
    }
  }
  return null;
}

function judgeDocument(entries: readonly Entry[]): Held | null {
  for (const { path, content } of entries) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    let held: Held | null = null;
    if (/^WordDocument$/i.test(name)) held = judgeWord(content);
    else if (/^(?:Workbook|Book)$/i.test(name)) held = judgeExcel(content);
    else if (/^\u0001Ole$/i.test(name)) held = judgeLink(content);
    else if (
      /^Current User$/i.test(name) &&
      content.length >= 16 &&
      content.readUInt32LE(12) === 0xf3d1c4df
    ) {
      held = heldBack('encrypted', { rule: 'ppt-encrypted' });
    }
    if (held !== null) return inMember(held, path);
  }
  return null;
}
