/**
 * A language that nobody reads: English with accents, a third longer, in brackets. On a screen it shows text that was
 * not translated (no brackets) and places too narrow for longer words.
 */

import type { Texts } from './texts.ts';

const PLAIN = 'aceinorsuyACEINORSUY';
const ACCENTED = 'àçéîñöŕšúýÀÇÉÎÑÖŔŠÚÝ';

const accent = (text: string): string =>
  text.replace(/[A-Za-z]/g, (letter) => ACCENTED[PLAIN.indexOf(letter)] ?? letter);

/** `{{placeholders}}` stay as they are. */
export function pseudo(text: string): string {
  const spoken = text
    .split(/(\{\{[^}]*\}\})/)
    .map((piece) => (piece.startsWith('{{') ? piece : accent(piece)))
    .join('');
  return `[${spoken}${' ~'.repeat(Math.ceil(text.length / 6))}]`;
}

const isText = (value: unknown): value is string => typeof value === 'string';

function each<T>(texts: T): T {
  if (isText(texts)) return pseudo(texts) as T;
  return Object.fromEntries(Object.entries(texts as object).map(([key, value]) => [key, each(value)])) as T;
}

export const pseudoTexts = (english: Texts): Texts => each(english);
