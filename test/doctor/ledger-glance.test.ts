import { hash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';

import { fileKeyStore } from '../../electron/core/audit/keys.ts';
import { glanceAtLedger } from '../../electron/core/doctor/ledger-glance.ts';
import { open, opened, temporaryFolder, testClock, value } from '../audit/data-folder.ts';

const glance = (dir: string) => glanceAtLedger(dir, fileKeyStore(dir));
const unfit = (reason: string) => ({ state: 'unfit', error: { code: 'ledger-corrupt', params: { reason } } });

/** A closed ledger of three entries, written within two seconds. */
function written(): string {
  const dir = temporaryFolder();
  const clock = testClock();
  const ledger = value(open(dir, clock));
  for (const session of ['aaaaaaaaaaaa', 'bbbbbbbbbbbb']) {
    clock.at += 1000;
    value(ledger.append([opened(session)]));
  }
  ledger.close();
  return dir;
}

/** Somebody with the file in hand and the guards out of the way; they are put back. */
function tamper(dir: string, sql: string): void {
  const db = new Database(path.join(dir, 'ledger.sqlite'));
  const guards = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all() as {
    name: string;
    sql: string;
  }[];
  for (const { name } of guards) db.exec(`DROP TRIGGER ${name}`);
  db.exec(sql);
  for (const guard of guards) db.exec(guard.sql);
  db.close();
}

/** Hashes of the files in a folder. SQLite's own two beside a database come and go with every reader. */
const contents = (dir: string): readonly string[] =>
  fs
    .readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => !/-(wal|shm)$/.test(name) && fs.statSync(path.join(dir, name)).isFile())
    .map((name) => `${hash('sha256', fs.readFileSync(path.join(dir, name)))}  ${name}`);

describe('a glance at the ledger', () => {
  test('that fits tells how far it goes, and writes nothing', () => {
    const dir = written();
    const before = contents(dir);
    const expected = { state: 'fits', entries: 3, newestAt: '2026-11-22T01:00:02.000Z', error: null };
    expect(glance(dir)).toEqual(expected);
    expect(contents(dir)).toEqual(before);
  });

  test('beside a running gate', () => {
    const dir = temporaryFolder();
    const ledger = value(open(dir));
    value(ledger.append([opened('aaaaaaaaaaaa')]));
    expect(glance(dir)).toMatchObject({ state: 'fits', entries: 2 });
    ledger.close();
  });

  test('where there is none', () => {
    expect(glance(temporaryFolder())).toMatchObject({ state: 'absent', entries: null });
    expect(glance(path.join(temporaryFolder(), 'none'))).toMatchObject({ state: 'absent' });
  });

  test.each<[string, string, (dir: string) => void]>([
    ['was taken away', 'tail-cut', (dir) => fs.rmSync(path.join(dir, 'ledger.sqlite'))],
    ['was cut off', 'tail-cut', (dir) => tamper(dir, 'DELETE FROM ledger WHERE seq = 3')],
    [
      'has another newest entry',
      'newest-edited',
      (dir) => tamper(dir, "UPDATE ledger SET at = '2026-11-23T00:00:00.000Z' WHERE seq = 3"),
    ],
    ['lost a guard', 'schema', dropGuard],
    ['lost its key', 'key-missing', (dir) => fs.rmSync(path.join(dir, 'keys', 'ledger.pem'))],
    ['got another key', 'key-replaced', otherKey],
    [
      'has a key that is none',
      'key-unreadable',
      (dir) => fs.writeFileSync(path.join(dir, 'keys', 'ledger.pem'), 'x'),
    ],
    [
      'has a head that is none',
      'head-malformed',
      (dir) => fs.appendFileSync(path.join(dir, 'heads.log'), '{}\n'),
    ],
    ['has a head signed by nobody', 'head-signature', forgeHead],
    [
      'is no database',
      'not-a-database',
      (dir) => fs.writeFileSync(path.join(dir, 'ledger.sqlite'), 'x'.repeat(4096)),
    ],
  ])('that %s', (_, reason, harm) => {
    const dir = written();
    harm(dir);
    expect(glance(dir)).toMatchObject(unfit(reason));
  });

  test('that was put back from an older copy', () => {
    const dir = written();
    const copy = fs.readFileSync(path.join(dir, 'ledger.sqlite'));
    const ledger = value(open(dir));
    value(ledger.append([opened('cccccccccccc')]));
    ledger.close();
    fs.writeFileSync(path.join(dir, 'ledger.sqlite'), copy);
    expect(glance(dir)).toMatchObject(unfit('tail-cut'));
  });
});

function dropGuard(dir: string): void {
  const db = new Database(path.join(dir, 'ledger.sqlite'));
  const name = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' LIMIT 1").pluck().get();
  db.exec(`DROP TRIGGER ${String(name)}`);
  db.close();
}

function otherKey(dir: string): void {
  fs.rmSync(path.join(dir, 'keys', 'ledger.pem'));
  value(fileKeyStore(dir).create());
}

function forgeHead(dir: string): void {
  const file = path.join(dir, 'heads.log');
  const text = fs.readFileSync(file, 'utf8');
  const last = text.lastIndexOf('"signature":"') + '"signature":"'.length;
  const digit = text[last] === '0' ? '1' : '0';
  fs.writeFileSync(file, text.slice(0, last) + digit + text.slice(last + 1));
}
