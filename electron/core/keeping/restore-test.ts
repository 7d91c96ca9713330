/** Tries a backup out: restores it into a scratch folder, opens it as the gate would, and verifies what came of it. */

import fs from 'node:fs';
import fsp from 'node:fs/promises';
import path from 'node:path';

import { gateError } from '../../../shared/errors.ts';
import { err, type Result } from '../../../shared/result.ts';
import { HEADS_FILE } from '../audit/heads.ts';
import { fileKeyStore, type KeyStore } from '../audit/keys.ts';
import { openLedger } from '../audit/ledger.ts';
import { verifyLedger } from '../audit/verify.ts';
import { openSecretStore, PEOPLE_FILE } from '../people/secret-store.ts';
import type { Clock } from '../ports.ts';
import { LEDGER_FILE } from '../store/open.ts';
import { BACKUP_KEY, checkBackup, type CheckedBackup } from './backup-files.ts';
import { conditionOf } from './durable.ts';

const PREFIX = 'restore-test-';

/**
 * Removes what a killed test left in the data folder: a copy of everything that the clinic keeps. Only for whoever holds
 * the folder's lock, because a test runs under it. What cannot be removed stays until the next time.
 */
export function sweepTries(dataDir: string): void {
  try {
    for (const name of fs.readdirSync(dataDir))
      if (name.startsWith(PREFIX)) fs.rmSync(path.join(dataDir, name), { recursive: true, force: true });
  } catch {
    // A record that can be written is worth more than an empty folder.
  }
}

export type TryPorts = {
  readonly folder: string;
  /** The scratch folder is made here: a backup is worth as much as the space to restore it. */
  readonly dataDir: string;
  readonly keys: KeyStore;
  readonly clock: Pick<Clock, 'now'>;
  readonly app: string;
};

/** `backup-invalid {reason}`: those of checkBackup; `open`, `people`, `verify` with the code found; or the system's code. */
export async function tryRestore(ports: TryPorts): Promise<Result<CheckedBackup>> {
  const checked = await checkBackup(ports.folder);
  if (!checked.ok) return checked;
  const invalid = (reason: string, file: string | null = null): Result<never> =>
    err(gateError('backup-invalid', { reason, file }));
  const scratch = await fsp.mkdtemp(path.join(ports.dataDir, PREFIX)).catch(() => null);
  if (scratch === null) return invalid('no-scratch-folder');
  try {
    for (const name of [LEDGER_FILE, HEADS_FILE, PEOPLE_FILE])
      if (checked.value.manifest.files.some((file) => file.name === name))
        await fsp.copyFile(path.join(ports.folder, name), path.join(scratch, name));
    // The backup's own key where it carries one: this machine may have another.
    const carried = checked.value.manifest.files.some((file) => file.name === BACKUP_KEY);
    const keys = carried ? fileKeyStore(ports.folder) : ports.keys;
    const opened = openLedger({ dataDir: scratch, clock: ports.clock, keys, app: ports.app });
    if (!opened.ok) return invalid('open', String(opened.error.params['reason'] ?? opened.error.code));
    const rebuilt = opened.value.rebuild();
    opened.value.close();
    if (!rebuilt.ok) return invalid('open', rebuilt.error.code);
    const people = openSecretStore(scratch);
    if (!people.ok) return invalid('people', String(people.error.params['reason']));
    people.value.store.close();
    const { hash } = checked.value.manifest.head;
    const verified = await verifyLedger({ dataDir: scratch, keys: null, head: hash });
    if (!verified.ok) return invalid('verify', verified.error.code);
    const fault = verified.value.faults[0];
    return fault === undefined ? checked : invalid('verify', fault.code);
  } catch (thrown) {
    const reason = conditionOf(thrown);
    if (reason === null) throw thrown;
    return invalid(reason);
  } finally {
    await fsp.rm(scratch, { recursive: true, force: true });
  }
}
