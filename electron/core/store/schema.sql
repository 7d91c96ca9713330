-- Made by scripts/dump-schema.ts from the migrations; a test compares the two.
CREATE TABLE files(seq INTEGER PRIMARY KEY, session TEXT, verdict TEXT, sha256 TEXT);
CREATE INDEX files_held_back ON files(substr(sha256, 1, 16)) WHERE verdict <> 'clean';
CREATE INDEX files_held_session ON files(session) WHERE verdict <> 'clean';
CREATE INDEX files_session ON files(session);
CREATE VIRTUAL TABLE hashes USING fts5(text, tokenize = 'ascii', detail = none, columnsize = 0);
CREATE TABLE 'hashes_config'(k PRIMARY KEY, v) WITHOUT ROWID;
CREATE TABLE 'hashes_content'(id INTEGER PRIMARY KEY, c0);
CREATE TABLE 'hashes_data'(id INTEGER PRIMARY KEY, block BLOB);
CREATE TABLE 'hashes_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
CREATE TABLE ledger(seq INTEGER PRIMARY KEY, at TEXT, kind TEXT, session TEXT, body TEXT, prev TEXT, hash TEXT);
CREATE INDEX ledger_kinds ON ledger(kind) WHERE kind <> 'file';
CREATE TRIGGER ledger_never_deleted BEFORE DELETE ON ledger
BEGIN SELECT RAISE(ABORT, 'ledger entries are never deleted'); END;
CREATE TRIGGER ledger_never_updated BEFORE UPDATE ON ledger
BEGIN SELECT RAISE(ABORT, 'ledger entries are never changed'); END;
CREATE TRIGGER ledger_only_grows BEFORE INSERT ON ledger
WHEN (
    (SELECT seq + 1 = NEW.seq AND hash = NEW.prev FROM ledger ORDER BY seq DESC LIMIT 1) IS NOT 1
    AND NOT (NEW.seq = 1 AND NOT EXISTS (SELECT 1 FROM ledger)
      AND NEW.prev = '0000000000000000000000000000000000000000000000000000000000000000'))
  OR typeof(NEW.at) <> 'text' OR typeof(NEW.kind) <> 'text' OR typeof(NEW.body) <> 'text'
  OR typeof(NEW.session) NOT IN ('text', 'null') OR typeof(NEW.hash) <> 'text' OR length(NEW.hash) <> 64
BEGIN SELECT RAISE(ABORT, 'ledger entries are only added behind the newest'); END;
CREATE INDEX ledger_openings ON ledger(kind, seq, at, CASE WHEN json_valid(body) THEN coalesce(json_extract(body, '$.volume.medium.name'), '') || char(10)
    || coalesce(json_extract(body, '$.volume.medium.id'), '') END) WHERE kind IN ('session.opened', 'session.refused');
CREATE INDEX ledger_origins ON ledger(CASE WHEN json_valid(body) THEN json_extract(body, '$.facts.origin') END, session) WHERE kind = 'session.facts';
CREATE INDEX ledger_steps ON ledger(session) WHERE session IS NOT NULL AND kind <> 'file';
CREATE VIRTUAL TABLE names USING fts5(text, tokenize = 'trigram case_sensitive 1', detail = none, columnsize = 0);
CREATE TABLE 'names_config'(k PRIMARY KEY, v) WITHOUT ROWID;
CREATE TABLE 'names_content'(id INTEGER PRIMARY KEY, c0);
CREATE TABLE 'names_data'(id INTEGER PRIMARY KEY, block BLOB);
CREATE TABLE 'names_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
CREATE TABLE sessions(
  seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, opened_at TEXT NOT NULL, closed_at TEXT,
  source TEXT, destination TEXT, label TEXT, preset TEXT, staff TEXT, purpose TEXT, practice INTEGER NOT NULL,
  outcome TEXT, total INTEGER NOT NULL, released INTEGER NOT NULL, blocked INTEGER NOT NULL,
  bytes INTEGER NOT NULL, bytes_read INTEGER, seconds REAL, error TEXT);
CREATE INDEX sessions_opened ON sessions(opened_at);
CREATE INDEX sessions_outcome ON sessions(outcome);
CREATE INDEX sessions_preset ON sessions(preset);
CREATE INDEX sessions_staff ON sessions(staff);
