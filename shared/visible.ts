/**
 * Makes text off a medium harmless to look at: names may hold terminal escapes, line breaks and characters that turn
 * the reading direction (`report\u202Efdp.exe` reads as report exe.pdf). Nothing is dropped: each becomes visible.
 */

/* eslint-disable no-control-regex -- control characters are what is looked for */
const HIDDEN =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;
/* eslint-enable no-control-regex */

/** Control characters below U+0020 as their Unicode pictures (␀…␟), the others as `[U+202E]`. */
export function visible(text: string): string {
  return text.toWellFormed().replace(HIDDEN, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
  });
}

/**
 * JSON on one line in which the same characters are spelt as escapes: the same value to whoever parses it, and harmless
 * to a terminal that it runs over (JSON itself lets U+009B, a terminal's "control sequence", through).
 */
export const visibleJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    HIDDEN,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
