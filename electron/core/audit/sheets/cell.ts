/** Makes a cell that a spreadsheet shows as it is: no formula, no hidden character, nothing lost: each cell tells its text exactly. */

import canonicalize from 'canonicalize';
import iconv from 'iconv-lite';

import type { CellKind, SheetEncoding } from '../../../../shared/model/sheets.ts';

export type CellValue = string | number | null;

/**
 * Characters that show nothing or turn others round: controls, bidi marks, zero-width ones, line and paragraph
 * separators. The zero-width joiner and the variation selectors stay, emoji are made with them. With them what our own
 * pictures look like: a name that holds one must not read as something else.
 */
const UNCLEAR =
  /(?!\u200d)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u2400-\u241f\u2421]|\[(?=U\+(?!D[89A-F])[0-9A-F]{4,6}\])/gu;
const INVISIBLE = /(?!\u200d)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * What makes a spreadsheet calculate or split (CWE-1236, OWASP ASVS 1.2.10), with the full-width and small forms that
 * Japanese Excel reads alike.
 */
const FORMULA = /^[=+\-@\t\r\n\0＝＋－＠﹦﹢﹣﹫]/u;

/** Digits that a spreadsheet would round or strip: `000000000012`, `12e456789012`, `1234567890123`. */
const NUMBER_LIKE = /^(?:0\d+|\d{12,}|\d+(?:\.\d*)?[eE][+-]?\d+)$/;

const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** C0 controls have pictures of their own (␀ … ␟, ␡), which cp932 lacks; every other unclear character is spelt out. */
function picture(character: string, encoding: SheetEncoding): string {
  const code = character.codePointAt(0) ?? 0;
  if (encoding === 'cp932') return `[${codePoint(character)}]`;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return code === 0x7f ? '\u2421' : `[${codePoint(character)}]`;
}

const jsonEscape = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, unit) => `\\u${character.charCodeAt(unit).toString(16).padStart(4, '0')}`,
  ).join('');

const PLAIN = /^[\x20-\x7e]*$/;
/** Most cells: ASCII that begins with a letter and spells nothing out. */
const HARMLESS = /^[A-Za-z][\x20-\x5a\x5c-\x7e]*$/;

/**
 * Text as a cell: a leading `'` is always ours (a text that begins with one gets a second), so that taking it off
 * gives the text back.
 */
export function textCell(text: string, encoding: SheetEncoding): string {
  if (HARMLESS.test(text)) return text;
  const guarded = FORMULA.test(text) || text.startsWith("'") || NUMBER_LIKE.test(text) ? `'${text}` : text;
  return PLAIN.test(guarded) && !guarded.includes('[U+')
    ? guarded
    : guarded.replace(UNCLEAR, (character) => picture(character, encoding));
}

/** JSON begins with a brace or bracket or a quote; its invisible characters become JSON's own escapes and mean the same. */
const jsonCell = (text: string): string => (PLAIN.test(text) ? text : text.replace(INVISIBLE, jsonEscape));

/** The canonical JSON (RFC 8785) in ASCII alone: the same bytes in every encoding, whoever makes it again. */
export function asciiJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('only JSON has a text');
  return text.replace(/[^\x20-\x7e]/gu, jsonEscape);
}

/** 〓, the geta that Japanese printers set where a type was missing. */
const GETA = '\u3013';
const spell = (character: string): string => `${GETA}${codePoint(character)}`;

/** A name may hold what our spelling looks like, and a digit behind a number would be read as part of it. */
const LIKE_OURS = /\u3013(?=U\+)/g;
const DIGIT = /[0-9A-F]/;

/** A line's end, behind its last quote. */
export const LINE_END = '\r\n';

export const quoted = (cell: string): string => `"${cell.includes('"') ? cell.replaceAll('"', '""') : cell}"`;

/**
 * A line of RFC 4180 with every field quoted, without its end. A test holds it against csv-stringify, which takes 7 µs for
 * a line of 18 fields where this takes 1.4: too much for 100,000 lines a second.
 */
export const csvText = (cells: readonly string[]): string => cells.map(quoted).join(',');

export type CellWriter = {
  /** The cell's text, all of whose characters the encoding holds. */
  write(value: CellValue, kind: CellKind): string;
  encode(text: string): Buffer;
  /** Characters that the encoding does not hold, replaced so far. */
  readonly replaced: number;
};

/** What the file begins with: Excel takes UTF-8 for the system's code page without it. */
const BYTE_ORDER_MARK = '\ufeff';
export const fileStart = (encoding: SheetEncoding): string => (encoding === 'utf8' ? BYTE_ORDER_MARK : '');

/**
 * `cp932` has no 𠮷, é or emoji: 〓 and the code point stand for each, in JSON its own escape. Where a digit that could
 * belong to the number follows, it is spelt out, too. Tells which characters fit by asking the encoder once for each.
 */
export function createCellWriter(encoding: SheetEncoding): CellWriter {
  let replaced = 0;
  const fits = new Map<string, boolean>();
  const holds = (character: string): boolean => {
    const known =
      fits.get(character) ?? iconv.decode(iconv.encode(character, 'cp932'), 'cp932') === character;
    fits.set(character, known);
    return known;
  };
  const allFit = (text: string): boolean => {
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code < 0x80) continue;
      const character = text[at] ?? '';
      if (!(fits.get(character) ?? holds(character))) return false;
    }
    return true;
  };
  const json = (text: string): string => {
    if (encoding === 'utf8' || PLAIN.test(text) || allFit(text)) return text;
    return Array.from(text, (character) => {
      if (holds(character)) return character;
      replaced += 1;
      return jsonEscape(character);
    }).join('');
  };
  const text = (cell: string): string => {
    if (PLAIN.test(cell)) return cell;
    const clear = cell.includes(GETA) ? cell.replace(LIKE_OURS, spell(GETA)) : cell;
    if (encoding === 'utf8' || allFit(clear)) return clear;
    let spelt = false;
    return Array.from(clear, (character) => {
      const fitting = holds(character);
      if (!fitting) replaced += 1;
      spelt = !fitting || (spelt && DIGIT.test(character));
      return spelt ? spell(character) : character;
    }).join('');
  };
  return {
    write: (value, kind) => {
      if (value === null) return '';
      if (typeof value === 'number') return String(value);
      return kind === 'json' ? json(jsonCell(value)) : text(textCell(value, encoding));
    },
    encode: (line) => (encoding === 'utf8' ? Buffer.from(line) : iconv.encode(line, 'cp932')),
    get replaced() {
      return replaced;
    },
  };
}
