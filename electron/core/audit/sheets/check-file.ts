/** Holds an exported file against itself: its sum, its rows' check values, its closing line. */

import { createHash } from 'node:crypto';
import fs from 'node:fs';

import type { SelfCheck } from '../../../../shared/model/sheet-check.ts';
import { columnsOf, type SheetEncoding } from '../../../../shared/model/sheets.ts';
import { SHEET_WORDS } from '../../../../shared/words/sheet-words.ts';
import { csvText, fileStart } from './cell.ts';
import { readLines, type ReadLine } from './read-lines.ts';
import { AFTER_SUM, CHAIN_START, CLOSING, nextCheck, readClosing, SUM_LENGTH, type Closing } from './seal.ts';

/** `encoding`: in which the file makes sense, whatever it was written in. */
export type CheckedFile = {
  readonly check: SelfCheck;
  readonly closing: Closing | null;
  readonly encoding: SheetEncoding;
};

/** Whether the file ends with the SHA-256 of everything before it, to the byte. */
async function sumFits(file: string): Promise<boolean> {
  const { size } = await fs.promises.stat(file);
  if (size <= SUM_LENGTH) return false;
  const hash = createHash('sha256');
  const body = fs.createReadStream(file, { end: size - SUM_LENGTH - 1, highWaterMark: 1024 * 1024 });
  for await (const chunk of body) hash.update(chunk as Buffer);
  const end: Buffer[] = [];
  for await (const chunk of fs.createReadStream(file, { start: size - SUM_LENGTH }))
    end.push(chunk as Buffer);
  return Buffer.concat(end).equals(Buffer.from(`${hash.digest('hex')}${AFTER_SUM}`));
}

async function startsAs(file: string, encoding: SheetEncoding): Promise<boolean> {
  const start = Buffer.from(fileStart(encoding));
  const found: Buffer[] = [];
  if (start.length === 0) return true;
  for await (const chunk of fs.createReadStream(file, { end: start.length - 1 })) found.push(chunk as Buffer);
  return Buffer.concat(found).equals(start);
}

type Walk = {
  readonly rows: number;
  readonly row: number | null;
  readonly badRows: number;
  readonly headings: readonly string[];
  /** `changed`: a closing line is there, and is not as we wrote it. */
  readonly closing: Closing | 'changed' | null;
  /** The last row's check value as it stands there. */
  readonly chain: string;
  readonly ours: boolean;
};

/** Each row against the one above as that one stands there: one changed cell is one row that does not fit. */
async function walk(file: string, encoding: SheetEncoding): Promise<Walk> {
  let [rows, badRows] = [0, 0];
  let row: number | null = null;
  let headings = null as readonly string[] | null;
  let closing: Walk['closing'] = null;
  let chain = CHAIN_START;
  let form = true;
  const take = ({ cells, body, ours }: ReadLine): void => {
    form &&= ours;
    if (headings === null) {
      headings = cells;
      chain = nextCheck(chain, csvText(cells));
    } else if (closing !== null) {
      closing = 'changed';
    } else if (cells[0] === CLOSING) {
      closing = readClosing(cells) ?? 'changed';
    } else {
      rows += 1;
      const stated = cells.at(-1) ?? '';
      const fits = stated === nextCheck(chain, body);
      chain = stated;
      if (fits) return;
      badRows += 1;
      row ??= rows;
    }
  };
  for await (const lines of readLines(file, encoding)) for (const line of lines) take(line);
  return { rows, row, badRows, headings: headings ?? [], closing, chain, ours: form };
}

/** The headings have no check value of their own: the first row's is over them, too. */
function headingsChanged({ closing, headings }: Walk): boolean {
  if (closing === null || closing === 'changed') return false;
  const words = SHEET_WORDS[closing.language];
  const known: Readonly<Record<string, string>> = words.headings[closing.sheet];
  const expected = [...columnsOf(closing.sheet).map(({ key }) => known[key] ?? key), words.rowCheck];
  return expected.join('\t') !== headings.join('\t');
}

function judge(walked: Walk, sum: boolean, start: boolean): SelfCheck {
  const { rows, closing, chain, badRows } = walked;
  const resaved = !walked.ours || !start;
  const row = walked.row === 1 && headingsChanged(walked) ? 0 : walked.row;
  const facts = { rows, row, badRows, resaved };
  if (closing === null) return { state: 'no-closing', ...facts };
  const whole = closing !== 'changed' && badRows === 0 && closing.rows === rows && closing.chain === chain;
  if (!whole) return { state: 'changed', ...facts };
  if (sum && !resaved) return { state: 'intact', ...facts };
  // All cells fit and the form is ours: then it is the sum itself that somebody wrote over.
  return { state: resaved ? 'resaved' : 'changed', ...facts };
}

/**
 * Reads the file in the encoding that it seems to be in, and where that makes no sense in the other one: Excel saves what
 * it was given in UTF-8 as CP932. Throws the system's errors.
 */
export async function checkFile(file: string): Promise<CheckedFile> {
  const sum = await sumFits(file);
  const marked = await startsAs(file, 'utf8');
  const order: readonly SheetEncoding[] = marked ? ['utf8', 'cp932'] : ['cp932', 'utf8'];
  let best: CheckedFile | null = null;
  for (const encoding of order) {
    const walked = await walk(file, encoding);
    const closing = walked.closing === 'changed' ? null : walked.closing;
    // A file in another encoding than its own was saved by another program, however it begins.
    const start = closing?.encoding === encoding && (encoding === 'cp932' || marked);
    const check = judge(walked, sum, start);
    const checked = { check, closing, encoding };
    if (check.state === 'intact' || check.state === 'resaved') return checked;
    if (best === null || makesMoreSense(checked, best)) best = checked;
  }
  if (best === null) throw new Error('there are two encodings');
  return best;
}

/** Read in the wrong encoding, the headings are wrong and so is every row with a word in it. */
function makesMoreSense({ check: one }: CheckedFile, { check: other }: CheckedFile): boolean {
  if ((one.row === 0) !== (other.row === 0)) return one.row !== 0;
  return one.badRows < other.badRows;
}
