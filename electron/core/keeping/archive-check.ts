/** Proves an archive line by line, in flat memory, without the ledger it came from. */

import fs from 'node:fs';
import { createGunzip } from 'node:zlib';

import { gateError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { fingerprint, publicKeyFromHex } from '../audit/keys.ts';
import type { LedgerHead } from '../ports.ts';
import {
  createLineSum,
  headerSchema,
  readEntryLine,
  readJson,
  sealFits,
  sealSchema,
  type ArchiveHeader,
} from './archive-format.ts';
import { conditionOf } from './durable.ts';

/** `fingerprint`: of the key that the archive names; whoever reads this compares it with the one kept on paper. */
export type ArchiveReport = {
  readonly header: ArchiveHeader;
  readonly entries: number;
  readonly head: LedgerHead;
  readonly fingerprint: string;
};

/** The longest body is a file's entry with a path of 32 KiB; more than this is no line of ours but an attempt on memory. */
const LONGEST_LINE = 1024 * 1024;

class Faulty extends Error {
  readonly reason: string;
  readonly line: number;
  constructor(reason: string, line: number) {
    super(reason);
    this.reason = reason;
    this.line = line;
  }
}

/** Lines without their line feed. Node's readline would also break at U+2028, which stands unescaped in JSON. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = Buffer.alloc(0);
  const source = fs.createReadStream(file);
  const unzipped = createGunzip();
  source.on('error', (error) => unzipped.destroy(error));
  source.pipe(unzipped);
  let count = 0;
  for await (const chunk of unzipped) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    let start = 0;
    for (let end = rest.indexOf(0x0a); end >= 0; end = rest.indexOf(0x0a, start)) {
      yield rest.toString('utf8', start, end);
      count += 1;
      start = end + 1;
    }
    rest = rest.subarray(start);
    if (rest.length > LONGEST_LINE) throw new Faulty('line-too-long', count + 1);
  }
  if (rest.length > 0) throw new Faulty('cut', count + 1);
}

/**
 * `expected`: fingerprint that the key must have; null: only reported. `archive-invalid {reason, line}`: `header`,
 * `entry`, `chain`, `seal`, `sum`, `signature`, `key`, `cut`, `surplus`, `line-too-long`, or the system's code.
 */
export async function checkArchive(file: string, expected: string | null): Promise<Result<ArchiveReport>> {
  try {
    return ok(await prove(file, expected));
  } catch (thrown) {
    if (thrown instanceof Faulty)
      return err(gateError('archive-invalid', { reason: thrown.reason, line: thrown.line }));
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
    // What zlib says of a file that was cut, changed or never was gzip.
    if (code.startsWith('Z_')) return err(gateError('archive-invalid', { reason: 'cut', line: null }));
    const reason = conditionOf(thrown);
    if (reason === null) throw thrown;
    return err(gateError('archive-invalid', { reason, line: null }));
  }
}

async function prove(file: string, expected: string | null): Promise<ArchiveReport> {
  const sum = createLineSum();
  let header: ArchiveHeader | null = null;
  let head: LedgerHead | null = null;
  let sealed: ArchiveReport | null = null;
  let number = 0;
  for await (const line of linesOf(file)) {
    number += 1;
    if (sealed !== null) throw new Faulty('surplus', number);
    if (header === null) {
      const parsed = headerSchema.safeParse(readJson(line));
      if (!parsed.success || parsed.data.through < parsed.data.from) throw new Faulty('header', number);
      header = parsed.data;
    } else if (head?.seq === header.through) {
      sealed = checkSeal(line, header, head, sum.digest(), number, expected);
      continue;
    } else {
      const row = readEntryLine(line);
      if (row === null) throw new Faulty('entry', number);
      const above: LedgerHead = head ?? { seq: header.from - 1, hash: header.prev };
      if (row.seq !== above.seq + 1 || row.prev !== above.hash) throw new Faulty('chain', number);
      head = { seq: row.seq, hash: row.hash };
    }
    sum.add(line);
  }
  if (sealed === null) throw new Faulty('cut', number + 1);
  return sealed;
}

function checkSeal(
  line: string,
  header: ArchiveHeader,
  head: LedgerHead,
  sha256: string,
  number: number,
  expected: string | null,
): ArchiveReport {
  const parsed = sealSchema.safeParse(readJson(line));
  if (!parsed.success) throw new Faulty('seal', number);
  const { data: seal } = parsed;
  const entries = header.through - header.from + 1;
  if (seal.entries !== entries || seal.head !== head.hash) throw new Faulty('seal', number);
  if (seal.sha256 !== sha256) throw new Faulty('sum', number);
  const key = publicKeyFromHex(header.key);
  if (key === null) throw new Faulty('key', 1);
  if (!sealFits(seal, key)) throw new Faulty('signature', number);
  if (expected !== null && fingerprint(key) !== expected.toLowerCase()) throw new Faulty('key', 1);
  return { header, entries, head, fingerprint: fingerprint(key) };
}
