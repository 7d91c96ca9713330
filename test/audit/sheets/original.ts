/** From a cell back to the text that it was made of, by the rules that the README states. */

const SPELT = /\u3013U\+([0-9A-F]{4,6})|\[U\+((?!D[89A-F])[0-9A-F]{4,6})\]|([\u2400-\u241f])|\u2421/gu;

export function originalOf(cell: string): string {
  // A leading apostrophe is always the export's own.
  const text = cell.startsWith("'") ? cell.slice(1) : cell;
  return text.replace(SPELT, (_, geta?: string, bracket?: string, picture?: string) => {
    const hex = geta ?? bracket;
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    return picture === undefined ? '\x7f' : String.fromCharCode(picture.charCodeAt(0) - 0x2400);
  });
}
