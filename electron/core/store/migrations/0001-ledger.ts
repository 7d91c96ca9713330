/** Version 1: the append-only ledger with its guards, and the projections that lists and searches read. */

import type Database from 'better-sqlite3';

export function ledgerTables(db: Database.Database): void {
  db.exec(LEDGER);
  db.exec(LEDGER_INDEXES);
  db.exec(GUARDS);
  db.exec(PROJECTIONS);
}

const LEDGER = `
CREATE TABLE ledger(seq INTEGER PRIMARY KEY, at TEXT, kind TEXT, session TEXT, body TEXT, prev TEXT, hash TEXT);
`;

export const LEDGER_INDEXES = `
CREATE INDEX ledger_kinds ON ledger(kind) WHERE kind <> 'file';
CREATE INDEX ledger_steps ON ledger(session) WHERE session IS NOT NULL AND kind <> 'file';
`;

// The insert guard fires before REPLACE or UPSERT could touch an older row, so that neither can rewrite the chain.
const GUARDS = `
CREATE TRIGGER ledger_never_updated BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'ledger entries are never changed'); END;
CREATE TRIGGER ledger_never_deleted BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'ledger entries are never deleted'); END;
CREATE TRIGGER ledger_only_grows BEFORE INSERT ON ledger
WHEN (
    (SELECT seq + 1 = NEW.seq AND hash = NEW.prev FROM ledger ORDER BY seq DESC LIMIT 1) IS NOT 1
    AND NOT (NEW.seq = 1 AND NOT EXISTS (SELECT 1 FROM ledger)
      AND NEW.prev = '0000000000000000000000000000000000000000000000000000000000000000'))
  OR typeof(NEW.at) <> 'text' OR typeof(NEW.kind) <> 'text' OR typeof(NEW.body) <> 'text'
  OR typeof(NEW.session) NOT IN ('text', 'null') OR typeof(NEW.hash) <> 'text' OR length(NEW.hash) <> 64
BEGIN SELECT RAISE(ABORT, 'ledger entries are only added behind the newest'); END;
`;

// sessions.seq and files.seq are the seq of the entry that opened the session or told the file.
// names.rowid and hashes.rowid are sessions.seq * 65536 + block: newest sessions come last, as pages want them. A b-tree
// over hashes would be written all over the file: at 600,000 entries appending took twice as long as at 100,000.
export const PROJECTIONS = `
CREATE TABLE sessions(
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, opened_at TEXT NOT NULL, closed_at TEXT,
  source TEXT, destination TEXT, label TEXT, preset TEXT, staff TEXT, purpose TEXT, practice INTEGER NOT NULL,
  outcome TEXT, total INTEGER NOT NULL, released INTEGER NOT NULL, blocked INTEGER NOT NULL,
  bytes INTEGER NOT NULL, bytes_read INTEGER, seconds REAL, error TEXT);
CREATE INDEX sessions_opened ON sessions(opened_at);
CREATE INDEX sessions_outcome ON sessions(outcome);
CREATE INDEX sessions_staff ON sessions(staff);
CREATE INDEX sessions_preset ON sessions(preset);
CREATE TABLE files(seq INTEGER PRIMARY KEY, session TEXT, verdict TEXT, sha256 TEXT);
CREATE INDEX files_session ON files(session);
CREATE INDEX files_held_back ON files(substr(sha256, 1, 16)) WHERE verdict <> 'clean';
CREATE VIRTUAL TABLE hashes USING fts5(text, tokenize = 'ascii', detail = none, columnsize = 0);
CREATE VIRTUAL TABLE names USING fts5(text, tokenize = 'trigram case_sensitive 1', detail = none, columnsize = 0);
`;
