import fs from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { fileKeyStore } from '../../electron/core/audit/keys.ts';
import { verifyLedger } from '../../electron/core/audit/verify.ts';
import { restoreBackup } from '../../electron/core/keeping/restore.ts';
import { acquireDataFolder } from '../../electron/core/store/lock.ts';
import { open, temporaryFolder, value } from '../audit/data-folder.ts';
import { clockOf, code, enter, openClinic, PASSPHRASE } from '../people/clinic.ts';
import { below, office, sessions, spoil, type Office } from './records.ts';

/** A backup after five sessions, then three more sessions; closed. */
async function after(withKey: boolean): Promise<Office & { folder: string; seq: number }> {
  const here = await office();
  sessions(here.clinic, 1, 5);
  const { folder, head } = value(await here.backups.make(here.admin, { to: here.drive, withKey }));
  here.clinic.hand.now += 3_600_000;
  sessions(here.clinic, 6, 8);
  return { ...here, folder, seq: head.seq };
}
const restore = ({ clinic }: Office, from: string, dataDir = clinic.dataDir) =>
  restoreBackup({ dataDir, from, clock: clockOf(clinic.hand), app: 'sekisho test', user: 'root' });

describe('a restore of an older backup', () => {
  it('shows as a gap, keeps what was there, and the ledger goes on and verifies', async () => {
    const here = await after(false);
    const newest = here.clinic.ledger.head;
    here.clinic.close();
    const done = value(await restore(here, here.folder));
    expect(done).toMatchObject({ previous: newest, lost: newest.seq - here.seq });
    const again = openClinic(here.clinic.dataDir, here.clinic.hand);
    expect(again.entries('ledger.restored').map((entry) => entry.body)).toEqual([
      {
        backup: path.basename(here.folder),
        restored: done.restored,
        previous: newest,
        lost: newest.seq - here.seq,
        setAside: done.setAside,
        by: { type: 'console', user: 'root' },
      },
    ]);
    await enter(again, 'admin', PASSPHRASE);
    const keys = fileKeyStore(here.clinic.dataDir);
    const report = value(await verifyLedger({ dataDir: here.clinic.dataDir, keys }));
    expect(report.faults).toEqual([]);
    expect(below(path.join(here.clinic.dataDir, done.setAside))).toEqual(
      expect.arrayContaining(['heads.log', 'ledger.sqlite', 'people.sqlite']),
    );
  });

  it('is found by a head that was kept off the machine', async () => {
    const here = await after(false);
    const { hash } = here.clinic.ledger.head;
    here.clinic.close();
    value(await restore(here, here.folder));
    const report = value(await verifyLedger({ dataDir: here.clinic.dataDir, keys: null, head: hash }));
    expect(report.faults).toEqual([{ code: 'outside-head-unknown' }]);
  });
});

describe('a new machine', () => {
  it('goes on with the ledger when the backup carries the key', async () => {
    const here = await after(true);
    const there = temporaryFolder();
    const done = value(await restore(here, here.folder, there));
    expect(done).toMatchObject({ previous: null, lost: null });
    const ledger = value(open(there, clockOf(here.clinic.hand)));
    expect(ledger.fingerprint).toBe(here.clinic.ledger.fingerprint);
    ledger.close();
    expect(value(await verifyLedger({ dataDir: there, keys: fileKeyStore(there) })).faults).toEqual([]);
  });

  it('puts its own key aside for that', async () => {
    const here = await after(true);
    const there = await office();
    there.clinic.close();
    const { setAside } = value(await restore(here, here.folder, there.clinic.dataDir));
    expect(below(path.join(there.clinic.dataDir, setAside))).toContain(path.join('keys', 'ledger.pem'));
    value(open(there.clinic.dataDir, clockOf(here.clinic.hand))).close();
  });

  it('refuses a backup whose key is nowhere, and stays as it was', async () => {
    const here = await after(false);
    const there = await office();
    const { head } = there.clinic.ledger;
    there.clinic.close();
    expect(await restore(here, here.folder, there.clinic.dataDir)).toMatchObject({
      error: { code: 'restore-refused', params: { reason: 'key-missing' } },
    });
    const ledger = value(open(there.clinic.dataDir, clockOf(there.clinic.hand)));
    expect(ledger.head).toEqual(head);
    ledger.close();
  });
});

describe('nothing is touched', () => {
  it('by a spoilt backup', async () => {
    const here = await after(false);
    const { head } = here.clinic.ledger;
    here.clinic.close();
    spoil(here.folder, 'ledger.sqlite');
    expect(code(await restore(here, here.folder))).toBe('backup-invalid');
    const ledger = value(open(here.clinic.dataDir, clockOf(here.clinic.hand)));
    expect(ledger.head).toEqual(head);
    ledger.close();
  });

  it('while a gate is open', async () => {
    const here = await after(false);
    const held = value(acquireDataFolder(here.clinic.dataDir));
    expect(code(await restore(here, here.folder))).toBe('data-folder-in-use');
    held.release();
  });
});

it('a restore that stopped half-way leaves a gate that refuses to open, and can be done again', async () => {
  const here = await after(false);
  here.clinic.close();
  const { dataDir } = here.clinic;
  // The moments between the renames: no ledger under the present heads, and the older ledger under them.
  fs.renameSync(path.join(dataDir, 'ledger.sqlite'), path.join(here.drive, 'was'));
  expect(code(open(dataDir))).toBe('ledger-corrupt');
  fs.copyFileSync(path.join(here.folder, 'ledger.sqlite'), path.join(dataDir, 'ledger.sqlite'));
  expect(code(open(dataDir))).toBe('ledger-corrupt');
  value(await restore(here, here.folder));
  value(open(dataDir, clockOf(here.clinic.hand))).close();
});
