/** Owns <data>/heads.log: signed heads, one canonical JSON line each, chained, so that a cut-off tail shows. */

import { hash as digest, sign, verify, type KeyObject } from 'node:crypto';
import fs from 'node:fs';

import canonicalize from 'canonicalize';

import type { LedgerHead } from '../ports.ts';
import { GENESIS } from './entry.ts';

export const HEADS_FILE = 'heads.log';

/**
 * `at`: when it was signed. `seq`, `hash`: the ledger's head then. `prev`: SHA-256 of the line above without its line
 * feed (64 zeros for the first), so that one signature vouches for all lines before it. `signature`: Ed25519 over the
 * canonical JSON of the other members, hex.
 */
export type HeadLine = {
  readonly at: string;
  readonly hash: string;
  readonly prev: string;
  readonly seq: number;
  readonly signature: string;
};

const HEX64 = /^[0-9a-f]{64}$/;
const HEX128 = /^[0-9a-f]{128}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

const signedText = ({ at, hash, prev, seq }: Omit<HeadLine, 'signature'>): Buffer =>
  Buffer.from(String(canonicalize({ at, hash, prev, seq })));

export const lineHash = (line: string): string => digest('sha256', line, 'hex');

/** A line's text without its line feed. `above`: the text of the line above, null for the first. */
export function signHead(head: LedgerHead, at: string, above: string | null, key: KeyObject): string {
  const unsigned = { at, hash: head.hash, prev: above === null ? GENESIS : lineHash(above), seq: head.seq };
  const signature = sign(null, signedText(unsigned), key).toString('hex');
  return String(canonicalize({ ...unsigned, signature }));
}

/** Null unless the text is exactly what `signHead` writes: another spelling of the same JSON is not the same line. */
export function parseHeadLine(line: string): HeadLine | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { at, hash, prev, seq, signature } = value as Record<string, unknown>;
  if (typeof at !== 'string' || typeof hash !== 'string' || typeof prev !== 'string') return null;
  if (typeof seq !== 'number' || typeof signature !== 'string' || !Number.isSafeInteger(seq) || seq < 1)
    return null;
  if (!INSTANT.test(at) || !HEX64.test(hash) || !HEX64.test(prev) || !HEX128.test(signature)) return null;
  const head = { at, hash, prev, seq, signature };
  return canonicalize(head) === line ? head : null;
}

export const signatureFits = (line: HeadLine, key: KeyObject): boolean =>
  verify(null, signedText(line), key, Buffer.from(line.signature, 'hex'));

/** The longest line is about 360 bytes; a last line that does not end within this is no line of ours. */
const TAIL_BYTES = 4096;

export type HeadsTail = { readonly last: string | null; readonly torn: number; readonly size: number };

/** The last whole line and how many bytes of an unfinished one follow it (a crash while writing). Missing file: empty. */
export function readTail(file: string): HeadsTail {
  if (!fs.existsSync(file)) return { last: null, torn: 0, size: 0 };
  const handle = fs.openSync(file, 'r');
  try {
    const { size } = fs.fstatSync(handle);
    const buffer = Buffer.alloc(Math.min(size, TAIL_BYTES));
    fs.readSync(handle, buffer, 0, buffer.length, size - buffer.length);
    const end = buffer.lastIndexOf(0x0a);
    if (end < 0) return { last: null, torn: size, size };
    const start = end === 0 ? -1 : buffer.lastIndexOf(0x0a, end - 1);
    return { last: buffer.toString('utf8', start + 1, end), torn: buffer.length - end - 1, size };
  } finally {
    fs.closeSync(handle);
  }
}

export type HeadsLog = {
  /** Signs `head` and has it on the disk before it returns; throws the file system's error and leaves no part of a line. */
  add(head: LedgerHead, at: string): void;
  readonly last: string | null;
  close(): void;
};

/** Opens heads.log (0600) for appending and drops an unfinished last line. Throws the file system's errors. */
export function openHeads(file: string, key: KeyObject): HeadsLog {
  const tail = readTail(file);
  const handle = fs.openSync(file, fs.constants.O_RDWR | fs.constants.O_CREAT, 0o600);
  let size = tail.size - tail.torn;
  let last = tail.last;
  if (tail.torn > 0) fs.ftruncateSync(handle, size);
  return {
    add: (head, at) => {
      const line = signHead(head, at, last, key);
      const bytes = Buffer.from(`${line}\n`);
      try {
        for (let done = 0; done < bytes.length;)
          done += fs.writeSync(handle, bytes, done, bytes.length - done, size + done);
        fs.fsyncSync(handle);
      } catch (thrown) {
        fs.ftruncateSync(handle, size);
        throw thrown;
      }
      size += bytes.length;
      last = line;
    },
    get last() {
      return last;
    },
    close: () => fs.closeSync(handle),
  };
}
