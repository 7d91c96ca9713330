/** What leaves the record by a window: packs, exports called off, leftovers of an earlier run, and backups looked into. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openByKind } from '../../electron/core/audit/by-kind.ts';
import { fileKeyStore } from '../../electron/core/audit/keys.ts';
import { verifyLedger } from '../../electron/core/audit/verify.ts';
import type { PdfPrinter } from '../../electron/core/pack/pdf.ts';
import { verifyPack } from '../../electron/core/pack/verify-pack.ts';
import type { LedgerEntry } from '../../shared/model/ledger.ts';
import { open, record, sessionId, temporaryFolder, value } from '../audit/data-folder.ts';
import { requireForAll } from '../scan/requirements.ts';
import { deskAtWork, founded, joined, type DeskAtWork, type Seat } from './desk-at-work.ts';

requireForAll('clamav');

const noPdf: PdfPrinter = () => Promise.resolve({ made: false, reason: 'no-chromium' });

function entriesOf(data: string, kind: string): readonly LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  const reader = value(openByKind(data));
  value(reader.each([kind], 0, (entry) => void entries.push(entry)));
  reader.close();
  return entries;
}
async function mustVerify(data: string): Promise<void> {
  const verified = value(await verifyLedger({ dataDir: data, keys: fileKeyStore(data) }));
  expect(verified).toMatchObject({ ok: true, faults: [] });
}
/** Everything below, the hidden as well. */
const below = (folder: string): readonly string[] =>
  fs.existsSync(folder) ? fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort() : [];

/** A data folder whose record takes a while to walk. */
function longRecord(): string {
  const data = temporaryFolder();
  const ledger = value(open(data));
  record(ledger, sessionId(1), 30_000);
  ledger.close();
  return data;
}

async function packed(admin: Seat, input: Parameters<Seat['get']>[1] = {}) {
  const started = await admin.get('pack.start', input as object);
  const job = { job: started!.job };
  await expect
    .poll(async () => (await admin.get('pack.status', job)).state, { timeout: 30_000 })
    .not.toBe('running');
  return admin.get('pack.status', job);
}

describe('a pack from a window', () => {
  it('is made where the person chose, stands in the record, and verifies against it', async () => {
    const work = deskAtWork({ printer: noPdf });
    const admin = await founded(work);
    work.person.folder = temporaryFolder();
    const state = await packed(admin, { from: '2020-01-01' });
    const { files: count } = value(
      await verifyPack({
        folder: path.join(work.person.folder, fs.readdirSync(work.person.folder)[0]!),
        fingerprint: null,
        ledger: { dataDir: work.data, keys: fileKeyStore(work.data), app: 'sekisho test' },
      }),
    );
    expect(state).toMatchObject({
      state: 'done',
      value: { files: count, pdf: 'no-chromium', faults: 0, practice: false },
    });
    if (state.state !== 'done') throw new Error(state.state);
    expect(below(work.person.folder).filter((name) => !name.includes(path.sep))).toEqual([state.value.name]);
    expect(state.value.name).toMatch(/^sekisho-pack-\d{8}-\d{6}$/);
    expect(entriesOf(work.data, 'audit.exported')).toMatchObject([{ body: { staff: 'tanaka', pack: {} } }]);
    expect(admin.heard.filter(({ event }) => event === 'pack-progress').at(-1)?.payload).toMatchObject({
      state: 'done',
    });
    await mustVerify(work.data);
  });

  it('is for auditors as well, never for staff, and nothing begins where no folder was chosen', async () => {
    const work = deskAtWork({ printer: noPdf });
    const admin = await founded(work);
    expect(await admin.get('pack.start', {})).toBeNull();
    const auditor = work.seat('admin');
    await auditor.get('login', await joined(work, admin, 'kansa', 'auditor'));
    work.person.folder = temporaryFolder();
    expect(await packed(auditor, { mask: true })).toMatchObject({ state: 'done' });
    const staff = work.seat('admin');
    expect(await staff.code('pack.start', {})).toBe('login-ended');
    expect(entriesOf(work.data, 'audit.exported')).toHaveLength(1);
  });

  it('into the data folder, or a period that is none, is refused', async () => {
    const work = deskAtWork({ printer: noPdf });
    const admin = await founded(work);
    work.person.folder = work.data;
    expect(await packed(admin)).toMatchObject({
      state: 'failed',
      error: { code: 'export-failed', params: { reason: 'inside-data-folder' } },
    });
    expect(await admin.code('pack.start', { from: '2026-11-02', to: '2026-11-01' })).toBe('usage');
    expect(entriesOf(work.data, 'audit.exported')).toEqual([]);
  });
});

describe('called off by the window', () => {
  it('a pack is gone with everything but its sheets done, and stands in no record', async () => {
    let printing = false;
    const printer: PdfPrinter = (_page, _out, signal) => {
      printing = true;
      return new Promise((resolve) => {
        signal?.addEventListener('abort', () => resolve({ made: false, reason: 'cancelled' }));
      });
    };
    const work = deskAtWork({ printer });
    const admin = await founded(work);
    const other = work.seat('admin');
    await other.get('login', await joined(work, admin, 'kansa', 'auditor'));
    const folder = (work.person.folder = temporaryFolder());
    const job = (await admin.get('pack.start', {}))!;
    await expect.poll(() => printing, { timeout: 30_000 }).toBe(true);
    expect(below(folder).length).toBeGreaterThan(5);
    expect(await other.code('job.cancel', { job: job.job })).toBe('not-found');
    expect(await admin.get('job.cancel', { job: job.job })).toBeNull();
    expect(below(folder)).toEqual([]);
    expect(await admin.get('pack.status', job)).toMatchObject({ error: { code: 'cancelled' } });
    expect(entriesOf(work.data, 'audit.exported')).toEqual([]);
    await mustVerify(work.data);
  });

  it('an export leaves nothing in the data folder, and stands in no record', async () => {
    const data = longRecord();
    const admin = await founded(deskAtWork({ dataDir: data }));
    const job = await admin.get('export.start', { sheet: 'ledger', encoding: 'utf8' });
    expect(await admin.get('job.cancel', { job: job.job })).toBeNull();
    expect(await admin.get('export.status', job)).toMatchObject({ error: { code: 'cancelled' } });
    expect(await admin.code('export.save', job)).toBe('not-found');
    expect(below(path.join(data, 'exports'))).toEqual([]);
    expect(entriesOf(data, 'audit.exported')).toEqual([]);
  });

  it('a finished export that nobody took is gone, too', async () => {
    const work = deskAtWork();
    const admin = await founded(work);
    const job = await admin.get('export.start', { sheet: 'media', encoding: 'utf8' });
    await expect.poll(async () => (await admin.get('export.status', job)).state).toBe('done');
    expect(below(path.join(work.data, 'exports'))).toHaveLength(2);
    await admin.get('job.cancel', { job: job.job });
    expect(below(path.join(work.data, 'exports'))).toEqual([]);
    expect(await admin.code('export.save', job)).toBe('not-found');
  });

  it('a verification ends, and the next one begins anew', async () => {
    const admin = await founded(deskAtWork({ dataDir: longRecord() }));
    const job = await admin.get('verify.start', {});
    expect(await admin.code('verify.start', {})).toBe('busy');
    expect(await admin.get('job.cancel', { job: job.job })).toBeNull();
    expect(await admin.get('verify.status', job)).toMatchObject({ error: { code: 'cancelled' } });
    const again = await admin.get('verify.start', {});
    await expect
      .poll(async () => (await admin.get('verify.status', again)).state, { timeout: 30_000 })
      .toBe('done');
    expect(await admin.get('verify.status', again)).toMatchObject({ value: { ok: true } });
  });
});

it('what a killed desk left in its export folder is gone at the next start, and links are not followed', async () => {
  const data = temporaryFolder();
  const theirs = temporaryFolder();
  fs.writeFileSync(path.join(theirs, 'kept'), 'kept');
  const left = path.join(data, 'exports', '0123456789abcdef');
  fs.mkdirSync(left, { recursive: true });
  fs.writeFileSync(path.join(left, '.C-files.csv.11111111-1-22222222-33333333.partial'), 'half');
  fs.symlinkSync(theirs, path.join(left, 'link'));
  const work = deskAtWork({ dataDir: data });
  await founded(work);
  expect(fs.existsSync(path.join(data, 'exports'))).toBe(false);
  expect(below(theirs)).toEqual(['kept']);
});

describe('a backup looked into from a window', () => {
  async function backedUp(): Promise<{ work: DeskAtWork; admin: Seat; backups: string; name: string }> {
    const work = deskAtWork();
    const admin = await founded(work);
    const backups = path.join(work.base, 'backups');
    fs.mkdirSync(backups);
    work.person.folder = backups;
    const { settings, version } = await admin.get('settings.read', {});
    await admin.get('folder.choose', { purpose: 'backup' });
    settings.keeping.backupDir = backups;
    await admin.get('settings.change', { base: version, settings });
    const { name } = await admin.get('backup.make', { withKey: false });
    return { work, admin, backups, name };
  }

  it('is whole, by itself or as the newest in the folder that was chosen, and nothing is written for it', async () => {
    const { work, admin, backups, name } = await backedUp();
    fs.mkdirSync(path.join(backups, 'sekisho-backup-20000101-000000'));
    fs.mkdirSync(path.join(backups, 'sekisho-backup-99999999-no-such'));
    const before = below(backups);
    const whole = { name, withKey: false, restored: false };
    expect(await admin.get('backup.verify', { restore: false })).toMatchObject(whole);
    work.person.folder = path.join(backups, name);
    const checked = await admin.get('backup.verify', { restore: false });
    expect(checked).toMatchObject({ ...whole, entries: checked!.head.seq });
    expect(below(backups)).toEqual(before);
    expect(entriesOf(work.data, 'backup.tested')).toEqual([]);
    work.person.folder = null;
    expect(await admin.get('backup.verify', { restore: false })).toBeNull();
  });

  it('that was changed, or is none, is told as such', async () => {
    const { work, admin, backups, name } = await backedUp();
    const ledger = path.join(backups, name, 'ledger.sqlite');
    const bytes = fs.readFileSync(ledger);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    fs.writeFileSync(ledger, bytes);
    expect(await admin.call('backup.verify', { restore: false })).toMatchObject({
      error: { code: 'backup-invalid', params: { reason: 'sum', file: 'ledger.sqlite' } },
    });
    work.person.folder = work.media;
    expect(await admin.code('backup.verify', { restore: false })).toBe('backup-invalid');
  });

  it('is tried out by whoever makes backups, on record; an auditor may only look', async () => {
    const { work, admin } = await backedUp();
    expect(await admin.get('backup.verify', { restore: true })).toMatchObject({ restored: true });
    const auditor = work.seat('admin');
    await auditor.get('login', await joined(work, admin, 'kansa', 'auditor'));
    expect(await auditor.get('backup.verify', { restore: false })).toMatchObject({ restored: false });
    expect(await auditor.code('backup.verify', { restore: true })).toBe('not-allowed');
    expect(entriesOf(work.data, 'backup.tested')).toMatchObject([{ body: { ok: true } }]);
    await mustVerify(work.data);
  });
});
