/**
 * The archive's form: gzip over lines of canonical JSON. First what it is, then every entry exactly as it was hashed, with
 * its hash, last a seal signed with the ledger's key. Anyone can check it with `gunzip`, `jq` and `sha256sum`.
 */

import { createHash, sign, verify, type Hash, type KeyObject } from 'node:crypto';

import canonicalize from 'canonicalize';
import { z } from 'zod';

import type { JsonValue } from '../../../shared/model/ledger.ts';
import { entryHash, type LedgerRow } from '../audit/entry.ts';
import { parseBody } from '../audit/tables.ts';

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);
const seq = z.number().int().positive();

/** `from`, `through`: seq of the first and last entry. `prev`: hash of the entry before the first. `key`: the public key's 32 bytes, hex. */
export const headerSchema = z.strictObject({
  app: z.string().max(200),
  format: z.literal('sekisho-archive/1'),
  from: seq,
  key: hex64,
  period: z.strictObject({ from: z.iso.datetime(), to: z.iso.datetime() }),
  prev: hex64,
  through: seq,
});
export type ArchiveHeader = z.infer<typeof headerSchema>;

/** `sha256`: over all lines above, line feeds included. `signature`: Ed25519 over the canonical JSON of the other members, hex. */
export const sealSchema = z.strictObject({
  at: z.iso.datetime(),
  entries: z.number().int().positive(),
  head: hex64,
  sha256: hex64,
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});
export type ArchiveSeal = z.infer<typeof sealSchema>;

const entrySchema = z.strictObject({
  at: z.string(),
  body: z.record(z.string(), z.json()),
  hash: hex64,
  kind: z.string(),
  prev: hex64,
  seq,
  session: z.string().nullable(),
});

export function jcs(value: JsonValue): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('an archive holds JSON only');
  return text;
}

export const entryLine = (row: LedgerRow): string => jcs({ ...row, body: parseBody(row.body) });

/** The row as it was hashed; null when the line is no entry, not canonical, or its hash is not its own. */
export function readEntryLine(line: string): LedgerRow | null {
  const parsed = entrySchema.safeParse(readJson(line));
  if (!parsed.success || jcs(parsed.data) !== line) return null;
  const row = { ...parsed.data, body: jcs(parsed.data.body) };
  return entryHash(row) === row.hash ? row : null;
}

export function readJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

const signed = ({ at, entries, head, sha256 }: Omit<ArchiveSeal, 'signature'>): Buffer =>
  Buffer.from(jcs({ at, entries, head, sha256 }));

export function sealLine(facts: Omit<ArchiveSeal, 'signature'>, key: KeyObject): string {
  const { at, entries, head, sha256 } = facts;
  return jcs({ at, entries, head, sha256, signature: sign(null, signed(facts), key).toString('hex') });
}

export const sealFits = (seal: ArchiveSeal, key: KeyObject): boolean =>
  verify(null, signed(seal), key, Buffer.from(seal.signature, 'hex'));

/** The sum over lines as they are written. */
export type LineSum = { add(line: string): string; digest(): string };

export function createLineSum(): LineSum {
  const hash: Hash = createHash('sha256');
  return {
    add: (line) => {
      const text = `${line}\n`;
      hash.update(text);
      return text;
    },
    digest: () => hash.digest('hex'),
  };
}
