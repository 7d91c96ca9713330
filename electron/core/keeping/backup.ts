/** Backups of a running gate: made whole or not at all, checked before they get their name, tried out on demand. */

import fsp from 'node:fs/promises';
import path from 'node:path';

import { gateError } from '../../../shared/errors.ts';
import { daysBetween, japanDate } from '../../../shared/japan-time.ts';
import type { Actor } from '../../../shared/model/people.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { foldKinds, type KindReader } from '../audit/by-kind.ts';
import { ledgerTime } from '../audit/reference-time.ts';
import type { KeyStore } from '../audit/keys.ts';
import type { Acting } from '../people/acting.ts';
import type { Clock, LedgerHead } from '../ports.ts';
import { BACKUP_KEY, BACKUP_NAME, checkBackup, sealBackup, type CheckedBackup } from './backup-files.ts';
import { copyLedger } from './copy-ledger.ts';
import { conditionOf, flush, isInside, publish, stampOf } from './durable.ts';
import { partialOf, sweepPartials } from './partials.ts';
import { tryRestore } from './restore-test.ts';

export type BackupPorts = Acting & {
  readonly dataDir: string;
  readonly reader: Pick<KindReader, 'each' | 'newest'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly keys: KeyStore;
  readonly app: string;
  readonly everyDays: () => Result<number>;
};

/** `folder`: absolute. `bytes`: of all files in it. */
export type MadeBackup = { readonly folder: string; readonly head: LedgerHead; readonly bytes: number };

/** `sinceBackup`: days since the last one that was made; null when none ever was. */
export type BackupStatus = { readonly sinceBackup: number | null; readonly due: boolean };

export type Backups = {
  /**
   * Into a new folder below `to`. `withKey`: with the key that signs heads, which a new machine needs to go on with
   * the ledger, and with which whoever has the backup can sign as this gate. `backup-failed {reason}` otherwise, and
   * nothing under the final name.
   */
  make(actor: Actor, input: { readonly to: string; readonly withKey: boolean }): Promise<Result<MadeBackup>>;
  check(actor: Actor, input: { readonly folder: string }): Promise<Result<CheckedBackup>>;
  /** Checks, restores into a scratch folder, opens and verifies what came of it, and records that it was tried. */
  test(actor: Actor, input: { readonly folder: string }): Promise<Result<CheckedBackup>>;
  status(actor: Actor): Result<BackupStatus>;
};

export function createBackups(ports: BackupPorts): Backups {
  const { ledger, authorise, dataDir, clock, reader } = ports;
  const made = foldKinds<string | null>(reader, ['backup.made'], null, (_, entry) => entry.at);

  async function build(
    partial: string,
    withKey: boolean,
  ): Promise<Result<{ head: LedgerHead; bytes: number }>> {
    await fsp.mkdir(partial, { mode: 0o700 });
    const head = await copyLedger(dataDir, partial);
    if (head === null) return err(gateError('backup-failed', { reason: 'head-not-signed' }));
    if (withKey) {
      const key = path.join(partial, BACKUP_KEY);
      await fsp.mkdir(path.dirname(key), { mode: 0o700 });
      await fsp.copyFile(path.join(dataDir, BACKUP_KEY), key);
      await fsp.chmod(key, 0o600);
    }
    const at = new Date(clock.now()).toISOString();
    const { files } = await sealBackup(partial, { app: ports.app, at, head });
    for (const name of await fsp.readdir(partial, { recursive: true })) await flush(path.join(partial, name));
    const checked = await checkBackup(partial);
    if (!checked.ok) return checked;
    return ok({ head, bytes: files.reduce((sum, file) => sum + file.bytes, 0) });
  }

  async function make(to: string, withKey: boolean): Promise<Result<MadeBackup>> {
    let partial: string | null = null;
    try {
      const base = await fsp.realpath(to);
      if (isInside(await fsp.realpath(dataDir), base))
        return err(gateError('backup-failed', { reason: 'inside-data-folder' }));
      const name = `sekisho-backup-${stampOf(clock.now())}`;
      partial = partialOf(path.join(base, name));
      // What a crash left behind is no backup, and holds people's secrets all the same.
      sweepPartials(base, (left) => BACKUP_NAME.test(left));
      const built = await build(partial, withKey);
      if (!built.ok) return built;
      const folder = path.join(base, name);
      await publish(partial, folder);
      return ok({ folder, ...built.value });
    } catch (thrown) {
      const reason = conditionOf(thrown);
      if (reason === null) throw thrown;
      return err(gateError('backup-failed', { reason }));
    } finally {
      if (partial !== null) await fsp.rm(partial, { recursive: true, force: true }).catch(() => undefined);
    }
  }

  return {
    make: async (actor, { to, withKey }) => {
      const by = authorise(actor, 'backup.make');
      if (!by.ok) return by;
      const result = await make(to, withKey);
      const body = result.ok
        ? { ...result.value, head: { ...result.value.head }, withKey, by: by.value }
        : { code: result.error.code, params: { ...result.error.params }, by: by.value };
      const kind = result.ok ? 'backup.made' : 'backup.failed';
      const told = ledger.append([{ kind, session: null, body }]);
      return told.ok || !result.ok ? result : told;
    },

    check: (actor, { folder }) => {
      const by = authorise(actor, 'backup.verify');
      return by.ok ? checkBackup(folder) : Promise.resolve(by);
    },

    test: async (actor, { folder }) => {
      const by = authorise(actor, 'backup.make');
      if (!by.ok) return by;
      const tried = await tryRestore({ folder, dataDir, keys: ports.keys, clock, app: ports.app });
      const facts = { folder: path.basename(folder), ok: tried.ok, by: by.value };
      const body = tried.ok
        ? { ...facts, head: { ...tried.value.manifest.head }, error: null }
        : { ...facts, head: null, error: { ...tried.error, params: { ...tried.error.params } } };
      const told = ledger.append([{ kind: 'backup.tested', session: null, body }]);
      return told.ok || !tried.ok ? tried : told;
    },

    status: (actor) => {
      const by = authorise(actor, 'status.read');
      if (!by.ok) return by;
      const [last, now, every] = [made.read(), ledgerTime(reader, clock), ports.everyDays()];
      if (!last.ok) return last;
      if (!now.ok) return now;
      if (!every.ok) return every;
      const since = last.value === null ? null : daysBetween(japanDate(last.value), japanDate(now.value));
      return ok({ sinceBackup: since, due: since === null || since >= every.value });
    },
  };
}
