/** The exact text that an entry's hash is taken over: RFC 8785 (JCS), so that anyone can check it with other tools. */

import { hash as digest } from 'node:crypto';

import canonicalize from 'canonicalize';

import type { JsonValue } from '../../../shared/model/ledger.ts';

/** `prev` of the first entry. */
export const GENESIS = '0'.repeat(64);

/** A row of the table `ledger`: `body` is the canonical text of the body. */
export type LedgerRow = {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly session: string | null;
  readonly body: string;
  readonly prev: string;
  readonly hash: string;
};

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/gu;

/** A lone half of a surrogate pair (Windows allows it in names) has no UTF-8 form: it is spelt out as `[U+D83D]`. */
const spellOut = (text: string): string =>
  text.isWellFormed()
    ? text
    : text.replace(LONE_SURROGATE, (unit) => `[U+${unit.charCodeAt(0).toString(16).toUpperCase()}]`);

function wellFormed(value: JsonValue): JsonValue {
  if (typeof value === 'string') return spellOut(value);
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(wellFormed);
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [spellOut(key), wellFormed(member)]),
  );
}

function jcs(value: JsonValue): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('a body must be JSON');
  return text;
}

/** The canonical text of a body. Throws for what is no JSON (NaN, Infinity, a circle): that is a bug of the caller. */
export function canonicalBody(body: JsonValue): string {
  try {
    return jcs(body);
  } catch {
    return jcs(wellFormed(body));
  }
}

function inOrder(value: JsonValue): boolean {
  if (value === null || typeof value !== 'object') return true;
  if (Array.isArray(value)) return value.every(inOrder);
  const members = value as Readonly<Record<string, JsonValue>>;
  let above = '';
  for (const key of Object.keys(members)) {
    if (key < above) return false;
    above = key;
    const member = members[key] ?? null;
    if (typeof member === 'object' && !inOrder(member)) return false;
  }
  return true;
}

/**
 * Whether `text` is exactly the canonical form of `value`, which it was parsed to. JSON.stringify writes primitives as
 * JCS does, but for half a surrogate pair; where it gives the text and the members are in order, the slower library
 * (3 µs an entry) need not be asked.
 */
export function isCanonical(text: string, value: JsonValue): boolean {
  if (JSON.stringify(value) === text && inOrder(value) && !text.includes('\\ud')) return true;
  try {
    return jcs(value) === text;
  } catch {
    return false;
  }
}

/** JCS orders members by UTF-16 code units: at, body, kind, prev, seq, session. JSON.stringify of a string is its JCS form. */
const hashed = (row: Omit<LedgerRow, 'hash'>): string =>
  `{"at":${JSON.stringify(row.at)},"body":${row.body},"kind":${JSON.stringify(row.kind)},"prev":${JSON.stringify(row.prev)},` +
  `"seq":${row.seq},"session":${row.session === null ? 'null' : JSON.stringify(row.session)}}`;

/** Lower-case hex SHA-256 of the canonical JSON of {at, body, kind, prev, seq, session}. `body` must be canonical. */
export const entryHash = (row: Omit<LedgerRow, 'hash'>): string => digest('sha256', hashed(row), 'hex');
