/** The data folder in one pair of hands: its lock, the ledger opened for writing, and the diagnostic log. */

import { gateError } from '../../shared/errors.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';
import { fileKeyStore } from './audit/keys.ts';
import { openLedger } from './audit/ledger.ts';
import type { OpenLedger } from './audit/ledger.ts';
import { openDiagnosticLog } from './diagnostic-log.ts';
import type { Clock, Log } from './ports.ts';
import { acquireDataFolder } from './store/lock.ts';
import { contains, realPathOf } from './transfer/destination.ts';

export type DataFolderAccess = {
  readonly dir: string;
  readonly ledger: OpenLedger;
  readonly log: Log;
  readonly close: () => void;
};

/** `app`: name and version, for a new ledger's first entry. Errors: `data-folder-*`, `ledger-*`; nothing stays open after one. */
export function openDataFolder(dir: string, app: string, clock: Clock): Result<DataFolderAccess> {
  const folder = acquireDataFolder(dir);
  if (!folder.ok) return folder;
  const ledger = openLedger({ dataDir: dir, clock, keys: fileKeyStore(dir), app });
  if (!ledger.ok) {
    folder.value.release();
    return ledger;
  }
  return ok({
    dir,
    ledger: ledger.value,
    log: openDiagnosticLog(dir, clock),
    close() {
      ledger.value.close();
      folder.value.release();
    },
  });
}

/**
 * The data folder is written to, so it must not lie on the medium (P4), nor the medium in it. It holds files that nobody
 * has checked yet and is swept at every start, so neither it nor the inbox may lie in the other. `from` null: no medium
 * yet. `to`: a real path, by somebody who may wait for it. To be asked before the data folder is made. Error:
 * `data-folder-unusable` with `reason` and the two `path`s.
 */
export function keepApart(dataDir: string, from: string | null, to: string): Result<void> {
  const data = realPathOf(dataDir);
  for (const [reason, other] of [
    ['overlaps-medium', from === null ? null : realPathOf(from)],
    ['overlaps-destination', to],
  ] as const)
    if (other !== null && (contains(data, other) || contains(other, data)))
      return err(gateError('data-folder-unusable', { reason, path: data, other }));
  return ok(undefined);
}
