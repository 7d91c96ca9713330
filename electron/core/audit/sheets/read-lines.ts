/** Reads a sheet's file line by line in flat memory, also when another program saved it with quotes and ends of its own. */

import fs from 'node:fs';

import iconv from 'iconv-lite';

import type { SheetEncoding } from '../../../../shared/model/sheets.ts';
import { csvText, LINE_END } from './cell.ts';

/** `body`: all cells but the last one as we would write them. `ours`: the line stands there exactly as we write it. */
export type ReadLine = { readonly cells: readonly string[]; readonly body: string; readonly ours: boolean };

/** No cell of ours comes near; a file without line ends must not fill the memory. */
const LONGEST_LINE = 16 * 1024 * 1024;

const SEPARATORS = [',', ';', '\t'];

/** The separator that the heading uses: none of them stands in a heading of ours. */
const separatorOf = (heading: string): string =>
  SEPARATORS.filter((one) => heading.includes(one)).sort(
    (one, other) => heading.indexOf(one) - heading.indexOf(other),
  )[0] ?? ',';

function quotedEnd(line: string, from: number): number {
  for (let at = from; ;) {
    const quote = line.indexOf('"', at);
    if (quote === -1) return line.length;
    if (line[quote + 1] !== '"') return quote;
    at = quote + 2;
  }
}

/** RFC 4180 with quotes where somebody set them; what stands between a quote and the next separator stays in the cell. */
export function cellsOf(line: string, separator: string): string[] {
  const cells: string[] = [];
  for (let at = 0; at <= line.length;) {
    let cell = '';
    let after = at;
    if (line[at] === '"') {
      const end = quotedEnd(line, at + 1);
      cell = line.slice(at + 1, end).replaceAll('""', '"');
      after = end + 1;
    }
    const next = line.indexOf(separator, after);
    const end = next === -1 ? line.length : next;
    cells.push(cell + line.slice(after, end));
    at = end + 1;
  }
  return cells;
}

/**
 * The lines of a file, without empty ones, as many at a time as come with one read: a promise for each line would take
 * longer than the line. Ends early at a line that is longer than any of ours. Throws the system's errors.
 */
export async function* readLines(file: string, encoding: SheetEncoding): AsyncGenerator<readonly ReadLine[]> {
  const bytes = fs.createReadStream(file, { highWaterMark: 1024 * 1024 });
  const decoder = iconv.getDecoder(encoding);
  let separator: string | null = null;
  let rest = '';
  const read = (text: string, into: ReadLine[]): void => {
    const line = text.replace(/\r?\n?$/, '');
    if (line === '') return;
    separator ??= separatorOf(line);
    const cells = cellsOf(line, separator);
    const check = cells.at(-1) ?? '';
    const body = csvText(cells.slice(0, -1));
    const ours = !check.includes('"') && `${body},"${check}"${LINE_END}` === text;
    into.push({ cells, body, ours });
  };
  for await (const chunk of bytes) {
    rest += decoder.write(chunk as Buffer);
    const lines: ReadLine[] = [];
    let from = 0;
    for (let end = rest.indexOf('\n'); end !== -1; end = rest.indexOf('\n', from)) {
      read(rest.slice(from, end + 1), lines);
      from = end + 1;
    }
    rest = rest.slice(from);
    yield lines;
    if (rest.length > LONGEST_LINE) break;
  }
  const last: ReadLine[] = [];
  read(rest + (decoder.end() ?? ''), last);
  yield last;
}
