/** Folds file names so that a search finds them whatever width, case or composition they were written in. */

const PLAIN = /^[\x20-\x7e]*$/;
const NOT_ASCII = /[^\x20-\x7e]/gu;

/** Stands round each character outside ASCII. No name holds it after folding, for control characters fold to it too. */
const FENCE = '\u001f';

/**
 * NFKC and lower case: `ＩＭ０１`, half-width kana and NFD kana of a Mac find their usual forms. Each character outside
 * ASCII is fenced, which makes it three characters long: the index holds trigrams, and a search for one or two kanji
 * (most family names) must be able to use it.
 */
export function searchText(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(NOT_ASCII, (character) => (character < ' ' ? FENCE : FENCE + character + FENCE));
}

/** More than these narrow a search no further; a pasted path of 4,000 characters must not make 4,000 look-ups. */
const MAX_TRIGRAMS = 24;

/** An FTS5 expression that every text holding `needle` satisfies; null when it is too short for the index. */
export function trigramQuery(needle: string): string | null {
  const characters = Array.from(needle);
  const trigrams = new Set<string>();
  for (let at = 0; at + 3 <= characters.length && trigrams.size < MAX_TRIGRAMS; at += 1) {
    trigrams.add(characters.slice(at, at + 3).join(''));
  }
  if (trigrams.size === 0) return null;
  return [...trigrams].map((trigram) => `"${trigram.replaceAll('"', '""')}"`).join(' AND ');
}
