/** Turns what SQLite and the file system report into the ledger's error codes, so that no raw throw leaves the store. */

import Database from 'better-sqlite3';

import { gateError, type GateError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';

/** SQLite's primary codes that are conditions of the machine and not bugs of ours; extended codes share the prefix. */
const CONDITIONS: readonly (readonly [prefix: string, code: GateError['code'], reason: string | null])[] = [
  ['SQLITE_BUSY', 'ledger-locked', null],
  ['SQLITE_LOCKED', 'ledger-locked', null],
  ['SQLITE_PROTOCOL', 'ledger-locked', null],
  ['SQLITE_READONLY', 'ledger-read-only', null],
  ['SQLITE_PERM', 'ledger-read-only', null],
  ['SQLITE_AUTH', 'ledger-read-only', null],
  ['SQLITE_CORRUPT', 'ledger-corrupt', 'database'],
  ['SQLITE_NOTADB', 'ledger-corrupt', 'not-a-database'],
  ['SQLITE_FORMAT', 'ledger-corrupt', 'not-a-database'],
  ['SQLITE_FULL', 'ledger-failed', 'disk-full'],
  ['SQLITE_IOERR', 'ledger-failed', 'input-output'],
  ['SQLITE_CANTOPEN', 'ledger-failed', 'cannot-open'],
  ['SQLITE_TOOBIG', 'ledger-failed', 'too-big'],
  ['SQLITE_NOMEM', 'ledger-failed', 'memory'],
  // Only the ledger's own triggers abort: another writer moved the chain since this one looked.
  ['SQLITE_CONSTRAINT_TRIGGER', 'ledger-failed', 'chain-moved'],
];

const ERRNO: Readonly<Record<string, readonly [code: GateError['code'], reason: string | null]>> = {
  EACCES: ['ledger-read-only', null],
  EPERM: ['ledger-read-only', null],
  EROFS: ['ledger-read-only', null],
  ENOSPC: ['ledger-failed', 'disk-full'],
  EDQUOT: ['ledger-failed', 'disk-full'],
  EFBIG: ['ledger-failed', 'disk-full'],
  EIO: ['ledger-failed', 'input-output'],
  ENOENT: ['ledger-failed', 'missing'],
  ENOTDIR: ['ledger-failed', 'missing'],
  EISDIR: ['ledger-failed', 'missing'],
  EMFILE: ['ledger-failed', 'input-output'],
};

const params = (reason: string | null): GateError['params'] => (reason === null ? {} : { reason });

/** The code for an expected condition, or null for anything that is a bug. */
export function ledgerFailure(thrown: unknown): GateError | null {
  if (thrown instanceof Database.SqliteError) {
    const found = CONDITIONS.find(([prefix]) => thrown.code.startsWith(prefix));
    return found === undefined ? null : gateError(found[1], params(found[2]));
  }
  if (thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string') {
    const found = ERRNO[thrown.code];
    return found === undefined ? null : gateError(found[0], params(found[1]));
  }
  return null;
}

/** Runs `work`; conditions become values, bugs go on as throws. */
export function attempt<T>(work: () => T): Result<T> {
  try {
    return ok(work());
  } catch (thrown) {
    const failure = ledgerFailure(thrown);
    if (failure === null) throw thrown;
    return err(failure);
  }
}
