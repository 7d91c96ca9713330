import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';

import { MIGRATIONS } from '../../electron/core/store/migrations/index.ts';
import { openStore, openStoreForReading } from '../../electron/core/store/open.ts';
import { open, opened, sessionId, temporaryFolder, value } from '../audit/data-folder.ts';
import { needs } from '../missing-component.ts';

const refusal = (code: string, params: object = {}): object => ({ ok: false, error: { code, params } });

/** A ledger with one session's opening, closed. */
function ledgerFolder(): string {
  const dir = temporaryFolder();
  const ledger = value(open(dir));
  value(ledger.append([opened(sessionId(1))]));
  ledger.close();
  return dir;
}
const database = (dir: string): Database.Database => new Database(path.join(dir, 'ledger.sqlite'));

describe('opening the ledger', () => {
  it('sets what makes a commit durable', () => {
    const store = value(openStore({ dataDir: ledgerFolder() }, () => undefined));
    const setting = (name: string): unknown => store.db.pragma(name, { simple: true });
    const FULL = 2;
    expect([setting('journal_mode'), setting('synchronous')]).toEqual(['wal', FULL]);
    store.close();
  });

  it('refuses a file that is no database', () => {
    const dir = ledgerFolder();
    fs.writeFileSync(path.join(dir, 'ledger.sqlite'), 'これはデータベースではありません。'.repeat(200));
    expect(open(dir)).toEqual(refusal('ledger-corrupt', { reason: 'not-a-database' }));
  });

  it('refuses a database that is no ledger', () => {
    const dir = temporaryFolder();
    const db = database(dir);
    db.exec('CREATE TABLE notes(x)');
    db.close();
    expect(open(dir)).toEqual(refusal('ledger-corrupt', { reason: 'not-a-ledger' }));
  });

  it('refuses a file of a newer app and leaves it as it is', () => {
    const dir = ledgerFolder();
    const db = database(dir);
    db.pragma('user_version = 99');
    db.close();
    expect(open(dir)).toEqual(refusal('ledger-newer', { found: 99, known: MIGRATIONS.length }));
    expect(openStoreForReading({ dataDir: dir })).toEqual(
      refusal('ledger-newer', { found: 99, known: MIGRATIONS.length }),
    );
  });

  it('refuses a ledger whose guards were dropped', () => {
    const dir = ledgerFolder();
    const db = database(dir);
    db.exec('DROP TRIGGER ledger_never_deleted');
    db.close();
    expect(open(dir)).toEqual(
      refusal('ledger-corrupt', { reason: 'schema', object: 'ledger_never_deleted' }),
    );
  });

  it('refuses while somebody else writes, and holds nothing afterwards', () => {
    const dir = ledgerFolder();
    const other = database(dir);
    other.exec('BEGIN IMMEDIATE');
    expect(open(dir)).toEqual(refusal('ledger-locked'));
    other.exec('ROLLBACK');
    other.close();
    value(open(dir)).close();
  });

  it('gives a lock met later as a value, and goes on once it is gone', () => {
    const dir = ledgerFolder();
    const ledger = value(open(dir));
    const other = database(dir);
    other.exec('BEGIN IMMEDIATE');
    expect(ledger.append([opened(sessionId(2))])).toEqual(refusal('ledger-locked'));
    other.exec('ROLLBACK');
    other.close();
    value(ledger.append([opened(sessionId(2))]));
    ledger.close();
  });

  it('refuses a data folder that does not exist', () => {
    expect(open(path.join(temporaryFolder(), 'nowhere'))).toEqual(
      refusal('ledger-failed', { reason: 'missing' }),
    );
  });
});

describe('reading', () => {
  it('sees a running gate’s entries and may not write', () => {
    const dir = temporaryFolder();
    const ledger = value(open(dir));
    const reader = value(openStoreForReading({ dataDir: dir }));
    value(ledger.append([opened(sessionId(1))]));
    expect(reader.db.prepare('SELECT count(*) FROM ledger').pluck().get()).toBe(2);
    expect(() => reader.db.exec('DROP TABLE ledger')).toThrow('readonly');
    reader.close();
    ledger.close();
  });

  it('says that there is no ledger and makes none', () => {
    const dir = temporaryFolder();
    expect(openStoreForReading({ dataDir: dir })).toEqual(refusal('not-found', { file: 'ledger.sqlite' }));
    expect(fs.readdirSync(dir)).toEqual([]);
  });
});

/** Root may write anywhere and disks here are large: a mount of its own makes a read-only or a small one. */
describe('a disk that refuses', () => {
  const namespaces = spawnSync('unshare', ['-m', 'true']).status === 0;
  const script = path.join(import.meta.dirname, 'append-until-refused.ts');
  const inMount = (setUp: string, dir: string): unknown => {
    const command = `${setUp} && exec "$0" "$1" "$2"`;
    const run = spawnSync('unshare', ['-m', 'sh', '-c', command, process.execPath, script, dir], {
      encoding: 'utf8',
    });
    expect(run.stderr).toBe('');
    return JSON.parse(run.stdout);
  };

  it('is read-only', (context) => {
    needs(context, 'mount namespaces (root)', namespaces);
    const dir = ledgerFolder();
    expect(inMount(`mount --bind '${dir}' '${dir}' && mount -o remount,bind,ro '${dir}'`, dir)).toEqual({
      opened: { code: 'ledger-read-only', params: {} },
    });
  });

  it('is full: the batch is refused whole, and the ledger goes on once there is room', (context) => {
    needs(context, 'mount namespaces (root)', namespaces);
    const dir = temporaryFolder();
    expect(inMount(`mount -t tmpfs -o size=3m tmpfs '${dir}'`, dir)).toEqual({
      opened: 'yes',
      refused: { code: 'ledger-failed', params: { reason: 'disk-full' } },
      kept: 'what was told',
      appendedWithRoom: true,
      faults: [],
    });
  });
});
