/** What a string of a PDF spells, as far as it tells where a file lies that the PDF names. */

/** Longer than any path; a server's name stands at its front anyway. */
const STRING_BYTES = 4096;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** The text between the brackets of `(…)`: escapes undone, as are the marks and zeros of UTF-16. */
export function literalText(bytes: Buffer, start: number, end: number): string {
  const raw = bytes.toString('latin1', start, Math.min(end, start + STRING_BYTES));
  const text = raw.replace(/\\([0-7]{1,3}|\r\n|[^])/g, (_, code: string) =>
    /^[0-7]/.test(code)
      ? String.fromCharCode(Number.parseInt(code, 8) & 0xff)
      : /^[\r\n]/.test(code)
        ? ''
        : (ESCAPES[code] ?? code),
  );
  return bare(text);
}

/** The text between the brackets of `<…>`. */
export function hexText(bytes: Buffer, start: number, end: number): string {
  const digits = bytes
    .toString('latin1', start, Math.min(end, start + STRING_BYTES))
    .replace(/[^0-9a-f]/gi, '');
  return bare(Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex').toString('latin1'));
}

const bare = (text: string): string =>
  text
    .replace(/^(?:\u00fe\u00ff|\u00ff\u00fe|\u00ef\u00bb\u00bf)/, '')
    .replaceAll('\0', '')
    .trimStart();

/** True for a path on another machine or from the root of this one: only a file beside the PDF came with it. */
export const leadsAway = (path: string): boolean => /^(?:[\\/]|[a-z][a-z0-9+.-]*:)/i.test(path);

/** True for a path on another machine, which a viewer would log in to with the user's own name. */
export const leadsToServer = (path: string): boolean => /^[\\/]{2}/.test(path);
