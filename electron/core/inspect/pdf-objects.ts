/**
 * Reads PDF objects the way a lenient viewer could: at every `obj` and `trailer` in the file, wherever the tables of
 * contents point, so that no object hides in a comment, a string or an old revision.
 */

import { hexText, leadsAway, leadsToServer, literalText } from './pdf-strings.ts';

/**
 * One object's names (with #xx undone), the filters of its stream, where that stream begins (null: it has none), whether
 * it names a file elsewhere (`away`), whether it ends inside its own brackets (`broken`), and the
 * numbers of an object stream: how many objects there are and where the first begins. Each is null unless it stands there
 * once and as it is, for what is said twice or elsewhere is read in several ways.
 */
export type PdfObject = {
  readonly names: ReadonlySet<string>;
  readonly filters: readonly string[];
  readonly count: number | null;
  readonly first: number | null;
  readonly stream: number | null;
  readonly away: boolean;
  readonly broken: boolean;
};

const WHITE = new Uint8Array(256);
for (const byte of [0, 9, 10, 12, 13, 32]) WHITE[byte] = 1;
const DELIMITER = new Uint8Array(256);
for (const byte of Buffer.from('()<>[]{}/%')) DELIMITER[byte] = 1;
const isEnd = (byte: number | undefined): boolean =>
  byte === undefined || WHITE[byte] === 1 || DELIMITER[byte] === 1;

/** Counts the bytes looked at; a file made so that they grow with the square of its size runs out of it. */
export type Budget = { bytes: number };

/** Offsets behind each `obj` and `trailer` keyword. */
export function* objectStarts(bytes: Buffer): Generator<number> {
  for (const keyword of ['obj', 'trailer']) {
    for (let at = bytes.indexOf(keyword); at !== -1; at = bytes.indexOf(keyword, at + keyword.length)) {
      const before = bytes[at - 1];
      const end = at + keyword.length;
      const digit = before !== undefined && before >= 0x30 && before <= 0x39;
      if ((isEnd(before) || (digit && keyword === 'obj')) && (isEnd(bytes[end]) || keyword === 'obj'))
        yield end;
    }
  }
}

/**
 * Reads the object at `start` up to its `endobj`, its stream, the next object or the end. Null when the budget ran out.
 * Strings and comments are skipped here: an object inside one has its own start.
 */
export function readObject(bytes: Buffer, start: number, budget: Budget): PdfObject | null {
  return read(bytes, start, budget, null);
}

/**
 * The objects of an object stream, several read as one, `starts` being where its table says that they begin. From each of them
 * everything up to the end is read, since only a viewer's brackets tell where one ends; a start that another reading came
 * by, outside strings and comments, reads the same from there on. Null when the budget ran out.
 */
export function packedObjects(
  packed: Buffer,
  starts: Iterable<number>,
  budget: Budget,
): readonly PdfObject[] | null {
  const objects: PdfObject[] = [];
  const open = new Set(starts);
  for (const start of [...open].sort((a, b) => a - b)) {
    if (!open.has(start)) continue;
    const object = read(packed, start, budget, open);
    if (object === null) return null;
    objects.push(object);
  }
  return objects;
}

function read(bytes: Buffer, start: number, budget: Budget, packed: Set<number> | null): PdfObject | null {
  const names = new Set<string>();
  const filters: string[] = [];
  const counts = new OneNumber();
  const firsts = new OneNumber();
  // `obj` as the beginning of a longer word begins no object; it is read all the same, but its brackets mean nothing.
  const genuine = packed === null && isEnd(bytes[start]);
  const brackets: number[] = [];
  let hex: number | null = null;
  let away = false;
  let key = '';
  let at = start;
  const end = Math.min(bytes.length, start + budget.bytes + 1);
  const finish = (stream: number | null): PdfObject | null => {
    budget.bytes -= at - start + 1;
    if (budget.bytes < 0) return null;
    const broken = genuine && brackets.length > 0 && at < end;
    return { names, filters, count: counts.value(), first: firsts.value(), stream, away, broken };
  };
  const see = (text: string): void => {
    // A string of its own may be what another object's F points to.
    away ||= key === 'F' || key === 'UF' ? leadsAway(text) : key === '' && leadsToServer(text);
  };
  // A closing bracket of the wrong kind closes nothing: so viewers have it, and what stands behind it still counts.
  const close = (opened: number): void => {
    if (brackets.at(-1) === opened) brackets.pop();
    if (brackets.length === 0) key = '';
  };
  while (at < end) {
    if (hex === null) packed?.delete(at);
    const byte = bytes[at] ?? 0;
    if (WHITE[byte] === 1) {
      at++;
      continue;
    }
    if (hex === null && byte === PERCENT) {
      at = lineEnd(bytes, at, end);
      continue;
    }
    const numbers = key === 'N' ? counts : key === 'First' ? firsts : null;
    if (byte === SLASH) {
      const stop = tokenEnd(bytes, at + 1, end);
      const name = undoHex(bytes.toString('latin1', at + 1, Math.min(stop, at + 256)));
      names.add(name);
      if (name === 'N') counts.named();
      if (name === 'First') firsts.named();
      // Behind /Filter stand one or more filters' names; the first other name is the next key.
      if (key === 'Filter' && (filters.length === 0 || FILTERS.has(name))) filters.push(name);
      else key = name;
      at = stop;
    } else if (DELIMITER[byte] === 1) {
      if (byte === PAREN || byte === SQUARE || byte === ANGLE) numbers?.see('[');
      if (hex !== null) {
        // Up to its end, nothing in <…> begins a string or a comment.
        if (byte === ANGLE_END) {
          see(hexText(bytes, hex, at));
          hex = null;
        }
      } else if (byte === PAREN) {
        const stop = stringEnd(bytes, at + 1, end);
        see(literalText(bytes, at + 1, stop - 1));
        at = stop;
        continue;
      } else if (byte === ANGLE) {
        if (bytes[at + 1] === ANGLE) brackets.push(bytes[at++] ?? 0);
        else hex = at + 1;
      } else if (byte === ANGLE_END && bytes[at + 1] === ANGLE_END) {
        close(ANGLE);
        at++;
      } else if (byte === SQUARE) brackets.push(byte);
      else if (byte === SQUARE_END) close(SQUARE);
      at++;
    } else {
      const stop = tokenEnd(bytes, at, end);
      const word = stop - at <= 9 ? bytes.toString('latin1', at, stop) : '';
      const keyword = packed === null && hex === null;
      if (keyword && word === 'stream') {
        at = stop;
        if (bytes[at] === 13) at++;
        if (bytes[at] === 10) at++;
        return finish(at);
      }
      if (keyword && (word === 'endobj' || word === 'obj' || word === 'startxref')) return finish(null);
      at = stop;
      numbers?.see(word);
      if (key === 'Filter') key = '';
    }
  }
  return finish(null);
}

const [PERCENT, SLASH, PAREN, ANGLE, ANGLE_END, SQUARE, SQUARE_END] = Buffer.from('%/(<>[]') as unknown as [
  number, number, number, number, number, number, number,
]; // prettier-ignore

/** A key's value as all readers read it: the key stands there once, and behind it one plain number and nothing more. */
class OneNumber {
  #named = 0;
  readonly #words: string[] = [];

  named(): void {
    this.#named++;
  }

  see(word: string): void {
    if (this.#words.length < 2) this.#words.push(word);
  }

  value(): number | null {
    const [word = '', more] = this.#words;
    return this.#named === 1 && more === undefined && /^\d{1,9}$/.test(word) ? Number(word) : null;
  }
}

const FILTERS = new Set([
  'FlateDecode', 'Fl', 'LZWDecode', 'LZW', 'ASCII85Decode', 'A85', 'ASCIIHexDecode', 'AHx', 'RunLengthDecode', 'RL',
  'DCTDecode', 'DCT', 'CCITTFaxDecode', 'CCF', 'JBIG2Decode', 'JPXDecode', 'Crypt',
]); // prettier-ignore

function tokenEnd(bytes: Buffer, from: number, end: number): number {
  let at = from;
  while (at < end && !isEnd(bytes[at])) at++;
  return at;
}

function lineEnd(bytes: Buffer, from: number, end: number): number {
  let at = from;
  while (at < end && bytes[at] !== 10 && bytes[at] !== 13) at++;
  return at;
}

function stringEnd(bytes: Buffer, from: number, end: number): number {
  let depth = 1;
  let at = from;
  for (; at < end && depth > 0; at++) {
    const byte = bytes[at];
    if (byte === 0x5c) at++;
    else if (byte === 0x28) depth++;
    else if (byte === 0x29) depth--;
  }
  return at;
}

const undoHex = (name: string): string =>
  name.includes('#')
    ? name.replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : name;
