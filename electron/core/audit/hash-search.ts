/** Finds files by their content's hash: through blocks of hashes, and what was held back through an index of its own. */

import type Database from 'better-sqlite3';

import { BLOCKS_PER_SESSION, FILES_PER_BLOCK, HASH_DIGITS, type FileRow } from './project.ts';

/** A document of `hashes` and the session it belongs to. */
export type Block = { readonly rowid: number; readonly session: string };

/** An FTS5 expression for the blocks that hold the hash; `prefix` has at least HASH_DIGITS hex digits. */
export const hashQuery = (prefix: string): string => `"${prefix.slice(0, HASH_DIGITS)}"`;

export type HashSearch = {
  /** The files of a block whose hash begins with `prefix`. */
  inBlock(block: Block, prefix: string): readonly FileRow[];
  /** What was ever said about a content, each once; `sha256` in lower-case hex. Sessions that still run count, too. */
  verdictsOn(sha256: string): readonly string[];
};

export function createHashSearch(db: Database.Database): HashSearch {
  const filesOfBlock = db.prepare<[string, number], FileRow>(
    `SELECT seq, session, verdict, sha256 FROM files WHERE session = ? ORDER BY seq LIMIT ${FILES_PER_BLOCK} OFFSET ?`,
  );
  const heldBack = db
    .prepare<[string, string], string>(
      `SELECT DISTINCT verdict FROM files WHERE verdict <> 'clean' AND substr(sha256, 1, ${HASH_DIGITS}) = ? AND sha256 = ?`,
    )
    .pluck();
  const running = db
    .prepare<[string], number>(
      `SELECT 1 FROM sessions s CROSS JOIN files f ON f.session = s.id
       WHERE s.outcome IS NULL AND f.verdict = 'clean' AND f.sha256 = ? LIMIT 1`,
    )
    .pluck();
  const blocks = db.prepare<[string], Block>(
    `SELECT h.rowid, s.id AS session FROM hashes h CROSS JOIN sessions s ON s.seq = h.rowid / ${BLOCKS_PER_SESSION}
     WHERE h.hashes MATCH ? ORDER BY h.rowid DESC`,
  );

  const inBlock = (block: Block, prefix: string): FileRow[] =>
    filesOfBlock
      .all(block.session, (block.rowid % BLOCKS_PER_SESSION) * FILES_PER_BLOCK)
      .filter((file) => file.sha256?.startsWith(prefix) === true);

  const everClean = (sha256: string): boolean => {
    if (running.get(sha256) !== undefined) return true;
    for (const block of blocks.iterate(hashQuery(sha256))) {
      if (inBlock(block, sha256).some((file) => file.verdict === 'clean')) return true;
    }
    return false;
  };

  return {
    inBlock,
    verdictsOn: (sha256) => [
      ...heldBack.all(sha256.slice(0, HASH_DIGITS), sha256),
      ...(everClean(sha256) ? ['clean'] : []),
    ],
  };
}
