/** Describes a database's schema as data, so that a dropped trigger or an added view shows against the expected one. */

import Database from 'better-sqlite3';

import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';

export type SchemaObject = {
  readonly type: string;
  readonly name: string;
  readonly table: string;
  readonly sql: string | null;
};

/** The tables that ANALYZE makes, to the letter: anything else under such a name is somebody's, and may act. */
const STATISTICS = new Set([
  'CREATE TABLE sqlite_stat1(tbl,idx,stat)',
  'CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)',
]);

/** Every table, index, view and trigger by name. SQLite's own statistics tables are no part of the schema. */
export function describeSchema(db: Database.Database): SchemaObject[] {
  const rows = db
    .prepare<[], SchemaObject>(
      'SELECT type, name, tbl_name AS "table", sql FROM sqlite_schema ORDER BY name, type',
    )
    .all();
  return rows.filter(({ type, sql }) => type !== 'table' || !STATISTICS.has(String(sql)));
}

/** The schema that migrations up to `version` make. */
export function expectedSchema(version = MIGRATIONS.length): SchemaObject[] {
  const db = new Database(':memory:');
  try {
    const migrated = migrate(db, () => undefined, MIGRATIONS, version);
    if (!migrated.ok) throw new Error(`an empty database cannot be migrated: ${migrated.error.code}`);
    return describeSchema(db);
  } finally {
    db.close();
  }
}

/** Names of objects that are missing, surplus or different. */
export function schemaDifferences(db: Database.Database, version: number): string[] {
  const key = (object: SchemaObject): string => JSON.stringify(object);
  const expected = expectedSchema(version);
  const found = describeSchema(db);
  const expectedKeys = new Set(expected.map(key));
  const foundKeys = new Set(found.map(key));
  const different = [
    ...expected.filter((object) => !foundKeys.has(key(object))),
    ...found.filter((object) => !expectedKeys.has(key(object))),
  ];
  return [...new Set(different.map((object) => object.name))].sort();
}

/**
 * The first table that queries name and that is missing or another one: a file of this version's number that is none of
 * ours. Dropped guards and indexes are left to verification, which has to be able to read such a ledger.
 */
export function otherTable(db: Database.Database): string | null {
  const tables = (objects: readonly SchemaObject[]): SchemaObject[] =>
    objects.filter(({ type }) => type === 'table');
  const found = new Map(tables(describeSchema(db)).map(({ name, sql }) => [name, sql]));
  return tables(expectedSchema()).find(({ name, sql }) => found.get(name) !== sql)?.name ?? null;
}

/** The text of schema.sql. */
export function schemaText(): string {
  const statements = expectedSchema()
    .filter((object) => object.sql !== null)
    .map((object) => `${String(object.sql)};`);
  return [
    '-- Made by scripts/dump-schema.ts from the migrations; a test compares the two.',
    ...statements,
    '',
  ].join('\n');
}
