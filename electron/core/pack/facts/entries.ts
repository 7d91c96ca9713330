/** Walks the entries of a period once and hands each to whoever collects its kind; reads bodies without trusting their form. */

import type Database from 'better-sqlite3';

import type { Span } from '../../../../shared/japan-time.ts';
import type { JsonValue, LedgerEntry } from '../../../../shared/model/ledger.ts';
import type { LedgerRow } from '../../audit/entry.ts';
import { parseBody } from '../../audit/tables.ts';

/** `through`: the newest entry that counts, so that all parts of a report speak about the same ledger. */
export type Scope = Span & { readonly through: number };

export const isWithin = ({ from, to }: Span, at: string): boolean =>
  (from === null || at >= from) && (to === null || at < to);

/** `within`: the entry's time lies in the period. Entries outside still count for what holds at its end, and for reviews. */
export type Collector<T> = {
  readonly kinds: readonly string[];
  see(entry: LedgerEntry, within: boolean): void;
  finish(): T;
};

/** Files are not walked: there can be a million of them, and the projections find those that matter. */
export function walkEntries(
  db: Database.Database,
  scope: Scope,
  collectors: readonly Pick<Collector<unknown>, 'kinds' | 'see'>[],
): void {
  const kinds = [...new Set(collectors.flatMap((collector) => collector.kinds))];
  const byKind = new Map(
    kinds.map((kind) => [kind, collectors.filter((collector) => collector.kinds.includes(kind))]),
  );
  const rows = db.prepare<unknown[], LedgerRow>(
    `SELECT * FROM ledger WHERE kind IN (${kinds.map(() => '?').join(', ')}) AND kind <> 'file' AND seq <= ? ORDER BY seq`,
  );
  for (const row of rows.iterate(...kinds, scope.through)) {
    const entry = { ...row, body: parseBody(row.body) };
    for (const collector of byKind.get(row.kind) ?? []) collector.see(entry, isWithin(scope, row.at));
  }
}

type Body = Readonly<Record<string, JsonValue>>;

export const textOf = (body: Body, name: string): string | null => {
  const value = body[name];
  return typeof value === 'string' && value !== '' ? value : null;
};
export const numberOf = (body: Body, name: string): number | null => {
  const value = body[name];
  return typeof value === 'number' ? value : null;
};
export const memberOf = (body: Body, name: string): Body => {
  const value = body[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : {};
};

/** Whoever an entry says did it; the person's identifier or the operating system's user. */
export function whoDid(body: Body): string | null {
  const by = memberOf(body, 'by');
  return textOf(by, 'person') ?? textOf(by, 'user') ?? textOf(body, 'staff');
}

/** Counts by name, most frequent first. */
export type Tally = {
  add(name: string, times?: number): void;
  list(): readonly { name: string; times: number }[];
};

export function createTally(): Tally {
  const counts = new Map<string, number>();
  return {
    add: (name, times = 1) => void counts.set(name, (counts.get(name) ?? 0) + times),
    list: () =>
      [...counts]
        .map(([name, times]) => ({ name, times }))
        .sort((a, b) => b.times - a.times || (a.name < b.name ? -1 : 1)),
  };
}
