/** Owns <data>/anchors.json: how far each target has got, kept across restarts and outages. */

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { z } from 'zod';

import { lineHash } from '../audit/heads.ts';

export const POSITION_FILE = 'anchors.json';

/**
 * `offset`: bytes of heads.log that were delivered. `last`: hash of the line that ends there, null at the beginning.
 * `failing`: since when deliveries fail, ISO 8601 UTC; null while they work.
 */
const positionSchema = z.strictObject({
  offset: z.number().int().min(0),
  last: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  failing: z.iso.datetime().nullable(),
});
const fileSchema = z.record(z.string(), positionSchema);

export type Position = z.infer<typeof positionSchema>;
export const BEGINNING: Position = { offset: 0, last: null, failing: null };

export type Positions = { of(target: string): Position; set(target: string, position: Position): void };

/** Targets by the hash of what they are, so that another collector begins at the beginning. */
export const targetId = (description: string): string =>
  createHash('sha256').update(description).digest('hex').slice(0, 16);

/**
 * A file that is missing or cannot be read means: nothing was delivered. Sending twice does no harm, leaving out would.
 * Setting throws the file system's errors.
 */
export function openPositions(dataDir: string): Positions {
  const file = path.join(dataDir, POSITION_FILE);
  const known = new Map(Object.entries(read(file)));
  return {
    of: (target) => known.get(target) ?? BEGINNING,
    set: (target, position) => {
      known.set(target, position);
      const partial = `${file}.partial`;
      const handle = fs.openSync(partial, 'w', 0o600);
      try {
        fs.writeSync(handle, `${JSON.stringify(Object.fromEntries(known), null, 2)}\n`);
        fs.fsyncSync(handle);
      } finally {
        fs.closeSync(handle);
      }
      fs.renameSync(partial, file);
    },
  };
}

function read(file: string): z.infer<typeof fileSchema> {
  try {
    const parsed = fileSchema.safeParse(JSON.parse(fs.readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}

export type PendingLine = { readonly text: string; readonly end: number; readonly hash: string };

/** Lines a delivery: some 100 KB, in memory at once. */
const LINES_A_BATCH = 256;
const LONGEST_LINE = 1024;

/**
 * The next whole lines of heads.log behind a position. Where the line that the position remembers is not there any more
 * (the ledger was restored), everything is sent again from the beginning.
 */
export function pendingLines(heads: string, position: Position): readonly PendingLine[] {
  if (!fs.existsSync(heads)) return [];
  const handle = fs.openSync(heads, 'r');
  try {
    const from = stillThere(handle, position) ? position.offset : 0;
    const buffer = Buffer.alloc(LINES_A_BATCH * LONGEST_LINE);
    const bytes = buffer.subarray(0, fs.readSync(handle, buffer, 0, buffer.length, from));
    const lines: PendingLine[] = [];
    let start = 0;
    for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, start)) {
      const text = bytes.toString('utf8', start, end);
      lines.push({ text, end: from + end + 1, hash: lineHash(text) });
      start = end + 1;
      if (lines.length === LINES_A_BATCH) break;
    }
    return lines;
  } finally {
    fs.closeSync(handle);
  }
}

function stillThere(handle: number, { offset, last }: Position): boolean {
  if (offset === 0) return true;
  const length = Math.min(offset, LONGEST_LINE);
  const buffer = Buffer.alloc(length);
  if (fs.readSync(handle, buffer, 0, length, offset - length) !== length) return false;
  if (buffer.at(-1) !== 0x0a) return false;
  const start = length < 2 ? -1 : buffer.lastIndexOf(0x0a, length - 2);
  return lineHash(buffer.toString('utf8', start + 1, length - 1)) === last;
}
