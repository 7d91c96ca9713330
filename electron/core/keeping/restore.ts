/**
 * Puts a backup in place of the present ledger. The present files are put aside and never deleted, and an entry in the
 * restored ledger says that there is a gap, so that an older state cannot pass for the newest.
 */

import fs from 'node:fs';
import fsp from 'node:fs/promises';
import path from 'node:path';

import { gateError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { openByKind } from '../audit/by-kind.ts';
import { HEADS_FILE, parseHeadLine, readTail } from '../audit/heads.ts';
import { fileKeyStore, fingerprint } from '../audit/keys.ts';
import { openLedger } from '../audit/ledger.ts';
import { PEOPLE_FILE } from '../people/secret-store.ts';
import type { Clock, LedgerHead } from '../ports.ts';
import { acquireDataFolder } from '../store/lock.ts';
import { LEDGER_FILE } from '../store/open.ts';
import { BACKUP_KEY, checkBackup } from './backup-files.ts';
import { conditionOf, flush, stampOf } from './durable.ts';

export type RestoreOptions = {
  /** No gate may have it open: its lock is taken here. */
  readonly dataDir: string;
  /** The backup's folder. */
  readonly from: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly app: string;
  /** The operating system's user: with the gate closed nobody can be logged in. */
  readonly user: string;
};

/** `previous`: the newest entry that was there before, as far as it could be read. `lost`: entries that are not in the backup. */
export type Restored = {
  readonly restored: LedgerHead;
  readonly previous: LedgerHead | null;
  readonly lost: number | null;
  readonly setAside: string;
};

const PARTIAL = '.restore.partial';
const SET_ASIDE = 'set-aside';

const refused = (reason: string): Result<never> => err(gateError('restore-refused', { reason }));

/**
 * Checks the backup whole before anything is touched. Errors: `backup-invalid {reason}`, `data-folder-in-use`,
 * `restore-refused {reason}` with `key-missing` (neither this machine nor the backup has the key of that ledger),
 * `open` or the system's code. Stopped at any point, the gate refuses to open until the restore is done again.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Result<Restored>> {
  const checked = await checkBackup(options.from);
  if (!checked.ok) return checked;
  const lock = acquireDataFolder(options.dataDir);
  if (!lock.ok) return lock;
  try {
    const carried = checked.value.manifest.files.some(({ name }) => name === BACKUP_KEY);
    const fits = keyFits(options, checked.value.report.fingerprint, carried);
    if (!fits.ok) return fits;
    const previous = newestOf(options.dataDir);
    const setAside = await replace(options, fits.value === 'carried');
    return tellGap(options, checked.value.manifest.head, previous, setAside);
  } catch (thrown) {
    const reason = conditionOf(thrown);
    if (reason === null) throw thrown;
    return refused(reason);
  } finally {
    await fsp
      .rm(path.join(options.dataDir, PARTIAL), { recursive: true, force: true })
      .catch(() => undefined);
    lock.value.release();
  }
}

/** Which key goes on with the restored ledger: this machine's where it is the right one. */
function keyFits(
  { dataDir, from }: RestoreOptions,
  wanted: string | null,
  carried: boolean,
): Result<'own' | 'carried'> {
  const own = fileKeyStore(dataDir).load();
  if (own.ok && own.value !== null && fingerprint(own.value) === wanted) return ok('own');
  if (!carried) return refused('key-missing');
  const brought = fileKeyStore(from).load();
  const fits = brought.ok && brought.value !== null && fingerprint(brought.value) === wanted;
  return fits ? ok('carried') : refused('key-missing');
}

/** The newest entry of what is there now; the last signed head where the ledger itself cannot be read. */
function newestOf(dataDir: string): LedgerHead | null {
  const reader = openByKind(dataDir);
  if (reader.ok) {
    const newest = reader.value.newest();
    reader.value.close();
    if (newest.ok && newest.value !== null) return { seq: newest.value.seq, hash: newest.value.hash };
  }
  const { last } = readTail(path.join(dataDir, HEADS_FILE));
  const head = last === null ? null : parseHeadLine(last);
  return head === null ? null : { seq: head.seq, hash: head.hash };
}

/**
 * heads.log is replaced last and by one rename: until then the present heads stand beside an older ledger or none, which
 * the gate takes for a cut-off tail and refuses.
 */
async function replace({ dataDir, from, clock }: RestoreOptions, withKey: boolean): Promise<string> {
  const name = stampOf(clock.now());
  const aside = path.join(dataDir, SET_ASIDE, name);
  const partial = path.join(dataDir, PARTIAL);
  await fsp.rm(partial, { recursive: true, force: true });
  await fsp.mkdir(partial, { mode: 0o700 });
  await fsp.mkdir(path.join(aside, path.dirname(BACKUP_KEY)), { recursive: true, mode: 0o700 });
  const has = (folder: string, file: string): boolean => fs.existsSync(path.join(folder, file));
  for (const file of [LEDGER_FILE, HEADS_FILE, PEOPLE_FILE])
    if (has(from, file)) {
      await fsp.copyFile(path.join(from, file), path.join(partial, file));
      await fsp.chmod(path.join(partial, file), 0o600);
      await flush(path.join(partial, file));
    }
  if (has(dataDir, HEADS_FILE)) {
    await fsp.copyFile(path.join(dataDir, HEADS_FILE), path.join(aside, HEADS_FILE));
    await flush(path.join(aside, HEADS_FILE));
  }
  const moving = [
    LEDGER_FILE,
    `${LEDGER_FILE}-wal`,
    `${LEDGER_FILE}-shm`,
    PEOPLE_FILE,
    `${PEOPLE_FILE}-journal`,
  ];
  for (const file of moving)
    if (has(dataDir, file)) await fsp.rename(path.join(dataDir, file), path.join(aside, file));
  if (withKey) {
    if (has(dataDir, BACKUP_KEY))
      await fsp.rename(path.join(dataDir, BACKUP_KEY), path.join(aside, BACKUP_KEY));
    await fsp.mkdir(path.join(dataDir, path.dirname(BACKUP_KEY)), { recursive: true, mode: 0o700 });
    await fsp.copyFile(path.join(from, BACKUP_KEY), path.join(dataDir, BACKUP_KEY));
    await fsp.chmod(path.join(dataDir, BACKUP_KEY), 0o600);
  }
  for (const file of [LEDGER_FILE, PEOPLE_FILE, HEADS_FILE])
    if (has(partial, file)) await fsp.rename(path.join(partial, file), path.join(dataDir, file));
  await flush(dataDir);
  return path.join(SET_ASIDE, name);
}

function tellGap(
  { dataDir, from, clock, app, user }: RestoreOptions,
  restored: LedgerHead,
  previous: LedgerHead | null,
  setAside: string,
): Result<Restored> {
  const opened = openLedger({ dataDir, clock, keys: fileKeyStore(dataDir), app });
  if (!opened.ok) return refused(`open-${String(opened.error.params['reason'] ?? opened.error.code)}`);
  const lost = previous === null ? null : Math.max(0, previous.seq - restored.seq);
  const by = { type: 'console', user };
  const body = { backup: path.basename(from), restored: { ...restored }, previous, lost, setAside, by };
  const told = opened.value.append([{ kind: 'ledger.restored', session: null, body }]);
  opened.value.close();
  return told.ok ? ok({ restored, previous, lost, setAside }) : told;
}
