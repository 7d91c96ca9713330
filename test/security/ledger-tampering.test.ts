/** One named test per way of tampering with the ledger's entries from outside the app (P5). */

import fs from 'node:fs';
import path from 'node:path';

import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';

import { canonicalBody, type LedgerRow } from '../../electron/core/audit/entry.ts';
import { open, record, sessionId, value } from '../audit/data-folder.ts';
import {
  firstFault,
  insertRow,
  rebuildChain,
  rehash,
  replaceRow,
  rowAt,
  tamper,
  twoSessions,
  verify,
} from '../audit/outsider.ts';

let dir: string;
beforeEach(() => {
  dir = twoSessions();
});

it('an untouched ledger verifies, to its end', async () => {
  expect(await verify(dir)).toMatchObject({ ok: true, entries: 15, heads: 7, faults: [] });
});

describe('the guards in the database', () => {
  it.each([
    ['UPDATE', `UPDATE ledger SET kind = 'x' WHERE seq = 3`],
    ['an UPDATE of the row id', 'UPDATE ledger SET rowid = 99 WHERE seq = 15'],
    ['UPDATE OR REPLACE', 'UPDATE OR REPLACE ledger SET seq = 4 WHERE seq = 3'],
    ['DELETE', 'DELETE FROM ledger WHERE seq = 15'],
    ['DELETE of all', 'DELETE FROM ledger'],
    ['REPLACE', 'REPLACE INTO ledger SELECT * FROM ledger WHERE seq = 3'],
    [
      'INSERT OR REPLACE',
      `INSERT OR REPLACE INTO ledger SELECT seq, at, 'x', session, body, prev, hash FROM ledger WHERE seq = 3`,
    ],
    [
      'INSERT OR IGNORE',
      `INSERT OR IGNORE INTO ledger SELECT seq, at, 'x', session, body, prev, hash FROM ledger WHERE seq = 3`,
    ],
    [
      'an upsert',
      `INSERT INTO ledger SELECT * FROM ledger WHERE seq = 3 ON CONFLICT DO UPDATE SET kind = 'x'`,
    ],
    [
      'an INSERT with a gap',
      `INSERT INTO ledger SELECT 17, at, kind, session, body, hash, hash FROM ledger WHERE seq = 15`,
    ],
    [
      'an INSERT without a number',
      `INSERT INTO ledger(at, kind, body, prev, hash) SELECT at, kind, body, hash, hash FROM ledger WHERE seq = 15`,
    ],
    [
      'an INSERT in front',
      `INSERT INTO ledger SELECT 0, at, kind, session, body, prev, hash FROM ledger WHERE seq = 1`,
    ],
    [
      'an INSERT off the chain',
      `INSERT INTO ledger SELECT 16, at, kind, session, body, prev, hash FROM ledger WHERE seq = 15`,
    ],
    [
      'an INSERT of another type',
      `INSERT INTO ledger SELECT 16, at, kind, session, x'00', hash, hash FROM ledger WHERE seq = 15`,
    ],
  ])('abort %s', async (_what, sql) => {
    const db = new Database(path.join(dir, 'ledger.sqlite'));
    expect(() => db.exec(sql)).toThrow(/ledger entries are/);
    db.close();
    expect(await verify(dir)).toMatchObject({ ok: true, entries: 15 });
  });

  it('are missed when they were dropped', async () => {
    const db = new Database(path.join(dir, 'ledger.sqlite'));
    db.exec('DROP TRIGGER ledger_never_deleted');
    db.close();
    expect((await verify(dir)).faults).toEqual([{ code: 'schema-changed', what: 'ledger_never_deleted' }]);
  });
});

/** As an outsider adds what SQLite's own parser would refuse: a row in the schema's table. */
function intoSchema(type: string, name: string, sql: string): void {
  const db = new Database(path.join(dir, 'ledger.sqlite'));
  db.unsafeMode(true);
  db.pragma('writable_schema = ON');
  const table = type === 'trigger' ? 'ledger' : name;
  db.prepare('INSERT INTO sqlite_schema(type, name, tbl_name, rootpage, sql) VALUES (?, ?, ?, 0, ?)').run(
    ...[type, name, table, sql],
  );
  db.pragma('schema_version = 9999');
  db.close();
}

const SWALLOW = `BEFORE INSERT ON ledger WHEN NEW.kind = 'release.intent' BEGIN SELECT RAISE(IGNORE); END`;

describe('what was added to the database under a name of SQLite’s own is named', () => {
  const names = ['sqlite_stat_x', 'sqlite_stat1', 'sqlite_stat4', 'sqlite_sequence'];
  it.each(names)('a trigger called %s, and nothing opens', async (name) => {
    intoSchema('trigger', name, `CREATE TRIGGER ${name} ${SWALLOW}`);
    expect((await verify(dir)).faults).toContainEqual({ code: 'schema-changed', what: name });
    expect(open(dir)).toMatchObject({
      ok: false,
      error: { code: 'ledger-corrupt', params: { reason: 'schema', object: name } },
    });
  });

  it.each(names)('a view called %s', async (name) => {
    intoSchema('view', name, `CREATE VIEW ${name} AS SELECT 1`);
    expect((await verify(dir)).faults).toContainEqual({ code: 'schema-changed', what: name });
    expect(open(dir)).toMatchObject({ ok: false, error: { code: 'ledger-corrupt' } });
  });

  it('a table called sqlite_stat1 that is not SQLite’s', async () => {
    const db = new Database(path.join(dir, 'ledger.sqlite'));
    db.unsafeMode(true);
    db.exec('ANALYZE; PRAGMA writable_schema = ON');
    db.exec(
      `UPDATE sqlite_schema SET sql = 'CREATE TABLE sqlite_stat1(tbl,idx,stat,more)' WHERE name = 'sqlite_stat1'`,
    );
    db.close();
    expect((await verify(dir)).faults).toContainEqual({ code: 'schema-changed', what: 'sqlite_stat1' });
  });

  it('while SQLite’s own statistics are none of it', async () => {
    const db = new Database(path.join(dir, 'ledger.sqlite'));
    db.exec('ANALYZE');
    db.close();
    expect(await verify(dir)).toMatchObject({ ok: true, faults: [] });
    value(open(dir)).close();
  });
});

it('an entry that a trigger swallows is not taken for written, and nothing of its batch stands', async () => {
  const ledger = value(open(dir));
  const before = ledger.head;
  const db = new Database(path.join(dir, 'ledger.sqlite'));
  db.exec(`CREATE TRIGGER swallow ${SWALLOW}`);
  const intent = { kind: 'release.intent', session: sessionId(3), body: { folder: 'x' } };
  expect(ledger.append([{ kind: 'note', session: null, body: {} }, intent])).toEqual({
    ok: false,
    error: { code: 'ledger-corrupt', params: { reason: 'entry-swallowed', seq: 17 } },
  });
  expect(ledger.head).toEqual(before);
  db.exec('DROP TRIGGER swallow');
  db.close();
  expect(ledger.append([intent])).toMatchObject({ ok: true, value: { seq: 16 } });
  ledger.close();
  expect(await verify(dir)).toMatchObject({ ok: true, entries: 16 });
});

describe('an edited entry is named', () => {
  it.each(['at', 'kind', 'session', 'body', 'prev', 'hash'] as const)('by its %s', async (column) => {
    const other = {
      at: '2026-11-22T01:00:00.001Z',
      kind: 'file2',
      session: sessionId(9),
      body: '{}',
      prev: '1'.repeat(64),
      hash: '2'.repeat(64),
    };
    tamper(dir, (db) => db.prepare(`UPDATE ledger SET ${column} = ? WHERE seq = 5`).run(other[column]));
    expect(await firstFault(dir)).toMatchObject({ code: 'entry-edited', seq: 5 });
  });

  it.each([
    ['another spelling of the same JSON', (row: LedgerRow) => row.body.replace('{', '{ ')],
    ['the same text as bytes', (row: LedgerRow) => Buffer.from(row.body)],
    ['a repeated member', (row: LedgerRow) => row.body.replace('{"cached"', '{"cached":false,"cached"')],
    ['no JSON', () => 'not JSON'],
    ['no object', () => '[]'],
    ['nothing', () => null],
  ])('by a body that is %s', async (_what, change) => {
    tamper(dir, (db) => db.prepare('UPDATE ledger SET body = ? WHERE seq = 5').run(change(rowAt(db, 5))));
    expect(await firstFault(dir)).toMatchObject({ code: 'entry-edited', seq: 5 });
  });

  it('by a body that is not canonical although its hash was taken anew over that very text', async () => {
    tamper(dir, (db) => replaceRow(db, rehash({ ...rowAt(db, 15), body: ` ${rowAt(db, 15).body}` })));
    const faults = (await verify(dir)).faults;
    expect(faults[0]?.seq).toBe(15);
  });

  it('when it was given a fresh hash', async () => {
    tamper(dir, (db) =>
      replaceRow(db, rehash({ ...rowAt(db, 5), body: canonicalBody({ verdict: 'clean' }) })),
    );
    expect(await firstFault(dir)).toEqual({ code: 'chain-broken', seq: 5, what: 'hash' });
  });

  it('when it was given a fresh hash and is the newest', async () => {
    tamper(dir, (db) =>
      replaceRow(db, rehash({ ...rowAt(db, 15), body: canonicalBody({ outcome: 'released' }) })),
    );
    expect(await firstFault(dir)).toEqual({ code: 'head-mismatch', seq: 15, line: 7 });
  });

  it('when the rest of the chain was written anew after it, by the signed heads', async () => {
    tamper(dir, (db) => {
      replaceRow(db, rehash({ ...rowAt(db, 4), body: canonicalBody({ verdict: 'clean' }) }));
      rebuildChain(db, 4);
    });
    expect(await firstFault(dir)).toEqual({ code: 'head-mismatch', seq: 7, line: 3 });
  });
});

describe('a deleted entry is named', () => {
  it('by the gap it leaves', async () => {
    tamper(dir, (db) => db.prepare('DELETE FROM ledger WHERE seq = 5').run());
    expect(await firstFault(dir)).toEqual({ code: 'entry-missing', seq: 5 });
  });

  it('when those behind it were moved up', async () => {
    tamper(dir, (db) =>
      db.exec('DELETE FROM ledger WHERE seq = 5; UPDATE ledger SET seq = seq - 1 WHERE seq > 5'),
    );
    expect(await firstFault(dir)).toEqual({ code: 'entry-missing', seq: 5 });
  });

  it('when it was the first', async () => {
    tamper(dir, (db) => db.prepare('DELETE FROM ledger WHERE seq = 1').run());
    expect((await verify(dir)).faults).toContainEqual({ code: 'entry-missing', seq: 1 });
  });
});

describe('an inserted entry is named', () => {
  const insert = (db: Database.Database, seq: number): void => {
    db.exec(
      `UPDATE ledger SET seq = -seq WHERE seq >= ${seq}; UPDATE ledger SET seq = 1 - seq WHERE seq < 0`,
    );
    const above = rowAt(db, seq - 1);
    const row = rehash({
      seq,
      at: above.at,
      kind: 'file',
      session: sessionId(1),
      body: '{}',
      prev: above.hash,
      hash: '',
    });
    insertRow(db, row);
  };

  it('when those behind it only moved down', async () => {
    tamper(dir, (db) => insert(db, 5));
    expect(await firstFault(dir)).toEqual({ code: 'entry-inserted', seq: 5 });
  });

  it.each([0, -1, -(2 ** 53) - 2])('when it stands before the first, as number %d', async (seq) => {
    tamper(dir, (db) =>
      db.exec(
        `INSERT INTO ledger SELECT ${seq}, at, kind, session, body, prev, hash FROM ledger WHERE seq = 1`,
      ),
    );
    expect(await firstFault(dir)).toEqual({ code: 'entry-inserted', seq });
  });

  it('when it stands behind the newest, by the missing head', async () => {
    tamper(dir, (db) => {
      const above = rowAt(db, 15);
      const row = rehash({ ...above, seq: 16, kind: 'note', session: null, body: '{}', prev: above.hash });
      insertRow(db, row);
    });
    expect(await firstFault(dir)).toEqual({ code: 'head-missing', seq: 16 });
  });
});

it('reordered entries are named', async () => {
  tamper(dir, (db) =>
    db.exec(
      'UPDATE ledger SET seq = -1 WHERE seq = 5; UPDATE ledger SET seq = 5 WHERE seq = 6; UPDATE ledger SET seq = 6 WHERE seq = -1',
    ),
  );
  expect(await firstFault(dir)).toEqual({ code: 'entry-moved', seq: 5 });
});

describe('a cut-off tail is named', () => {
  it('by verification', async () => {
    tamper(dir, (db) => db.exec('DELETE FROM ledger WHERE seq > 12'));
    const faults = (await verify(dir)).faults;
    expect(faults).toContainEqual({ code: 'tail-cut', seq: 13, line: 6 });
  });

  it('at the next opening, before anything could cover it up', () => {
    tamper(dir, (db) => db.exec('DELETE FROM ledger WHERE seq > 12'));
    expect(open(dir)).toEqual({
      ok: false,
      error: { code: 'ledger-corrupt', params: { reason: 'tail-cut', seq: 15 } },
    });
  });

  it('when the whole database is gone', async () => {
    fs.rmSync(path.join(dir, 'ledger.sqlite'));
    expect(await firstFault(dir)).toEqual({ code: 'database-missing' });
    expect(open(dir)).toMatchObject({
      ok: false,
      error: { code: 'ledger-corrupt', params: { reason: 'tail-cut' } },
    });
  });

  it('when an older copy of the database was put back', async () => {
    const older = fs.readFileSync(path.join(dir, 'ledger.sqlite'));
    const ledger = value(open(dir));
    record(ledger, sessionId(3), 3);
    ledger.close();
    fs.writeFileSync(path.join(dir, 'ledger.sqlite'), older);
    expect(await firstFault(dir)).toMatchObject({ code: 'tail-cut', seq: 16 });
  });
});
