/** What a window might send that is none of its business, or nothing at all: each refused, none ever an `internal`. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDispatch } from '../../electron/hosts/dispatch.ts';
import { METHOD_NAMES, METHODS } from '../../shared/contract.ts';
import { MAX_INPUT_CHARACTERS } from '../../shared/contract/method.ts';
import type { Result } from '../../shared/result.ts';
import { deskAtWork, founded, joined } from '../desk/desk-at-work.ts';
import { requireForAll } from '../scan/requirements.ts';

requireForAll('clamav');

/** Any 16 bits, so halves of characters too. */
const halves = fc.nat(0xffff).map((unit) => String.fromCharCode(unit));

const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code);

describe('dispatch', () => {
  it('refuses a method that is none of ours, whatever objects inherit', async () => {
    const { desk } = deskAtWork();
    const dispatch = createDispatch(desk);
    const kiosk = desk.connect('kiosk');
    for (const method of [
      'records.delete',
      '__proto__',
      'constructor',
      'toString',
      '',
      7,
      null,
      ['login'],
      {},
    ])
      expect(codeOf(await dispatch(kiosk, method, {}))).toBe('not-found');
  });

  it('refuses a surplus key, a wrong type and no input at all', async () => {
    const { desk } = deskAtWork();
    const dispatch = createDispatch(desk);
    const kiosk = desk.connect('kiosk');
    const surplus = await dispatch(kiosk, 'snapshot.read', { path: '/etc/passwd' });
    expect(surplus).toMatchObject({ ok: false, error: { code: 'usage', params: { at: 'path' } } });
    for (const input of [undefined, null, [], 'x', 1, () => 1]) {
      expect(codeOf(await dispatch(kiosk, 'kiosk.identify', input))).toBe('usage');
    }
  });

  it('refuses oversized input before it is looked at', async () => {
    const { desk } = deskAtWork();
    const dispatch = createDispatch(desk);
    const admin = desk.connect('admin');
    const input = { identifier: 'x', secret: 'y'.repeat(MAX_INPUT_CHARACTERS) };
    expect(await dispatch(admin, 'login', input)).toMatchObject({
      error: { params: { fault: 'too-large' } },
    });
    const long = { identifier: 'x'.repeat(65), secret: 'y' };
    expect(await dispatch(admin, 'login', long)).toMatchObject({ error: { params: { fault: 'too_big' } } });
  });

  it("refuses a kiosk's window every method of an administrator's", async () => {
    const work = deskAtWork();
    const dispatch = createDispatch(work.desk);
    const kiosk = work.seat('kiosk');
    const admin = await founded(work);
    const other = await joined(work, admin, 'suzuki', 'administrator');
    // Even with an administrator identified at the kiosk.
    await kiosk.get('kiosk.identify', other);
    const foreign = METHOD_NAMES.filter((name) => !METHODS[name].windows.includes('kiosk'));
    expect(foreign.length).toBeGreaterThan(40);
    for (const name of foreign)
      expect(await dispatch(kiosk.connection, name, {}), name).toMatchObject({
        error: { code: 'not-allowed', params: { window: 'kiosk' } },
      });
  });

  it("refuses an administrator's window what only a kiosk may do", async () => {
    const { desk } = deskAtWork();
    const dispatch = createDispatch(desk);
    const admin = desk.connect('admin');
    expect(codeOf(await dispatch(admin, 'people.choose', {}))).toBe('not-allowed');
  });

  it('refuses staff who log in at an administrator’s window everything that is not theirs', async () => {
    const work = deskAtWork();
    const admin = await founded(work);
    const sato = await joined(work, admin, 'sato', 'staff');
    const window = work.seat('admin');
    await window.get('login', sato);
    expect(await window.code('people.list', {})).toBe('not-allowed');
    expect(await window.code('records.search', { limit: 10 })).toBe('not-allowed');
    expect(await window.code('settings.read', {})).toBe('not-allowed');
    expect(await window.code('people.reset', { person: 'tanaka', secret: 'a passphrase of theirs' })).toBe(
      'not-allowed',
    );
    expect(await window.code('export.start', { sheet: 'sessions', encoding: 'utf8' })).toBe('not-allowed');
    expect(await window.code('definitions.extend', { days: 9, reason: 'x' })).toBe('not-allowed');
    expect(
      await window.code('setup.found', { id: 'evil', name: 'x', secret: 'a passphrase of theirs' }),
    ).toBe('not-allowed');
  });

  it('refuses whoever is not logged in every method that needs a name', async () => {
    const work = deskAtWork();
    await founded(work);
    const dispatch = createDispatch(work.desk);
    for (const name of METHOD_NAMES) {
      const { need, windows, input } = METHODS[name];
      if (need === 'open' || !input.safeParse({}).success) continue;
      const window = work.seat(windows.includes('admin') ? 'admin' : 'kiosk');
      expect(codeOf(await dispatch(window.connection, name, {})), name).toBe('login-ended');
    }
  });

  it('refuses a connection that is over', async () => {
    const work = deskAtWork();
    const admin = await founded(work);
    work.desk.disconnect(admin.connection);
    expect(await admin.code('people.list', {})).toBe('login-ended');
    expect(await admin.code('snapshot.read', {})).toBe('login-ended');
  });

  it('takes a folder for the settings only from the chooser', async () => {
    const work = deskAtWork();
    const admin = await founded(work);
    const { settings, version } = await admin.get('settings.read', {});
    for (const [at, change] of [
      ['inbox.dir', { inbox: { ...settings.inbox, dir: '/etc' } }],
      ['keeping.backupDir', { keeping: { ...settings.keeping, backupDir: '/etc' } }],
      ['anchor.file', { anchor: { ...settings.anchor, file: '/etc/cron.d/x' } }],
    ] as const) {
      const refused = await admin.call('settings.change', {
        base: version,
        settings: { ...settings, ...change },
      });
      expect(refused).toMatchObject({
        error: { code: 'settings-invalid', params: { at, fault: 'not-chosen' } },
      });
    }
    work.person.folder = null;
    expect(await admin.get('folder.choose', { purpose: 'inbox' })).toEqual({ path: null });
  });

  it('keeps the files of other sessions from the kiosk', async () => {
    const kiosk = deskAtWork().seat('kiosk');
    const page = { session: '0123456789ab', held: false, after: null, limit: 10 };
    expect(await kiosk.code('session.files', page)).toBe('not-found');
    expect(await kiosk.code('receipt.read', { session: '0123456789ab' })).toBe('not-found');
  });
});

describe('arbitrary input', () => {
  it('never throws, never hangs and is never an internal error', async () => {
    const work = deskAtWork();
    const admin = await founded(work);
    const dispatch = createDispatch(work.desk);
    const seats = [work.seat('kiosk').connection, work.seat('admin').connection, admin.connection];
    // Logging out by chance would leave nothing but `login-ended`; quitting and hashing by the hundred prove nothing.
    const names = METHOD_NAMES.filter((name) => !['logout', 'gate.retry'].includes(name));
    const method = fc.oneof(
      { weight: 9, arbitrary: fc.constantFrom(...names) },
      { weight: 1, arbitrary: fc.string() },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.nat(2),
        method,
        fc.oneof(fc.constant({}), fc.jsonValue()),
        async (seat, name, input) => {
          const answer = await dispatch(seats[seat]!, name, input);
          expect(answer.ok ? 'ok' : answer.error.code).not.toBe('internal');
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('is refused as well where single values of right input are replaced', async () => {
    const work = deskAtWork();
    const admin = await founded(work);
    const dispatch = createDispatch(work.desk);
    const right = [
      ['records.search', { from: '2026-01-01', to: '2026-12-31', search: 'a', limit: 10 }],
      ['records.files', { session: '0123456789ab', held: true, after: null, limit: 10 }],
      ['people.add', { id: 'a', name: 'b', role: 'staff', secret: '739164' }],
      ['media.lend', { medium: 'M', to: 'a', purpose: 'b', due: '2026-12-31' }],
      ['exceptions.revoke', { exception: '0123456789ab', reason: 'x' }],
      ['reviews.sign', { first: '2026-01-01', last: '2026-01-01', remarks: '' }],
      ['settings.change', { base: 'x', settings: {} }],
      ['verify.status', { job: 'a' }],
      ['medium.eject', { insertion: 'i1' }],
    ] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...right),
        fc.nat(5),
        fc.oneof(fc.jsonValue(), fc.string({ unit: halves, maxLength: 80 })),
        async ([name, input], at, value) => {
          const keys = Object.keys(input);
          const changed = { ...input, [keys[at % keys.length]!]: value };
          const answer = await dispatch(admin.connection, name, changed);
          expect(answer.ok ? 'ok' : answer.error.code).not.toBe('internal');
        },
      ),
      { numRuns: 1000 },
    );
  });
});
