/** Judges one piece of content, a file of the medium or a member of an archive: what it is, and what speaks against it. */

import { heldBack } from '../../../shared/model/verdict.ts';
import { judgeDisk, judgeHidden } from './appended.ts';
import { carriedInHl7, carriedInXml, type Carried } from './carried.ts';
import { isAutorun, isShellFolder, reasonOfExtension } from './carriers.ts';
import { judgePreamble, wrappedDocuments } from './dicom.ts';
import { inMember, type Held } from './held.ts';
import { pictureEnd } from './images.ts';
import type { InspectionLimits } from './limits.ts';
import { partAllowed } from './office.ts';
import { lookAtOle2 } from './ole2.ts';
import { judgePdf } from './pdf.ts';
import { EMPTY_TYPE, recognise } from './recognise.ts';
import { bufferSource, partOf, type Source } from './source.ts';
import { judgeTable } from './tables.ts';
import type { Encoding } from './text.ts';
import { extensionOf } from './types.ts';
import { hasActiveMarkup, lookAtXml } from './xml.ts';
import type { Spent } from './zip-read.ts';

/** `type` by content, null when unknown; `held` speaks for itself, whatever a preset would allow. */
export type Look = {
  readonly type: string | null;
  readonly encoding: Encoding | null;
  readonly held: Held | null;
};

/** What all looks into one file of the medium share. `depth`: archives around the content at hand. */
export type Context = {
  readonly limits: InspectionLimits;
  readonly scratch: string | null;
  readonly spent: Spent;
  readonly depth: number;
  /** True for a part of an office document, whose XML office-xml.ts reads. */
  readonly part: boolean;
  /** True once the time for this file is over. */
  late(): boolean;
  /** Judges a ZIP's members; passed in, since archives hold content and content can be an archive. */
  lookAtZip(source: Source, context: Context): Promise<Look>;
};

/** What a name alone gives away. `path` with `/` between components. */
export function judgeCarrier(path: string): Held | null {
  const components = path.split('/');
  const name = components.at(-1) ?? '';
  if (isAutorun(name)) return heldBack('autorun', { rule: 'name' });
  if (components.some(isShellFolder)) return heldBack('shortcut', { rule: 'shell-folder' });
  const extension = extensionOf(name);
  const reason = reasonOfExtension(extension);
  return reason === null ? null : heldBack(reason, { rule: 'extension', extension });
}

/** Looks into content by its own bytes. Rejects only where staging fails or a parser breaks; callers hold back then. */
export async function lookAt(source: Source, context: Context): Promise<Look> {
  const content = await recognise(source);
  if (content.against !== null) {
    const detail =
      content.rule === undefined ? { type: content.type } : { type: content.type, rule: content.rule };
    return { ...content, held: heldBack(content.against, detail) };
  }
  if (content.type === EMPTY_TYPE) return { ...content, held: null };
  const look = await lookCloser(source, content.type, content.encoding, context);
  // Text cannot hold an archive's bytes, nor a disk's.
  if (look.held !== null || content.encoding === 'utf-8') return look;
  // ZIP and OLE2 are read whole by their own rules.
  const whole = content.type === 'application/zip' || content.type === 'application/x-cfb';
  return { ...look, held: judgeDisk(source, look.type) ?? (whole ? null : judgeHidden(source, look.type)) };
}

async function lookCloser(
  source: Source,
  type: string | null,
  encoding: Encoding | null,
  context: Context,
): Promise<Look> {
  switch (type ?? '') {
    case 'application/dicom':
      return { type, encoding, held: judgePreamble(source) ?? (await judgeWrapped(source, context)) };
    case 'application/pdf':
      return { type, encoding, held: judgePdf(source, context.limits) };
    case 'application/x-cfb':
      return await lookAtStreams(source, context);
    case 'application/zip':
      return await context.lookAtZip(source, context);
    case 'application/xml':
    case 'text/html':
    case 'image/svg+xml':
      return type === null || encoding === null
        ? { type, encoding, held: null }
        : await lookAtCarrying(lookAtMarkup(source, type, encoding, context.part), source, encoding, context);
    case 'application/hl7-v2': {
      const carried = carriedInHl7(source, encoding ?? 'utf-8', context.limits.documentBytes);
      return { type, encoding, held: await judgeCarried(carried, context) };
    }
    default:
      return {
        type,
        encoding,
        held: encoding === null ? await judgeTail(source, type) : judgeTable(source, encoding),
      };
  }
}

/** The container by its own rules, then what is packed into its streams as if it were a part of an office document. */
async function lookAtStreams(source: Source, context: Context): Promise<Look> {
  const { type, held, inside } = lookAtOle2(source, context.limits);
  const look = (against: Held | null): Look => ({ type, encoding: null, held: against });
  if (held !== null || inside.length === 0) return look(held);
  if (context.depth >= context.limits.nesting)
    return look(heldBack('archive-limit', { limit: 'nesting', max: context.limits.nesting }));
  for (const { path, content } of inside) {
    const inner = await lookAt(bufferSource(content), { ...context, depth: context.depth + 1 });
    const fits = inner.type === 'application/pdf' || partAllowed(inner.type, '');
    const against =
      inner.held ?? (fits ? null : heldBack('type-not-allowed', { type: inner.type, rule: 'office-part' }));
    if (against !== null) return look(inMember(against, path));
  }
  return look(null);
}

function lookAtMarkup(source: Source, type: string, encoding: Encoding, part: boolean): Look {
  const look = type === 'application/xml' ? lookAtXml(source, encoding, part) : { type, held: null };
  if (look.held !== null || (look.type !== 'text/html' && look.type !== 'image/svg+xml'))
    return { ...look, encoding };
  return {
    ...look,
    encoding,
    held: hasActiveMarkup(source, encoding)
      ? heldBack('script', { type: look.type, rule: 'active-markup' })
      : null,
  };
}

async function lookAtCarrying(
  look: Look,
  source: Source,
  encoding: Encoding,
  context: Context,
): Promise<Look> {
  if (look.held !== null) return look;
  const carried = carriedInXml(source, encoding, context.limits.documentBytes);
  return { ...look, held: await judgeCarried(carried, context) };
}

/** The engine sees base64 there and nothing of the document, so only what inspection itself knows well may pass. */
async function judgeCarried(carried: Carried, context: Context): Promise<Held | null> {
  const { documentBytes, members } = context.limits;
  if (carried.is === 'too-large')
    return heldBack('archive-limit', { limit: 'document-bytes', max: documentBytes });
  if (carried.is === 'unreadable') return heldBack('archive-unreadable', { rule: 'base64' });
  if (carried.sources.length > members) return heldBack('archive-limit', { limit: 'members', max: members });
  for (const document of carried.sources) {
    const held = await judgeInner(document, { allowed: CARRIED, rule: 'base64' }, context);
    if (held !== null) return inMember(held, 'EncapsulatedData');
  }
  return null;
}

/** Content behind the end of a picture that phones and cameras really put there: more pictures, a film, filling. */
const FOLLOWERS: ReadonlySet<string | null> = new Set([
  null,
  EMPTY_TYPE,
  'image/jpeg',
  'video/mp4',
  'video/quicktime',
]);

async function judgeTail(source: Source, type: string | null): Promise<Held | null> {
  const end = type === null ? 'unmarked' : pictureEnd(type, source);
  if (end === 'unmarked' || end === source.length) return null;
  // A cut-off picture is harmless; one whose frame makes no sense may be a script that only begins like a picture.
  if (end === null)
    return type === 'image/jpeg' || type === 'image/png'
      ? null
      : heldBack('type-mismatch', { type, rule: 'picture-structure' });
  const behind = partOf(source, end, source.length);
  const tail = await recognise(behind);
  if (tail.against === null && FOLLOWERS.has(tail.type)) return null;
  if (tail.type === 'text/plain' && tail.against === null) {
    if (behind.length < 16 || (type === 'image/jpeg' && isNote(behind, tail.encoding))) return null;
  }
  return heldBack('type-mismatch', { type, rule: 'appended', hidden: tail.type });
}

/** Cameras note their settings behind a JPEG, in a few lines. */
const NOTE_BYTES = 64 * 1024;

/** True for text that no reader would take for markup or for the beginning of a document, wherever it looks. */
function isNote(text: Source, encoding: Encoding | null): boolean {
  if (text.length > NOTE_BYTES || encoding === 'utf-16le' || encoding === 'utf-16be') return false;
  return !/<[a-z!?%/]|%PDF-|%!PS/i.test(text.read(0, NOTE_BYTES).toString('latin1'));
}

/** A document wrapped in DICOM opens in the viewer's own PDF or XML reader: it is judged like a file of its own. */
async function judgeWrapped(source: Source, context: Context): Promise<Held | null> {
  const wrapped = wrappedDocuments(source);
  if (wrapped.is === 'deflated') return heldBack('archive-method', { rule: 'dicom-deflated' });
  if (wrapped.is === 'unreadable') return heldBack('archive-unreadable', { rule: 'dicom-encapsulated' });
  for (const document of wrapped.sources) {
    const held = await judgeInner(
      trimmed(document),
      { allowed: WRAPPABLE, rule: 'dicom-encapsulated' },
      context,
    );
    if (held !== null) return inMember(held, 'EncapsulatedDocument');
  }
  return null;
}

/** Judges a document that something else carries: null where it is one that may be carried, and in order. */
async function judgeInner(
  document: Source,
  { allowed, rule }: { readonly allowed: ReadonlySet<string>; readonly rule: string },
  context: Context,
): Promise<Held | null> {
  if (context.depth >= context.limits.nesting)
    return heldBack('archive-limit', { limit: 'nesting', max: context.limits.nesting });
  const { type, held } = await lookAt(document, { ...context, depth: context.depth + 1 });
  if (held !== null) return held;
  return type !== null && allowed.has(type) ? null : heldBack('type-mismatch', { rule, type });
}

/** PDF and CDA; STL, OBJ and MTL models are plain text or have no marks of their own and are not taken in. */
const WRAPPABLE: ReadonlySet<string> = new Set([
  'application/pdf',
  'application/xml',
  'application/cda+xml',
  'text/plain',
]);

/** What real reports carry as base64. Text is not among it: nothing about it would be known but that it is text. */
const CARRIED: ReadonlySet<string> = new Set([
  'application/pdf',
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/bmp',
  'image/tiff',
]);

/** DICOM fills odd lengths up with a zero byte. */
function trimmed(source: Source): Source {
  const last = source.read(source.length - 1, 1);
  return source.length > 0 && last[0] === 0 ? partOf(source, 0, source.length - 1) : source;
}
