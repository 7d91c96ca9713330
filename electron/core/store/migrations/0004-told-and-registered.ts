/**
 * Indexes over what people said of a medium's origin, and over when sessions began and with which of the clinic's own
 * media: whoever filters by them or counts days would otherwise read an entry of every session there is.
 */

import type Database from 'better-sqlite3';

/**
 * Of an entry `session.facts`: the origin. An entry that somebody made unreadable has none, so that verification can
 * still name it where SQLite would stop at it.
 */
export const saidOrigin = (body: string): string =>
  `CASE WHEN json_valid(${body}) THEN json_extract(${body}, '$.facts.origin') END`;

/** Of the entry that opened a session: name and number of the registered medium, a line each; both empty for a guest. */
export const registeredMedium = (body: string): string =>
  `CASE WHEN json_valid(${body}) THEN coalesce(json_extract(${body}, '$.volume.medium.name'), '') || char(10)
    || coalesce(json_extract(${body}, '$.volume.medium.id'), '') END`;

/** A query must say the same for the index over openings to serve it. */
export const OPENING_KINDS = `kind IN ('session.opened', 'session.refused')`;

export function toldAndRegistered(db: Database.Database): void {
  db.exec(`
    CREATE INDEX ledger_origins ON ledger(${saidOrigin('body')}, session) WHERE kind = 'session.facts';
    CREATE INDEX ledger_openings ON ledger(kind, seq, at, ${registeredMedium('body')}) WHERE ${OPENING_KINDS};
  `);
}
