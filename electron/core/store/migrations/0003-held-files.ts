/** An index over the few files of a session that were held back, which lists and filters by reason ask for. */

import type Database from 'better-sqlite3';

export function heldFiles(db: Database.Database): void {
  db.exec(`CREATE INDEX files_held_session ON files(session) WHERE verdict <> 'clean'`);
}
