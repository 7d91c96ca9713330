/**
 * Owns <data>/people.sqlite (0600): hashes, second factors and card numbers, which must not stand in the ledger because
 * that is exported. What changes here is told there, without the secret.
 */

import { createHmac, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import Database from 'better-sqlite3';

import { gateError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { attempt } from '../store/failure.ts';

export const PEOPLE_FILE = 'people.sqlite';

/** "SKPE": tells our file from any other. */
const APPLICATION_ID = 0x534b5045;

/** Frozen once released: add one, never change one. */
const MIGRATIONS: readonly string[] = [
  `CREATE TABLE secrets(
     person TEXT PRIMARY KEY, hash TEXT NOT NULL, recovery TEXT, totp BLOB, totp_step INTEGER) STRICT;
   CREATE TABLE cards(card TEXT PRIMARY KEY, person TEXT NOT NULL UNIQUE) STRICT;
   CREATE TABLE own(name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;`,
];

/** `hash`, `recovery`: as secret-hash.ts writes them. `totpStep`: the newest step that was used. */
export type Secrets = {
  readonly hash: string;
  readonly recovery: string | null;
  readonly totp: Buffer | null;
  readonly totpStep: number | null;
};

export type SecretWriter = {
  /** Sets the secret and leaves the rest as it is. */
  setHash(person: string, hash: string): void;
  setRecovery(person: string, hash: string | null): void;
  setTotp(person: string, totp: Buffer | null, step: number | null): void;
  setCard(person: string, card: string | null): void;
};

/** All errors are `accounts-unusable {reason}`, but for those that `tell` gives. */
export type SecretStore = {
  find(person: string): Result<Secrets | null>;
  byCard(card: string): Result<string | null>;
  /** Everything in one transaction: `tell` writes the ledger after the rows and before the commit; its error undoes them. */
  change<T>(work: (writer: SecretWriter) => void, tell: () => Result<T>): Result<T>;
  /** Marks a step as used; false when it, or a later one, was used already. */
  spendStep(person: string, step: number): Result<boolean>;
  /** Where an identifier that nobody has is counted: always the same place, and nobody can tell which. */
  bucket(identifier: string): number;
  close(): void;
};

const BUCKETS = 1024;

/** `made`: the file was not there. `accounts-unusable` for what is no file of ours, or of a newer app. */
export function openSecretStore(
  dataDir: string,
): Result<{ readonly store: SecretStore; readonly made: boolean }> {
  const file = path.join(dataDir, PEOPLE_FILE);
  const opened = guarded(() => {
    const made = !fs.existsSync(file) || fs.statSync(file).size === 0;
    fs.closeSync(fs.openSync(file, 'a', 0o600));
    const db = new Database(file, { fileMustExist: true, timeout: 5000 });
    try {
      db.pragma('synchronous = FULL');
      db.pragma('secure_delete = ON');
      db.pragma('trusted_schema = OFF');
      return migrate(db) ? { db, made } : closed(db);
    } catch (thrown) {
      db.close();
      throw thrown;
    }
  });
  if (!opened.ok) return opened;
  if (opened.value === null) return err(gateError('accounts-unusable', { reason: 'not-ours' }));
  return ok({ store: createStore(opened.value.db), made: opened.value.made });
}

function closed(db: Database.Database): null {
  db.close();
  return null;
}

function migrate(db: Database.Database): boolean {
  const version = Number(db.pragma('user_version', { simple: true }));
  const application = Number(db.pragma('application_id', { simple: true }));
  const empty = db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
  if (!(empty && version === 0) && (application !== APPLICATION_ID || version > MIGRATIONS.length))
    return false;
  if (version === MIGRATIONS.length) return true;
  db.transaction(() => {
    for (const sql of MIGRATIONS.slice(version)) db.exec(sql);
    db.prepare('INSERT OR IGNORE INTO own(name, value) VALUES (?, ?)').run('bucket-key', randomBytes(32));
    db.pragma(`application_id = ${APPLICATION_ID}`);
    db.pragma(`user_version = ${MIGRATIONS.length}`);
  }).immediate();
  return true;
}

/** The store's conditions under the name of this store. */
function guarded<T>(work: () => T): Result<T> {
  const result = attempt(work);
  if (result.ok) return result;
  const { code, params } = result.error;
  return err(gateError('accounts-unusable', { reason: String(params['reason'] ?? code) }));
}

/** Carries an error of `tell` out of the transaction, which it undoes. */
class Untold extends Error {
  readonly failure: Result<never>;
  constructor(failure: Result<never>) {
    super('the ledger did not take it');
    this.failure = failure;
  }
}

function createStore(db: Database.Database): SecretStore {
  const find = db.prepare<[string], Secrets>(
    'SELECT hash, recovery, totp, totp_step AS totpStep FROM secrets WHERE person = ?',
  );
  const byCard = db.prepare<[string], string>('SELECT person FROM cards WHERE card = ?').pluck();
  const hash = db.prepare<[string, string]>(
    'INSERT INTO secrets(person, hash) VALUES (?, ?) ON CONFLICT(person) DO UPDATE SET hash = excluded.hash',
  );
  const recovery = db.prepare<[string | null, string]>('UPDATE secrets SET recovery = ? WHERE person = ?');
  const totp = db.prepare<[Buffer | null, number | null, string]>(
    'UPDATE secrets SET totp = ?, totp_step = ? WHERE person = ?',
  );
  const noCard = db.prepare<[string]>('DELETE FROM cards WHERE person = ?');
  const card = db.prepare<[string, string]>('INSERT INTO cards(card, person) VALUES (?, ?)');
  const spend = db.prepare<[number, string, number]>(
    'UPDATE secrets SET totp_step = ? WHERE person = ? AND (totp_step IS NULL OR totp_step < ?)',
  );
  const key = db.prepare<[], Buffer>(`SELECT value FROM own WHERE name = 'bucket-key'`).pluck().get();
  if (key === undefined) throw new Error('people.sqlite lost its bucket key');

  const writer: SecretWriter = {
    setHash: (person, value) => void hash.run(person, value),
    setRecovery: (person, value) => void recovery.run(value, person),
    setTotp: (person, value, step) => void totp.run(value, step, person),
    setCard: (person, value) => {
      noCard.run(person);
      if (value !== null) card.run(value, person);
    },
  };

  return {
    find: (person) => guarded(() => find.get(person) ?? null),
    byCard: (value) => guarded(() => byCard.get(value) ?? null),
    change: <T>(work: (writer: SecretWriter) => void, tell: () => Result<T>): Result<T> => {
      try {
        return guarded(() =>
          db
            .transaction((): T => {
              work(writer);
              const told = tell();
              if (!told.ok) throw new Untold(told);
              return told.value;
            })
            .immediate(),
        );
      } catch (thrown) {
        if (thrown instanceof Untold) return thrown.failure;
        throw thrown;
      }
    },
    spendStep: (person, step) => guarded(() => spend.run(step, person, step).changes === 1),
    bucket: (identifier) => createHmac('sha256', key).update(identifier).digest().readUInt32BE(0) % BUCKETS,
    close: () => void db.close(),
  };
}
