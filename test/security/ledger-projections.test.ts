/** Tampering with the tables that lists and searches read. */

import { beforeEach, describe, expect, it } from 'vitest';

import { open, value } from '../audit/data-folder.ts';
import { tamper, twoSessions, verify } from '../audit/outsider.ts';

let dir: string;
beforeEach(() => {
  dir = twoSessions();
});

describe('a projection', () => {
  it.each([
    [
      'an edited session',
      `UPDATE sessions SET blocked = 0, outcome = 'blocked' WHERE seq = 2`,
      { code: 'projection-differs', table: 'sessions', row: 2, what: 'outcome' },
    ],
    [
      'a hidden session',
      'DELETE FROM sessions WHERE seq = 9',
      { code: 'projection-missing', table: 'sessions', row: 9 },
    ],
    [
      'an invented session',
      `INSERT INTO sessions SELECT 3, 'ffffffffffff', opened_at, closed_at, source, destination, label, preset, staff, purpose, practice, outcome, total, released, blocked, bytes, bytes_read, seconds, error FROM sessions WHERE seq = 2`,
      { code: 'projection-surplus', table: 'sessions', row: 3 },
    ],
    [
      'an edited file',
      `UPDATE files SET verdict = 'infected' WHERE seq = 5`,
      { code: 'projection-differs', table: 'files', row: 5, what: 'verdict' },
    ],
    [
      'a hidden file',
      'DELETE FROM files WHERE seq = 5',
      { code: 'projection-missing', table: 'files', row: 5 },
    ],
    [
      'an invented file',
      `INSERT INTO files VALUES (999, 'x', 'clean', NULL)`,
      { code: 'projection-surplus', table: 'files', row: 999 },
    ],
    [
      'edited names',
      `UPDATE names SET text = 'x' WHERE rowid = 2 * 65536`,
      { code: 'projection-differs', table: 'names', row: 131072, what: 'text' },
    ],
    [
      'edited hashes',
      `UPDATE hashes SET text = 'x' WHERE rowid = 2 * 65536`,
      { code: 'projection-differs', table: 'hashes', row: 131072, what: 'text' },
    ],
    [
      'hidden hashes',
      'DELETE FROM hashes WHERE rowid = 2 * 65536',
      { code: 'projection-missing', table: 'hashes', row: 131072 },
    ],
    [
      'hidden names',
      'DELETE FROM names WHERE rowid = 2 * 65536',
      { code: 'projection-missing', table: 'names', row: 131072 },
    ],
    [
      'invented names',
      `INSERT INTO names(rowid, text) VALUES (7 * 65536, 'x')`,
      { code: 'projection-surplus', table: 'names', row: 458752 },
    ],
  ])('with %s is named, and rebuilding mends it', async (_what, sql, fault) => {
    tamper(dir, (db) => db.exec(sql));
    expect((await verify(dir)).faults).toEqual([fault]);
    const ledger = value(open(dir));
    value(ledger.rebuild());
    ledger.close();
    expect((await verify(dir)).faults).toEqual([]);
  });
});
