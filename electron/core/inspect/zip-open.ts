/** Opens a ZIP in staged bytes with the yauzl library: its reader over a source, its calls as promises. */

import yauzl, { type Entry, type LocalFileHeader, type ZipFile } from 'yauzl';

import type { Source } from './source.ts';

export type OpenZip = {
  readonly entryCount: number;
  eachEntry(): AsyncIterableIterator<Entry>;
  localHeader(entry: Entry): Promise<LocalFileHeader>;
};

/** Gives the library bytes of a source; it never asks for streams, since members are unpacked under our own limits. */
class SourceReader extends yauzl.RandomAccessReader {
  readonly #source: Source;

  constructor(source: Source) {
    super();
    this.#source = source;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    const bytes = this.#source.read(position, length);
    if (bytes.length < length) {
      callback(new Error('unexpected end'));
      return;
    }
    bytes.copy(buffer, offset);
    callback(null);
  }
}

/** Null where the library finds no readable ZIP. Names stay raw bytes: what they mean is decided elsewhere. */
export async function openZip(source: Source): Promise<OpenZip | null> {
  const zip = await new Promise<ZipFile | null>((resolve) => {
    const options = { lazyEntries: true, decodeStrings: false, validateEntrySizes: true, autoClose: false };
    try {
      yauzl.fromRandomAccessReader(new SourceReader(source), source.length, options, (error, opened) =>
        resolve(error === null ? opened : null),
      );
    } catch {
      resolve(null);
    }
  });
  if (zip === null) return null;
  return {
    entryCount: zip.entryCount,
    eachEntry: () => zip.eachEntry(),
    localHeader: (entry) =>
      new Promise((resolve, reject) => {
        zip.readLocalFileHeader(entry, (error, header) => (error === null ? resolve(header) : reject(error)));
      }),
  };
}
