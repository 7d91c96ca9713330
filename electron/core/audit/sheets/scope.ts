/** What an export reads: one moment of the ledger, and of it a period. The same scope later gives the same rows again. */

import type Database from 'better-sqlite3';

import type { Span } from '../../../../shared/japan-time.ts';
import type { Place } from '../../../../shared/model/cover.ts';
import type { JsonValue } from '../../../../shared/model/ledger.ts';
import type { CellValue } from './cell.ts';
import type { Masker } from './mask.ts';
import { parseBody } from '../tables.ts';

/** Entries beyond `through` do not count, whatever has happened since. */
export type Scope = {
  readonly db: Database.Database;
  readonly period: Span;
  readonly through: number;
  readonly mask: Masker;
};

/** Cells by the keys of the sheet's columns; a missing one is empty. */
export type SheetRow = Readonly<Record<string, CellValue>>;

export type Body = Readonly<Record<string, JsonValue>>;

/** An entry of a session that is not one of its files. */
export type Step = {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly hash: string;
  readonly body: Body;
};

export const NOTHING: Body = {};

export type Bounds = { readonly from: string | null; readonly to: string | null; readonly through: number };
export const boundsOf = ({ period: { from, to }, through }: Scope): Bounds => ({ from, to, through });

/** A session belongs whole to the day it began, also one that runs past midnight. */
export const SESSIONS_IN_SCOPE = `(@from IS NULL OR s.opened_at >= @from) AND (@to IS NULL OR s.opened_at < @to)
  AND s.seq <= @through`;

/** Each entry belongs to its own time, also one that was recorded while the clock stood wrong. */
export const ENTRIES_IN_SCOPE = `(@from IS NULL OR l.at >= @from) AND (@to IS NULL OR l.at < @to)
  AND l.seq <= @through`;

export const memberOf = (body: Body, name: string): Body => {
  const value = body[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : NOTHING;
};

/** A value of a body as a cell: text and numbers as they are, anything deeper as JSON. */
export function cellOf(value: JsonValue | undefined): CellValue {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return JSON.stringify(value);
}

/** A value as a piece of text. */
export const textOf = (value: JsonValue | undefined): string => String(cellOf(value) ?? '');

export const jsonOf = (value: JsonValue | undefined): CellValue =>
  value === undefined || value === null ? null : JSON.stringify(value);

/** A body's members in one line: `limit=100; member=a.zip`; members of members with their path: `by.person=suzuki`. */
export function lineOf(body: Body, above = ''): string {
  return Object.entries(body)
    .flatMap(([name, value]) => {
      if (value === null) return [];
      const deeper = typeof value === 'object' && !Array.isArray(value);
      if (deeper) return lineOf(value as Body, `${above}${name}.`) || [];
      return `${above}${name}=${String(cellOf(value))}`;
    })
    .join('; ');
}

/** The steps of a session, oldest first, of these kinds where some are named; asked for one session again it reads once. */
export function stepsOf(
  { db, through }: Scope,
  kinds: readonly string[] = [],
): (session: string) => readonly Step[] {
  const wanted = kinds.length === 0 ? '' : `AND +kind IN (${kinds.map((kind) => `'${kind}'`).join(', ')})`;
  const statement = db.prepare<[string, number], Omit<Step, 'body'> & { readonly body: string }>(
    `SELECT seq, at, kind, hash, body FROM ledger
     WHERE session = ? AND session IS NOT NULL AND kind <> 'file' AND +seq <= ? ${wanted} ORDER BY seq`,
  );
  let last: { readonly session: string; readonly steps: readonly Step[] } | null = null;
  return (session) => {
    if (last?.session !== session) {
      const steps = statement.all(session, through).map((row) => ({ ...row, body: parseBody(row.body) }));
      last = { session, steps };
    }
    return last.steps;
  };
}

/** Entries of these kinds, none of them files, up to the scope's moment, oldest first. */
export function* entriesOf(
  { db, through }: Scope,
  kinds: readonly string[],
): Generator<Step & { readonly session: string | null; readonly prev: string }> {
  const statement = db.prepare<
    unknown[],
    Omit<Step, 'body'> & { readonly body: string; readonly session: string | null; readonly prev: string }
  >(
    `SELECT * FROM ledger WHERE kind IN (${kinds.map(() => '?').join(', ')}) AND kind <> 'file' AND seq <= ?
     ORDER BY seq`,
  );
  for (const row of statement.iterate(...kinds, through)) yield { ...row, body: parseBody(row.body) };
}

export function placeAt(db: Database.Database, seq: number): Place | null {
  return db.prepare<[number], Place>('SELECT seq, at, hash FROM ledger WHERE seq = ?').get(seq) ?? null;
}
