/** Every entry exactly as it was hashed: whoever has this sheet can check the chain with tools of their own. */

import type { LedgerRow } from '../entry.ts';
import { clockFaces } from './file-rows.ts';
import { boundsOf, ENTRIES_IN_SCOPE, type Bounds, type Scope, type SheetRow } from './scope.ts';

export function* ledgerRows(scope: Scope): Generator<SheetRow> {
  const rows = scope.db.prepare<[Bounds], LedgerRow>(
    `SELECT l.* FROM ledger l WHERE ${ENTRIES_IN_SCOPE} ORDER BY l.seq`,
  );
  const faces = clockFaces();
  for (const { at, ...row } of rows.iterate(boundsOf(scope))) yield { ...row, ...faces(at) };
}
