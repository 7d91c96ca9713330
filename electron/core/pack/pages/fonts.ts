/**
 * Puts the needed slices of BIZ UDPGothic into a page: its font package is cut into some hundred files by how often
 * characters are used, so a report carries a fraction of the whole and reads the same on any machine.
 */

import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { z } from 'zod';

/** What a page may grow by: the slices with the most of its characters first. Beyond it the machine's own fonts serve. */
const MOST_BYTES = 3_000_000;

/** `unicode.json` of the package: the characters of each slice, `U+3042-3044,U+304b`. */
const slicesSchema = z.record(z.string().max(40), z.string());

type Slice = {
  readonly name: string;
  readonly ranges: string;
  readonly spans: readonly (readonly [number, number])[];
};

const spansOf = (ranges: string): Slice['spans'] =>
  ranges.split(',').map((range) => {
    const [from = '', to = from] = range.trim().replace(/^U\+/i, '').split('-');
    return [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const;
  });

/** A package's file names; nothing else may become part of a path or a style sheet. */
const NAME = /^\[?([a-z0-9-]{1,30})\]?$/;
const RANGES = /^[U+0-9a-fA-F,\s?-]+$/;

function readSlices(folder: string): readonly Slice[] {
  const slices = slicesSchema.parse(JSON.parse(fs.readFileSync(path.join(folder, 'unicode.json'), 'utf8')));
  return Object.entries(slices).flatMap(([key, ranges]) => {
    const name = NAME.exec(key)?.[1];
    return name === undefined || !RANGES.test(ranges) ? [] : [{ name, ranges, spans: spansOf(ranges) }];
  });
}

/**
 * `@font-face` rules for the characters of `text`, the data in them. Empty where the package is not there: a page without
 * them is as complete, in another typeface. `folder`: that of @fontsource/biz-udpgothic.
 */
export function fontFaces(folder: string | null, text: string): string {
  if (folder === null) return '';
  let slices: readonly Slice[];
  try {
    slices = readSlices(folder);
  } catch {
    return '';
  }
  const characters = new Set(Array.from(text, (character) => character.codePointAt(0) ?? 0));
  const wanted = slices
    .map((slice) => ({ slice, hits: hitsOf(slice, characters) }))
    .filter(({ hits }) => hits > 0)
    .sort((a, b) => b.hits - a.hits);
  let left = MOST_BYTES;
  const rules: string[] = [];
  for (const { slice } of wanted)
    for (const weight of [400, 700]) {
      const file = path.join(folder, 'files', `biz-udpgothic-${slice.name}-${weight}-normal.woff2`);
      const data = readFont(file);
      if (data === null || data.length > left) continue;
      left -= data.length;
      rules.push(
        `@font-face{font-family:"Sekisho Print";font-weight:${weight};src:url(data:font/woff2;base64,${data.toString('base64')}) format("woff2");unicode-range:${slice.ranges}}`,
      );
    }
  return rules.join('');
}

function hitsOf({ spans }: Slice, characters: ReadonlySet<number>): number {
  let hits = 0;
  for (const code of characters) if (spans.some(([from, to]) => from <= code && code <= to)) hits += 1;
  return hits;
}

function readFont(file: string): Buffer | null {
  try {
    return fs.readFileSync(file);
  } catch {
    return null;
  }
}

/** The font package beside this program; null where it was left out. */
export function ownFonts(): string | null {
  try {
    return path.dirname(fileURLToPath(import.meta.resolve('@fontsource/biz-udpgothic/package.json')));
  } catch {
    return null;
  }
}
