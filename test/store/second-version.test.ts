import path from 'node:path';

import Database from 'better-sqlite3';
import { expect, it } from 'vitest';

import { openRecords } from '../../electron/core/audit/records.ts';
import { verifyLedger } from '../../electron/core/audit/verify.ts';
import { MIGRATIONS } from '../../electron/core/store/migrations/index.ts';
import { openStoreForReading } from '../../electron/core/store/open.ts';
import { schemaDifferences } from '../../electron/core/store/schema.ts';
import { open, opened, record, sessionId, temporaryFolder, value } from '../audit/data-folder.ts';

const database = (dir: string): Database.Database => new Database(path.join(dir, 'ledger.sqlite'));

/** A ledger of one ended session and one under way, as a file of version 1; `then` gives it an earlier form. */
function ofVersionOne(then = ''): string {
  const dir = temporaryFolder();
  const ledger = value(open(dir));
  record(ledger, sessionId(1), 3);
  const facts = { staff: 'tanaka', purpose: 'referral letter' };
  value(
    ledger.append([
      opened(sessionId(2), { staff: null, purpose: null }),
      { kind: 'session.facts', session: sessionId(2), body: { facts } },
    ]),
  );
  ledger.close();
  const db = database(dir);
  db.exec('DROP INDEX ledger_origins; DROP INDEX ledger_openings');
  db.exec('UPDATE sessions SET staff = NULL, purpose = NULL WHERE seq > 5');
  db.exec(then);
  db.pragma('user_version = 1');
  db.close();
  return dir;
}

const EARLIER_FORM = `DROP TABLE hashes; DROP INDEX ledger_kinds; DROP INDEX files_held_back;
  CREATE INDEX files_sha256 ON files(substr(sha256, 1, 16)) WHERE sha256 IS NOT NULL;
  CREATE INDEX files_held_back ON files(verdict) WHERE verdict <> 'clean';`;

it.each([
  ['as it was released', ''],
  ['in a form from before its release', EARLIER_FORM],
])(
  'a ledger of version 1 %s is told to be older, then made today’s with all that was said',
  async (_, form) => {
    const dir = ofVersionOne(form);
    const older = { ok: false, error: { code: 'ledger-failed', params: { reason: 'older', found: 1 } } };
    expect(openStoreForReading({ dataDir: dir })).toEqual(older);
    value(open(dir)).close();
    const db = database(dir);
    expect(schemaDifferences(db, MIGRATIONS.length)).toEqual([]);
    db.close();
    const records = value(openRecords({ dataDir: dir }));
    expect(value(records.listSessions({ limit: 9 })).sessions).toMatchObject([
      { id: sessionId(2), staff: 'tanaka', purpose: 'referral letter' },
      { id: sessionId(1), staff: 'staff-1' },
    ]);
    records.close();
    expect(value(await verifyLedger({ dataDir: dir, keys: null })).faults).toEqual([]);
  },
);

it('a ledger whose guards are of another form is not taken over', () => {
  const guard = `DROP TRIGGER ledger_only_grows; CREATE TRIGGER ledger_only_grows BEFORE INSERT ON ledger
    WHEN NEW.seq IS NULL BEGIN SELECT RAISE(ABORT, 'x'); END;`;
  const dir = ofVersionOne(guard);
  const refused = { code: 'ledger-corrupt', params: { reason: 'schema', object: 'ledger_only_grows' } };
  expect(open(dir)).toEqual({ ok: false, error: refused });
});

it.each(['hashes', 'sessions'])(
  'a ledger of today’s number without its table %s is told by name',
  async (table) => {
    const dir = ofVersionOne();
    value(open(dir)).close();
    const db = database(dir);
    db.exec(`DROP TABLE ${table}`);
    db.close();
    const refused = { code: 'ledger-corrupt', params: { reason: 'schema', object: table } };
    expect(openStoreForReading({ dataDir: dir })).toEqual({ ok: false, error: refused });
    expect(openRecords({ dataDir: dir })).toEqual({ ok: false, error: refused });
    expect(value(await verifyLedger({ dataDir: dir, keys: null }))).toMatchObject({
      ok: false,
      faults: [{ code: 'schema-changed', what: table }],
    });
  },
);
