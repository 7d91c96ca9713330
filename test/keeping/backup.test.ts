import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';

import { verifyLedger } from '../../electron/core/audit/verify.ts';
import { temporaryFolder, value } from '../audit/data-folder.ts';
import { needs } from '../missing-component.ts';
import { code, join } from '../people/clinic.ts';
import { below, desks, office, sessions, spoil } from './records.ts';

const NO_KEY = { withKey: false };
const PARTIALS = path.resolve(import.meta.dirname, '../../electron/core/keeping/partials.ts');

describe('a backup', () => {
  it('is the ledger of that moment with accounts and sums, and proves itself', async () => {
    const { clinic, admin, backups, drive } = await office();
    sessions(clinic, 1, 5);
    const { head } = clinic.ledger;
    const made = value(await backups.make(admin, { to: drive, ...NO_KEY }));
    expect(made.head).toEqual(head);
    expect(path.relative(drive, made.folder)).toBe('sekisho-backup-20261122-100000');
    expect(below(made.folder)).toEqual([
      'SHA256SUMS.txt',
      'backup.json',
      'heads.log',
      'ledger.sqlite',
      'people.sqlite',
    ]);
    const sums = spawnSync('sha256sum', ['-c', '--strict', 'SHA256SUMS.txt'], { cwd: made.folder });
    expect(sums.status).toBe(0);
    const { report } = value(await backups.check(admin, { folder: made.folder }));
    expect(report).toMatchObject({ ok: true, entries: head.seq, fingerprint: clinic.ledger.fingerprint });
    expect(clinic.entries('backup.made').map((entry) => entry.body)).toMatchObject([
      { folder: made.folder, head, withKey: false, by: { person: 'admin' } },
    ]);
  });

  it('takes away what one that was killed on the way left on the drive, and nothing else', async () => {
    const { admin, backups, drive } = await office();
    const killed = `
      import fs from 'node:fs';
      import { partialOf } from ${JSON.stringify(PARTIALS)};
      for (const final of process.argv.slice(1)) fs.mkdirSync(partialOf(final));
      process.kill(process.pid, 'SIGKILL');`;
    const finals = ['sekisho-backup-20200101-000000', 'somebody-elses'].map((name) => path.join(drive, name));
    expect(spawnSync(process.execPath, ['--input-type=module', '-e', killed, ...finals]).signal).toBe(
      'SIGKILL',
    );
    expect(fs.readdirSync(drive)).toHaveLength(2);
    const { folder } = value(await backups.make(admin, { to: drive, ...NO_KEY }));
    expect(fs.readdirSync(drive).sort()).toEqual([
      expect.stringMatching(/^\.somebody-elses\./),
      path.basename(folder),
    ]);
  });

  it('is readable by nobody else', async () => {
    const { admin, backups, drive } = await office();
    const { folder } = value(await backups.make(admin, { to: drive, withKey: true }));
    const modes = below(folder).map((name) =>
      (fs.statSync(path.join(folder, name)).mode & 0o077).toString(8),
    );
    expect(new Set(modes)).toEqual(new Set(['0']));
    expect(below(folder)).toContain(path.join('keys', 'ledger.pem'));
  });

  it('stands at one moment while the gate goes on writing', async () => {
    const { clinic, admin, backups, drive } = await office();
    sessions(clinic, 1, 50);
    const making = backups.make(admin, { to: drive, ...NO_KEY });
    let n = 50;
    const writing = setInterval(() => sessions(clinic, (n += 1), n), 1);
    onTestFinished(() => clearInterval(writing));
    const made = value(await making);
    clearInterval(writing);
    value(await backups.check(admin, { folder: made.folder }));
    expect(clinic.ledger.head.seq).toBeGreaterThan(made.head.seq);
  });

  it.each([
    ['ledger.sqlite', 'sum'],
    ['heads.log', 'sum'],
    ['people.sqlite', 'sum'],
    ['backup.json', 'manifest'],
  ])('with one bit of %s changed is refused', async (name, reason) => {
    const { clinic, admin, backups, drive } = await office();
    sessions(clinic, 1, 5);
    const { folder } = value(await backups.make(admin, { to: drive, ...NO_KEY }));
    if (name === 'backup.json') fs.truncateSync(path.join(folder, name), 40);
    else spoil(folder, name);
    expect(await backups.check(admin, { folder })).toMatchObject({
      error: { code: 'backup-invalid', params: { reason } },
    });
  });

  it('whose ledger was changed and summed anew is refused by the chain', async () => {
    const { clinic, admin, backups, drive } = await office();
    sessions(clinic, 1, 5);
    const { folder } = value(await backups.make(admin, { to: drive, ...NO_KEY }));
    const file = path.join(folder, 'ledger.sqlite');
    const db = new Database(file);
    const guard = db.prepare<[], string>(`SELECT sql FROM sqlite_schema WHERE name = 'ledger_never_updated'`);
    const sql = guard.pluck().get()!;
    db.exec('DROP TRIGGER ledger_never_updated');
    db.exec(`UPDATE ledger SET body = replace(body, 'KENSHIN', 'SENSHIN') WHERE seq = 10`);
    db.exec(sql);
    db.close();
    const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'backup.json'), 'utf8')) as {
      files: { name: string; sha256: string }[];
    };
    const sum = spawnSync('sha256sum', [file], { encoding: 'utf8' }).stdout.slice(0, 64);
    manifest.files.find(({ name }) => name === 'ledger.sqlite')!.sha256 = sum;
    fs.writeFileSync(path.join(folder, 'backup.json'), JSON.stringify(manifest));
    expect(await backups.check(admin, { folder })).toMatchObject({
      error: { code: 'backup-invalid', params: { reason: 'ledger' } },
    });
  });

  it.each<[string, (folder: string) => void, string]>([
    ['something was added', (folder) => fs.writeFileSync(path.join(folder, 'extra'), ''), 'surplus'],
    ['the heads are gone', (folder) => fs.rmSync(path.join(folder, 'heads.log')), 'missing'],
    ['the folder is another one', (folder) => fs.rmSync(folder, { recursive: true }), 'missing'],
    [
      'a name leads out of it',
      (folder) => {
        const file = path.join(folder, 'backup.json');
        fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('people.sqlite', '../people.sqlite'));
      },
      'manifest',
    ],
  ])('to which %s is refused', async (_, change, reason) => {
    const { admin, backups, drive } = await office();
    const { folder } = value(await backups.make(admin, { to: drive, ...NO_KEY }));
    change(folder);
    expect(await backups.check(admin, { folder })).toMatchObject({
      error: { code: 'backup-invalid', params: { reason } },
    });
  });
});

describe('a backup that cannot be made', () => {
  it('leaves nothing under its name on a full disk, and says so', async (context) => {
    const drive = temporaryFolder();
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', drive]).status === 0;
    needs(context, 'the right to mount a small disk', mounted);
    onTestFinished(() => void spawnSync('umount', [drive]));
    const { clinic, admin, backups } = await office();
    sessions(clinic, 1, 5);
    expect(code(await backups.make(admin, { to: drive, ...NO_KEY }))).toBe('backup-failed');
    expect(below(drive)).toEqual([]);
    expect(clinic.entries('backup.made')).toEqual([]);
    expect(clinic.entries('backup.failed')[0]!.body).toMatchObject({ code: 'backup-failed' });
  });

  it.each<[string, (drive: string, dataDir: string) => string, string]>([
    ['a folder that is not there', (drive) => path.join(drive, 'gone'), 'missing'],
    ['the data folder itself', (_, dataDir) => dataDir, 'inside-data-folder'],
    [
      'a link into the data folder',
      (drive, dataDir) => {
        fs.symlinkSync(dataDir, path.join(drive, 'link'));
        return path.join(drive, 'link');
      },
      'inside-data-folder',
    ],
  ])('into %s is refused', async (_, place, reason) => {
    const { clinic, admin, backups, drive } = await office();
    expect(await backups.make(admin, { to: place(drive, clinic.dataDir), ...NO_KEY })).toMatchObject({
      error: { code: 'backup-failed', params: { reason } },
    });
  });

  it('never takes the place of an older one', async () => {
    const { admin, backups, drive } = await office();
    const { folder } = value(await backups.make(admin, { to: drive, ...NO_KEY }));
    const before = fs.statSync(path.join(folder, 'ledger.sqlite')).ino;
    expect(await backups.make(admin, { to: drive, ...NO_KEY })).toMatchObject({
      error: { code: 'backup-failed', params: { reason: 'EEXIST' } },
    });
    expect(fs.statSync(path.join(folder, 'ledger.sqlite')).ino).toBe(before);
  });

  it('by staff is refused', async () => {
    const { clinic, admin, backups, drive } = await office();
    const sato = await join(clinic, admin, 'sato', 'staff');
    expect(code(await backups.make(sato, { to: drive, ...NO_KEY }))).toBe('not-allowed');
    expect(below(drive)).toEqual([]);
  });
});

describe('the test of a backup', () => {
  it('restores it into a scratch folder that is gone afterwards, and is told', async () => {
    const { clinic, admin, backups, drive } = await office();
    sessions(clinic, 1, 5);
    const { folder, head } = value(await backups.make(admin, { to: drive, ...NO_KEY }));
    value(await backups.test(admin, { folder }));
    expect(clinic.entries('backup.tested').map((entry) => entry.body)).toMatchObject([{ ok: true, head }]);
    expect(below(clinic.dataDir).filter((name) => name.startsWith('restore-test'))).toEqual([]);
    expect(value(await verifyLedger({ dataDir: clinic.dataDir, keys: null })).ok).toBe(true);
  });

  it('of a spoilt one is told as well', async () => {
    const { clinic, admin, backups, drive } = await office();
    const { folder } = value(await backups.make(admin, { to: drive, ...NO_KEY }));
    spoil(folder, 'ledger.sqlite');
    expect(code(await backups.test(admin, { folder }))).toBe('backup-invalid');
    expect(clinic.entries('backup.tested')[0]!.body).toMatchObject({
      ok: false,
      error: { params: { reason: 'sum' } },
    });
  });

  it('on a machine with another key says that the ledger could not go on there', async () => {
    const here = await office();
    const { folder } = value(await here.backups.make(here.admin, { to: here.drive, ...NO_KEY }));
    const there = await office();
    expect(await there.backups.test(there.admin, { folder })).toMatchObject({
      error: { code: 'backup-invalid', params: { reason: 'open', file: 'key-replaced' } },
    });
  });
});

it('a backup that is too old is due', async () => {
  const { clinic, admin, backups, drive } = await office();
  expect(value(backups.status(admin))).toEqual({ sinceBackup: null, due: true });
  value(await backups.make(admin, { to: drive, ...NO_KEY }));
  clinic.hand.now += 6 * 86_400_000;
  expect(value(desks(clinic).backups.status(admin))).toEqual({ sinceBackup: 6, due: false });
  clinic.hand.now += 86_400_000;
  expect(value(backups.status(admin))).toEqual({ sinceBackup: 7, due: true });
});
