/**
 * Guards names: decides whether a name off a medium may exist in a Windows folder and mean there what it shows here.
 * Only `admit` turns a string into a SafePath, so a path that was never looked at cannot be released by mistake.
 */

import { err, ok, type Result } from '../../../shared/result.ts';

/** A relative path as the medium or an archive spells it, `/` between components. Nothing about it is known. */
export type UnsafePath = string;

declare const safe: unique symbol;
/** A relative path that kept every rule below. There is no other way to get one than `admit`. */
export type SafePath = string & { readonly [safe]: true };

export const NAME_RULES = [
  'empty',
  'dot',
  'dot-dot',
  'separator',
  'control',
  'bidi',
  'invisible',
  'undecodable',
  'windows-character',
  'windows-reserved',
  'trailing-dot-or-space',
  'component-too-long',
  'path-too-long',
] as const;
export type NameRule = (typeof NAME_RULES)[number];

/** Which rule was broken, and by which component (cut to 255 UTF-16 units, so that a report stays small). */
export type NameFinding = { readonly rule: NameRule; readonly component: string };

/** NTFS and exFAT hold 255 UTF-16 units in a component, ext4 and most others 255 bytes. A name must fit both. */
export const MAX_COMPONENT = 255;
/** Linux takes 4,096 bytes for a whole path; 1,024 of them are left for the destination folder. */
export const MAX_PATH_BYTES = 3072;

// Plain ASCII without anything a rule below could object to: nearly every name on real media.
const PLAIN = /^[A-Za-z0-9_-][A-Za-z0-9 _.()-]{0,253}[A-Za-z0-9_()-]$/;
// The letters COM and LPT are followed by a digit, or a superscript one: Windows takes both for the device.
const RESERVED =
  /^(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|CLOCK\$|(?:COM|LPT)[0-9\u00b9\u00b2\u00b3]) *(?:\.|$)/iu;
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
/* eslint-disable no-misleading-character-class -- single code points are meant, whatever they combine with */
// Characters without a shape of their own. Variation selectors are not among them: Japanese names (U+E0100…) and
// emoji (U+FE0F) need them; nor are joiners and tags inside an emoji, taken out by EMOJI_JOINED first.
const INVISIBLE =
  /[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufffb]|[\u{1d173}-\u{1d17a}\u{e0000}-\u{e007f}]/u;
const EMOJI_JOINED =
  /\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]*(?:\u200d\p{Extended_Pictographic}[\ufe0f\u{1f3fb}-\u{1f3ff}]*)+|\u{1f3f4}[\u{e0030}-\u{e007a}]{1,6}\u{e007f}/gu;
/* eslint-enable no-misleading-character-class */
// In CP932 and CP949 the yen and won signs turn into a backslash for programs that do not speak Unicode.
const DISGUISED_CLIMB = /(?:^|[\u00a5\u20a9])\.\.(?:[\u00a5\u20a9]|$)/;

/** Looks at one name, without separators. Null when every rule is kept. */
export function checkComponent(name: string): NameFinding | null {
  const rule = PLAIN.test(name) ? (RESERVED.test(name) ? 'windows-reserved' : null) : brokenRule(name);
  return rule === null ? null : { rule, component: name.slice(0, MAX_COMPONENT) };
}

function brokenRule(name: string): NameRule | null {
  if (name === '') return 'empty';
  if (name === '.') return 'dot';
  if (name === '..') return 'dot-dot';
  if (/[/\\]/.test(name) || DISGUISED_CLIMB.test(name)) return 'separator';
  // U+FFFD is what decoding leaves of bytes that are no UTF-8: the real name is not known, so it cannot be kept.
  if (!name.isWellFormed() || name.includes('\ufffd')) return 'undecodable';
  if (CONTROL.test(name)) return 'control';
  if (BIDI.test(name)) return 'bidi';
  if (
    INVISIBLE.test(
      name.includes('\u200d') || name.includes('\u{e007f}') ? name.replace(EMOJI_JOINED, '') : name,
    )
  ) {
    return 'invisible';
  }
  if (/[<>:"|?*]/.test(name)) return 'windows-character';
  if (/[. ]$/.test(name)) return 'trailing-dot-or-space';
  if (RESERVED.test(name)) return 'windows-reserved';
  if (name.length > MAX_COMPONENT || Buffer.byteLength(name) > MAX_COMPONENT) return 'component-too-long';
  return null;
}

/** Looks at a whole relative path. Null when every component and the length are in order. */
export function checkPath(path: UnsafePath): NameFinding | null {
  if (path.length > MAX_PATH_BYTES || Buffer.byteLength(path) > MAX_PATH_BYTES) {
    return {
      rule: 'path-too-long',
      component: path.slice(path.lastIndexOf('/') + 1).slice(0, MAX_COMPONENT),
    };
  }
  for (const component of path.split('/')) {
    const finding = checkComponent(component);
    if (finding !== null) return finding;
  }
  return null;
}

/** The one door from a medium's spelling to a path that may be released. */
export function admit(path: UnsafePath): Result<SafePath, NameFinding> {
  const finding = checkPath(path);
  return finding === null ? ok(path as SafePath) : err(finding);
}
