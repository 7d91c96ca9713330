import fs from 'node:fs';
import path from 'node:path';

import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';

import { checkMonotonic, migrate, readVersion } from '../../electron/core/store/migrate.ts';
import { MIGRATIONS, type Migration } from '../../electron/core/store/migrations/index.ts';
import {
  describeSchema,
  expectedSchema,
  schemaDifferences,
  schemaText,
} from '../../electron/core/store/schema.ts';
import { value } from '../audit/data-folder.ts';

const memory = (): Database.Database => new Database(':memory:');
const nothing = (): undefined => undefined;

describe('schema.sql', () => {
  it('is what the migrations make (scripts/dump-schema.ts writes it)', () => {
    const written = fs.readFileSync(
      path.join(import.meta.dirname, '../../electron/core/store/schema.sql'),
      'utf8',
    );
    expect(written).toBe(schemaText());
  });

  it('has the ledger exactly as the documents promise it', () => {
    expect(expectedSchema().find((object) => object.name === 'ledger')?.sql).toBe(
      'CREATE TABLE ledger(seq INTEGER PRIMARY KEY, at TEXT, kind TEXT, session TEXT, body TEXT, prev TEXT, hash TEXT)',
    );
  });
});

describe('migrations', () => {
  const marker = (version: number, rebuild = false): Migration => ({
    version,
    rebuild,
    update: (db) => db.exec(`CREATE TABLE step_${version}(x)`),
  });

  it('must be numbered without a gap', () => {
    expect(() => {
      checkMonotonic([marker(1), marker(3)]);
    }).toThrow('migration 3 stands at place 2');
    checkMonotonic(MIGRATIONS);
  });

  it('run from any released version to today, and twice changes nothing', () => {
    const db = memory();
    const list = [marker(1), marker(2), marker(3)];
    value(migrate(db, nothing, list, 1));
    expect(value(readVersion(db, list))).toBe(1);
    value(migrate(db, nothing, list));
    value(migrate(db, nothing, list));
    expect(describeSchema(db).map((object) => object.name)).toEqual(['step_1', 'step_2', 'step_3']);
    expect(value(readVersion(db, list))).toBe(3);
  });

  it('leave the file as it was when one fails', () => {
    const db = memory();
    value(migrate(db, nothing, [marker(1)]));
    const failing: Migration = {
      version: 3,
      rebuild: false,
      update: () => {
        throw new Error('broken step');
      },
    };
    expect(() => migrate(db, nothing, [marker(1), marker(2), failing])).toThrow('broken step');
    expect(describeSchema(db).map((object) => object.name)).toEqual(['step_1']);
    expect(value(readVersion(db))).toBe(1);
  });

  it('have the projections made anew when one of them changed', () => {
    const db = memory();
    let rebuilt = 0;
    const rebuild = (): void => void (rebuilt += 1);
    value(migrate(db, rebuild, [marker(1, true)]));
    expect(rebuilt).toBe(0);
    value(migrate(db, rebuild, [marker(1, true), marker(2, false)]));
    expect(rebuilt).toBe(0);
    value(migrate(db, rebuild, [marker(1, true), marker(2, false), marker(3, true)]));
    expect(rebuilt).toBe(1);
  });

  it('refuse a file of a newer app and a database of something else', () => {
    const newer = memory();
    value(migrate(newer, nothing, [marker(1), marker(2)]));
    expect(migrate(newer, nothing, [marker(1)])).toEqual({
      ok: false,
      error: { code: 'ledger-newer', params: { found: 2, known: 1 } },
    });
    const foreign = memory();
    foreign.exec('CREATE TABLE notes(x)');
    expect(migrate(foreign, nothing)).toEqual({
      ok: false,
      error: { code: 'ledger-corrupt', params: { reason: 'not-a-ledger' } },
    });
  });
});

describe('the difference to the expected schema', () => {
  it.each([
    ['a dropped trigger', 'DROP TRIGGER ledger_never_updated', 'ledger_never_updated'],
    ['a dropped index', 'DROP INDEX files_session', 'files_session'],
    ['a surplus trigger', 'CREATE TRIGGER extra AFTER INSERT ON ledger BEGIN SELECT 1; END', 'extra'],
    ['a surplus view', 'CREATE VIEW extra AS SELECT 1', 'extra'],
  ])('names %s', (_what, sql, name) => {
    const db = memory();
    value(migrate(db, nothing));
    expect(schemaDifferences(db, MIGRATIONS.length)).toEqual([]);
    db.exec(sql);
    expect(schemaDifferences(db, MIGRATIONS.length)).toEqual([name]);
  });

  it('does not count what ANALYZE leaves', () => {
    const db = memory();
    value(migrate(db, nothing));
    db.exec('ANALYZE');
    expect(schemaDifferences(db, MIGRATIONS.length)).toEqual([]);
  });
});
