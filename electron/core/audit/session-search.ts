/** Finds a page of sessions, newest first, by period, outcome, person, preset, file name or hash. */

import type Database from 'better-sqlite3';

import type { SessionFilter } from '../../../shared/model/ledger.ts';
import { OPENING_KINDS, registeredMedium, saidOrigin } from '../store/migrations/0004-told-and-registered.ts';
import { createHashSearch, hashQuery, type Block } from './hash-search.ts';
import { BLOCKS_PER_SESSION, HASH_DIGITS, type SessionRow } from './project.ts';
import { searchText, trigramQuery } from './search-text.ts';

type Parameters = Record<string, string | number | null>;
type Query = { readonly clauses: readonly string[]; readonly parameters: Parameters };
type Search = (filter: SessionFilter) => SessionRow[];

const SESSION_ID = /^[0-9a-f]{12}$/;
/** Fewer than the index holds would be as good as a file name. */
const HASH_PREFIX = new RegExp(`^[0-9a-f]{${HASH_DIGITS},64}$`);

/**
 * What people said last of where a medium came from. The sessions of which it was ever said come from an index, once; `+`
 * keeps the planner from beginning with them, who may be most of all, when the newest sessions fill the page.
 */
const ORIGIN = `+s.id IN (SELECT l.session FROM ledger l WHERE l.kind = 'session.facts' AND ${saidOrigin('l.body')} = @origin)
  AND (SELECT ${saidOrigin('l.body')} FROM ledger l WHERE l.session = s.id AND l.session IS NOT NULL
  AND l.kind <> 'file' AND l.kind = 'session.facts' AND ${saidOrigin('l.body')} IS NOT NULL
  ORDER BY l.seq DESC LIMIT 1) = @origin`;
/** A body is canonical JSON: where these letters are not, the reason is another; looking for them is quicker than parsing. */
const REASON = `EXISTS (SELECT 1 FROM files f CROSS JOIN ledger l ON l.seq = f.seq WHERE f.session = s.id
  AND f.verdict <> 'clean' AND instr(l.body, '"reason":"' || @reason || '"') > 0
  AND json_extract(l.body, '$.reason') = @reason)`;
/** A session that was refused never began, and one under way may still be told. */
const UNTOLD = `s.staff IS NULL AND s.outcome <> 'refused'`;
const MEDIUM = `(s.label LIKE @medium ESCAPE '\\' OR +s.seq IN (SELECT l.seq FROM ledger l
  WHERE l.${OPENING_KINDS} AND ${registeredMedium('l.body')} LIKE @medium ESCAPE '\\'))`;

export function createSessionSearch(db: Database.Database): Search {
  const prepared = new Map<string, Database.Statement<[Parameters]>>();
  /** Prepared once per combination of filters; only fixed pieces of SQL ever become part of a statement. */
  const prepare = (sql: string): Database.Statement<[Parameters]> => {
    const known = prepared.get(sql) ?? db.prepare<[Parameters]>(sql);
    prepared.set(sql, known);
    return known;
  };
  const span = (sql: string, parameters: Parameters): { low: number | null; high: number | null } =>
    prepare(sql).get(parameters) as { low: number | null; high: number | null };

  /** The fixed filters on `s`; null when the period holds no session. */
  const filters = (filter: SessionFilter): Query | null => {
    const clauses: string[] = [];
    const parameters: Parameters = {};
    const add = (clause: string, name: string, value: string | number | undefined): void => {
      if (value === undefined) return;
      clauses.push(clause);
      parameters[name] = value;
    };
    add('s.outcome = @outcome', 'outcome', filter.outcome);
    add('s.staff = @staff', 'staff', filter.staff);
    if (filter.untold === true) clauses.push(UNTOLD);
    add('s.preset = @preset', 'preset', filter.preset);
    add('s.seq < @before', 'before', filter.before);
    add(ORIGIN, 'origin', filter.origin);
    add(REASON, 'reason', filter.reason);
    const medium = filter.medium?.trim() ?? '';
    add(MEDIUM, 'medium', medium === '' ? undefined : `%${medium.replace(/[\\%_]/g, '\\$&')}%`);
    if (filter.from === undefined && filter.to === undefined) return { clauses, parameters };
    // A clock may have gone backwards, so a period is a span of entries and a filter within it.
    const period = { from: filter.from ?? '', to: filter.to ?? '~' };
    const { low, high } = span(
      'SELECT min(seq) AS low, max(seq) AS high FROM sessions WHERE opened_at >= @from AND opened_at < @to',
      period,
    );
    if (low === null) return null;
    clauses.push('s.opened_at >= @from', 's.opened_at < @to', 's.seq BETWEEN @low AND @high');
    return { clauses, parameters: { ...parameters, ...period, low, high } };
  };

  const where = (...clauses: readonly string[]): string =>
    clauses.length === 0 ? '' : `WHERE ${clauses.join(' AND ')}`;

  const plain = ({ clauses, parameters }: Query, limit: number): SessionRow[] =>
    prepare(`SELECT s.* FROM sessions s ${where(...clauses)} ORDER BY s.seq DESC LIMIT @limit`).all({
      ...parameters,
      limit,
    }) as SessionRow[];

  const hashes = createHashSearch(db);
  const text = db
    .prepare<[string, number], number>('SELECT instr(text, ?) FROM names WHERE rowid = ?')
    .pluck();

  /**
   * Sessions whose blocks in `table` match, newest first, each once, if `confirmed` by what the index leaves open. Blocks
   * come newest first, so that something common fills its page at once.
   */
  const byBlocks = (
    { clauses, parameters }: Query,
    table: 'names' | 'hashes',
    match: string | null,
    confirmed: (block: Block) => boolean,
    limit: number,
  ): SessionRow[] => {
    const span = [
      ...(parameters['before'] === undefined ? [] : [`b.rowid < @before * ${BLOCKS_PER_SESSION}`]),
      ...(parameters['low'] === undefined
        ? []
        : [`b.rowid >= @low * ${BLOCKS_PER_SESSION}`, `b.rowid < (@high + 1) * ${BLOCKS_PER_SESSION}`]),
    ];
    const sql = `SELECT b.rowid AS block, s.* FROM ${table} b CROSS JOIN sessions s ON s.seq = b.rowid / ${BLOCKS_PER_SESSION}
      ${where(...(match === null ? [] : [`b.${table} MATCH @match`]), ...span, ...clauses)} ORDER BY b.rowid DESC`;
    const found: SessionRow[] = [];
    const rows = prepare(sql).iterate(match === null ? parameters : { ...parameters, match });
    for (const { block, ...session } of rows as IterableIterator<SessionRow & { block: number }>) {
      if (found.at(-1)?.seq === session.seq || !confirmed({ rowid: block, session: session.id })) continue;
      found.push(session);
      if (found.length === limit) break;
    }
    return found;
  };

  /** The index tells the blocks that hold all trigrams, the text whether they stand together. Too short: texts alone. */
  const byName = (query: Query, needle: string, limit: number): SessionRow[] =>
    byBlocks(query, 'names', trigramQuery(needle), ({ rowid }) => (text.get(needle, rowid) ?? 0) > 0, limit);

  const byHash = (query: Query, prefix: string, limit: number): SessionRow[] =>
    byBlocks(query, 'hashes', hashQuery(prefix), (block) => hashes.inBlock(block, prefix).length > 0, limit);

  return (filter) => {
    const query = filters(filter);
    if (query === null) return [];
    const wanted = filter.search?.trim() ?? '';
    if (wanted === '') return plain(query, filter.limit);
    const hex = wanted.toLowerCase();
    if (SESSION_ID.test(hex)) {
      const { clauses, parameters } = query;
      const own = plain({ clauses: [...clauses, 's.id = @id'], parameters: { ...parameters, id: hex } }, 1);
      if (own.length > 0) return own;
    }
    if (HASH_PREFIX.test(hex)) {
      const withHash = byHash(query, hex, filter.limit);
      if (withHash.length > 0) return withHash;
    }
    return byName(query, searchText(wanted), filter.limit);
  };
}
