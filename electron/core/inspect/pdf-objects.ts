/**
 * Reads PDF objects the way a lenient viewer could: at every `obj` and `trailer` in the file, wherever the tables of
 * contents point, so that no object hides in a comment, a string or an old revision.
 */

/**
 * One object's names (with #xx undone), the filters of its stream, where that stream begins (null: it has none), and the
 * numbers of an object stream: how many objects there are and where the first begins. Each is null unless it stands there
 * once and as it is, for what is said twice or elsewhere is read in several ways.
 */
export type PdfObject = {
  readonly names: ReadonlySet<string>;
  readonly filters: readonly string[];
  readonly count: number | null;
  readonly first: number | null;
  readonly stream: number | null;
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
 * All names in the objects of an object stream, `starts` being where its table says that they begin. From each of them
 * everything up to the end is read, since only a viewer's brackets tell where one ends; a start that another reading came
 * by, outside strings and comments, reads the same from there on. Null when the budget ran out.
 */
export function packedNames(
  packed: Buffer,
  starts: Iterable<number>,
  budget: Budget,
): ReadonlySet<string> | null {
  const names = new Set<string>();
  const open = new Set(starts);
  for (const start of [...open].sort((a, b) => a - b)) {
    if (!open.has(start)) continue;
    const object = read(packed, start, budget, open);
    if (object === null) return null;
    for (const name of object.names) names.add(name);
  }
  return names;
}

function read(bytes: Buffer, start: number, budget: Budget, packed: Set<number> | null): PdfObject | null {
  const names = new Set<string>();
  const filters: string[] = [];
  const counts = new OneNumber();
  const firsts = new OneNumber();
  let key = '';
  let at = start;
  const end = Math.min(bytes.length, start + budget.bytes + 1);
  const finish = (stream: number | null): PdfObject | null => {
    budget.bytes -= at - start + 1;
    return budget.bytes < 0 ? null : { names, filters, count: counts.value(), first: firsts.value(), stream };
  };
  while (at < end) {
    packed?.delete(at);
    const byte = bytes[at] ?? 0;
    if (WHITE[byte] === 1) {
      at++;
      continue;
    }
    if (byte === 0x25) {
      at = lineEnd(bytes, at, end);
      continue;
    }
    const numbers = key === 'N' ? counts : key === 'First' ? firsts : null;
    if (byte === 0x2f) {
      const stop = tokenEnd(bytes, at + 1, end);
      const name = undoHex(bytes.toString('latin1', at + 1, Math.min(stop, at + 256)));
      names.add(name);
      if (name === 'N') counts.named();
      if (name === 'First') firsts.named();
      // Behind /Filter stand one or more filters' names; the first other name is the next key.
      if (key === 'Filter' && (filters.length === 0 || FILTERS.has(name))) filters.push(name);
      else key = name;
      at = stop;
    } else if (byte === 0x28) {
      numbers?.see('(');
      at = stringEnd(bytes, at + 1, end);
    } else if (DELIMITER[byte] === 1) {
      if (byte === 0x5b || byte === 0x3c) numbers?.see('[');
      at++;
    } else {
      const stop = tokenEnd(bytes, at, end);
      const word = stop - at <= 9 ? bytes.toString('latin1', at, stop) : '';
      at = stop;
      if (packed === null && word === 'stream') {
        if (bytes[at] === 13) at++;
        if (bytes[at] === 10) at++;
        return finish(at);
      }
      if (packed === null && (word === 'endobj' || word === 'obj' || word === 'startxref'))
        return finish(null);
      numbers?.see(word);
      if (key === 'Filter') key = '';
    }
  }
  return finish(null);
}

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
