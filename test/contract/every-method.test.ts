/** Every method of the contract, called at least once as its window would, over a real desk: none is without a handler. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { METHOD_NAMES, METHODS } from '../../shared/contract.ts';
import { ADMINISTRATOR, deskAtWork, joined, PASSPHRASE } from '../desk/desk-at-work.ts';
import { requireForAll } from '../scan/requirements.ts';
import { codeNow } from './totp-code.ts';

requireForAll('clamav');

const DETAILS = { type: 'usb', encrypted: false, owner: 'clinic', storage: '受付の引き出し' } as const;

describe('the contract', () => {
  it('has strict input for every method: a surplus key is refused', () => {
    for (const name of METHOD_NAMES) {
      const parsed = METHODS[name].input.safeParse({ surplus: true });
      expect(parsed.success, name).toBe(false);
    }
  });

  it('answers every method as its window needs it', async () => {
    const work = deskAtWork();
    const { person, called } = work;
    const until: typeof work.until = (what) => work.until(what);
    const kiosk = work.seat('kiosk');

    // The first run.
    expect(await kiosk.get('people.choose', {})).toEqual([]);
    const admin = work.seat('admin');
    expect(await admin.get('setup.status', {})).toMatchObject({
      founding: true,
      inbox: true,
      practice: true,
    });
    const issued = await admin.get('setup.found', { id: 'tanaka', name: '田中 院長', secret: PASSPHRASE });
    expect(issued.recoveryCode).toMatch(/\S{8}/);
    expect(await admin.code('setup.found', { id: 'other', name: 'x', secret: PASSPHRASE })).toBe(
      'not-allowed',
    );
    expect(await admin.get('login', ADMINISTRATOR)).toMatchObject({
      person: 'tanaka',
      role: 'administrator',
    });
    expect(await admin.get('whoami', {})).toMatchObject({ person: 'tanaka', duty: null });
    expect(await admin.get('login.keep', {})).toBeNull();
    expect(await admin.get('setup.inbox-test', {})).toMatchObject({ name: 'inbox' });
    expect(await admin.get('setup.sample', {})).toBeNull();

    // One's own account.
    const begun = await admin.get('own.totp-begin', { current: PASSPHRASE });
    await admin.get('own.totp-confirm', { code: codeNow(begun.secret) });
    const { recoveryCode } = await admin.get('own.recovery', {
      current: PASSPHRASE,
      code: codeNow(begun.secret, 1),
    });
    await admin.get('logout', {});
    const again = await admin.get('recover', {
      identifier: 'tanaka',
      code: recoveryCode,
      secret: PASSPHRASE,
    });
    expect(again.recoveryCode).not.toBe(recoveryCode);
    await admin.get('login', ADMINISTRATOR);

    // People.
    const sato = await joined(work, admin, 'sato', 'staff');
    const suzuki = await joined(work, admin, 'suzuki', 'administrator');
    expect((await admin.get('people.list', {})).map(({ id }) => id)).toEqual(['tanaka', 'sato', 'suzuki']);
    await admin.get('people.change', { person: 'sato', name: '佐藤' });
    await admin.get('people.card', { person: 'sato', card: '04a1b2c3d4' });
    await admin.get('people.unlock', { person: 'sato' });
    await admin.get('people.disable', { person: 'suzuki', reason: '休職' });
    await admin.get('people.enable', { person: 'suzuki', reason: '復職' });
    await admin.get('people.totp-remove', { person: 'suzuki', reason: '電話をなくした' });
    expect(await kiosk.get('people.choose', {})).toContainEqual({ id: 'sato', name: '佐藤' });

    // Settings and folders.
    const before = await admin.get('settings.read', {});
    const backups = path.join(work.base, 'backups');
    fs.mkdirSync(backups);
    person.folder = backups;
    expect(await admin.get('folder.choose', { purpose: 'backup' })).toEqual({ path: backups });
    const settings = structuredClone(before.settings);
    settings.clinic.name = 'みどり診療所';
    settings.keeping.backupDir = backups;
    settings.policy.guests = 'ask';
    const after = await admin.get('settings.change', { base: before.version, settings });
    expect(after.settings.clinic.name).toBe('みどり診療所');
    await admin.get('settings.export', {});
    person.text = fs.readFileSync(person.given.at(-1)!.path, 'utf8');
    expect(await admin.get('settings.import', { base: after.version })).toMatchObject({
      version: after.version,
    });
    expect((await admin.get('backup.make', { withKey: false })).name).toMatch(/^sekisho-backup-/);
    expect(await admin.get('backup.status', {})).toEqual({ sinceBackup: 0, due: false });
    expect(await admin.get('backup.verify', { restore: true })).toMatchObject({ restored: true });

    // A guest, let in on an administrator's word, and what is said about it.
    await until(({ gate, guests }) => gate.state === 'open' && guests === 'ask');
    work.insert('KENSA', { 'letter.txt': '紹介します', 'run.bat': '@echo off' });
    const asking = (await until(({ media }) => media[0]?.state === 'asking')).media[0]!.insertion;
    await kiosk.get('guest.admit', { insertion: asking, by: ADMINISTRATOR });
    const session = (await until(({ session }) => session?.phase === 'waiting')).session!;
    expect(session.missing).toEqual(['staff', 'origin', 'purpose']);
    expect(await kiosk.get('kiosk.who', {})).toBeNull();
    expect(await kiosk.get('kiosk.identify', sato)).toMatchObject({ person: 'sato', duty: null });
    await kiosk.get('preset.choose', { session: session.id, preset: 'general' });
    const told = await kiosk.get('facts.tell', {
      session: session.id,
      facts: { origin: 'patient', purpose: '診察' },
    });
    expect(told).toMatchObject({ facts: { staff: 'sato', origin: 'patient' }, missing: [] });
    const { result } = await until((snapshot) => snapshot.result !== null);
    expect(result).toMatchObject({ outcome: 'partial', files: { total: 2, released: 1, blocked: 1 } });
    await admin.get('records.tell', { session: session.id, facts: { sender: '山の病院' } });
    const page = { session: session.id, held: true, after: null, limit: 10 };
    expect((await kiosk.get('session.files', page)).lines).toMatchObject([
      { path: 'run.bat', reason: 'script' },
    ]);
    const receipt = await kiosk.get('receipt.read', { session: session.id });
    expect(receipt).toMatchObject({
      clinic: 'みどり診療所',
      staffName: '佐藤',
      result: { outcome: 'partial' },
    });
    await kiosk.get('kiosk.leave', {});
    expect(await kiosk.get('medium.eject', { insertion: asking })).toBeNull();
    await kiosk.get('session.dismiss', { turn: result!.turn });
    expect((await work.snapshot()).result).toBeNull();
    await kiosk.get('notice.dismiss', {});
    await kiosk.get('gate.retry', {});

    // A second guest is sent away; a third is cancelled under way.
    work.insert('STRANGE', { 'a.txt': 'a' });
    const stranger = (await until(({ media }) => media.some(({ state }) => state === 'asking'))).media.find(
      ({ state }) => state === 'asking',
    )!;
    await kiosk.get('guest.refuse', { insertion: stranger.insertion });
    await until(({ media }) => media.some(({ state }) => state === 'refused'));
    work.insert('CANCELLED', { 'a.txt': 'a' });
    const third = (await until(({ media }) => media.some(({ state }) => state === 'asking'))).media.find(
      ({ state }) => state === 'asking',
    )!;
    await kiosk.get('guest.admit', { insertion: third.insertion, by: ADMINISTRATOR });
    const running = (await until(({ session }) => session?.phase === 'waiting')).session!;
    await kiosk.get('session.cancel', { session: running.id });
    await until(({ result }) => result?.outcome === 'aborted');

    // The record.
    expect(await admin.get('dashboard.read', {})).toMatchObject({
      reasons: [{ reason: 'script', files: 1 }],
    });
    const found = await admin.get('records.search', {
      origin: 'patient',
      reason: 'script',
      medium: 'KEN',
      limit: 10,
    });
    expect(found.lines).toMatchObject([{ id: session.id, staffName: '佐藤', reason: { reason: 'script' } }]);
    expect((await admin.get('records.search', { search: 'letter', limit: 10 })).lines).toHaveLength(1);
    expect((await admin.get('records.search', { origin: 'vendor', limit: 10 })).lines).toEqual([]);
    const story = await admin.get('records.detail', { session: session.id });
    expect(story.steps.map(({ kind }) => kind)).toContain('session.facts');
    const files = await admin.get('records.files', {
      session: session.id,
      held: false,
      after: null,
      limit: 1,
    });
    expect(files.lines).toHaveLength(1);
    expect(files.next).not.toBeNull();
    const verifying = await admin.get('verify.start', {});
    await expect.poll(async () => (await admin.get('verify.status', verifying)).state).toBe('done');
    expect(await admin.get('verify.status', verifying)).toMatchObject({ value: { ok: true, faults: [] } });
    expect(await admin.get('export.count', {})).toMatchObject({ sessions: 2, files: 3 });
    const exporting = await admin.get('export.start', { sheet: 'files', encoding: 'utf8' });
    await expect.poll(async () => (await admin.get('export.status', exporting)).state).toBe('done');
    expect(await admin.get('export.save', exporting)).toMatchObject({ way: 'saved' });
    expect(fs.readFileSync(person.given.at(-1)!.path, 'utf8')).toContain('run.bat');
    const packing = (await admin.get('pack.start', {}))!;
    await expect
      .poll(async () => (await admin.get('pack.status', packing)).state, { timeout: 45_000 })
      .toBe('done');
    expect(await admin.get('pack.status', packing)).toMatchObject({ value: { sessions: 2, practice: true } });
    expect(await admin.get('job.cancel', { job: packing.job })).toBeNull();
    expect(await admin.code('pack.status', packing)).toBe('not-found');

    // The clinic's own media.
    const key = { type: 'serial', vendorId: '0781', productId: '5581', serial: '4C53' } as const;
    await admin.get('media.register', { id: 'M-1', name: '往診用', key, details: DETAILS });
    expect(
      await admin.code('media.register', {
        ...{ id: 'M-2', name: 'x', details: DETAILS },
        key: { type: 'insertion', insertion: 'i99' },
      }),
    ).toBe('not-found');
    await admin.get('media.describe', { medium: 'M-1', details: { ...DETAILS, storage: '金庫' } });
    await admin.get('media.lend', { medium: 'M-1', to: '看護師 高橋', purpose: '往診', due: '2099-01-01' });
    await admin.get('media.return', { medium: 'M-1', checked: true, erased: true });
    expect(await admin.get('media.stock', { present: [] })).toEqual({ absent: ['M-1'] });
    await admin.get('media.lose', { medium: 'M-1', why: '見当たらない' });
    await admin.get('media.find', { medium: 'M-1', why: '見つかった' });
    await admin.get('media.retire', { medium: 'M-1', how: 'shredded', why: '古い' });
    expect(await admin.get('media.list', {})).toMatchObject([{ id: 'M-1', state: 'retired' }]);

    // Exceptions, reviews, drills.
    const granted = await admin.get('exceptions.grant', {
      sha256: 'a'.repeat(64),
      reason: '業者に確認した更新プログラム',
      days: 7,
      vendorConfirmation: false,
      second: suzuki,
    });
    expect(await admin.get('exceptions.list', {})).toMatchObject([{ first: 'tanaka', second: 'suzuki' }]);
    await admin.get('exceptions.revoke', { exception: granted.exception, reason: '済んだ' });
    const { date } = await admin.get('dashboard.read', {});
    expect((await admin.get('reviews.status', {})).days).toEqual([{ date, sessions: 2 }]);
    await admin.get('reviews.sign', { first: date, last: date, remarks: '' });
    expect(await admin.get('reviews.list', {})).toHaveLength(1);
    expect(await admin.get('drills.list', {})).toEqual([]);
    expect(await admin.get('drills.status', {})).toMatchObject({ last: null, due: true });

    const drilling = await admin.get('drills.hold', { remarks: '初回' });
    await expect
      .poll(async () => (await admin.get('drills.hold-status', drilling)).state, { timeout: 45_000 })
      .toBe('done');
    expect(await admin.get('drills.hold-status', drilling)).toMatchObject({ value: { passed: true } });
    expect(await admin.get('drills.status', {})).toMatchObject({ due: false });

    expect(await admin.get('clock.confirm', { reason: '電池を替えた' })).toMatchObject({ behind: 0 });
    expect(await admin.get('destination.accept', {})).toBeNull();

    // Definitions that were handed in are not to be replaced.
    expect(await admin.get('definitions.status', {})).toMatchObject({ state: 'practice', refusal: null });
    expect(await admin.code('definitions.update', {})).toBe('definitions-not-writable');
    expect(await admin.code('definitions.import', {})).toBe('definitions-not-writable');
    expect(await admin.code('definitions.update-status', { job: 'none' })).toBe('not-found');
    expect(await admin.code('definitions.extend', { days: 10, reason: '連休' })).toBe('definitions-none');

    // A PIN that somebody else set; leaving the kiosk and the program.
    await admin.get('people.reset', { person: 'sato', secret: '918273' });
    expect(await kiosk.get('kiosk.identify', { identifier: 'sato', secret: '918273' })).toMatchObject({
      duty: 'change-secret',
    });
    await kiosk.get('own.secret', { current: '918273', next: '564738' });
    expect(await kiosk.code('kiosk.exit', { by: { identifier: 'sato', secret: '564738' } })).toBe(
      'not-allowed',
    );
    await kiosk.get('admin.open', {});
    await kiosk.get('kiosk.exit', { by: ADMINISTRATOR });
    await admin.get('app.quit', { by: ADMINISTRATOR });
    expect(person).toMatchObject({ left: 1, opened: 1, quits: 1 });

    await kiosk.get('snapshot.read', {});
    expect(METHOD_NAMES.filter((name) => !called.has(name))).toEqual([]);
  });
});
