/** Appends to a ledger on a small disk until it refuses, makes the disk larger and goes on; started by open.test.ts. */

import { spawnSync } from 'node:child_process';

import { fileKeyStore } from '../../electron/core/audit/keys.ts';
import { openLedger } from '../../electron/core/audit/ledger.ts';
import { verifyLedger } from '../../electron/core/audit/verify.ts';
import type { LedgerDraft } from '../../electron/core/ports.ts';
import { openStoreForReading } from '../../electron/core/store/open.ts';

const dataDir = String(process.argv[2]);
const keys = fileKeyStore(dataDir);
const ledger = openLedger({ dataDir, keys, clock: { now: () => 1_700_000_000_000 }, app: 'sekisho test' });

const drafts: LedgerDraft[] = Array.from({ length: 200 }, (_, n) => ({
  kind: 'file',
  session: null,
  body: { n, path: `file ${n}`, verdict: 'clean', sha256: null, size: 0 },
}));

if (!ledger.ok) {
  console.log(JSON.stringify({ opened: ledger.error }));
} else {
  let result = ledger.value.append(drafts);
  while (result.ok) result = ledger.value.append(drafts);
  const reader = openStoreForReading({ dataDir });
  const entries = reader.ok ? reader.value.db.prepare('SELECT max(seq) FROM ledger').pluck().get() : null;
  if (reader.ok) reader.value.close();
  spawnSync('mount', ['-o', 'remount,size=64m', dataDir], { stdio: 'inherit' });
  const appendedWithRoom = ledger.value.append(drafts).ok;
  ledger.value.close();
  const verified = await verifyLedger({ dataDir, keys });
  console.log(
    JSON.stringify({
      opened: 'yes',
      refused: result.error,
      kept:
        entries === ledger.value.head.seq - (appendedWithRoom ? drafts.length : 0)
          ? 'what was told'
          : entries,
      appendedWithRoom,
      faults: verified.ok ? verified.value.faults : verified.error,
    }),
  );
}
