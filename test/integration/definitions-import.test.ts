/** Importing officially signed definitions, with the real engine and the real sigtool. */

import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { definitionsHome, makeIncoming, readCurrentSet } from '../../electron/core/scan/definitions/store.ts';
import type { Clock } from '../../electron/core/ports.ts';
import { gateError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { machineClock } from '../scan/clocks.ts';
import { makeHome } from '../scan/definitions-home.ts';
import {
  endAfterEach,
  makeEngine,
  practiceDefinitions,
  signedClock,
  signedFolder,
  temporaryFolder,
  tryEngine,
} from '../scan/engine-set-up.ts';
import { requireForAll, SIGNED_DEFINITIONS } from '../scan/requirements.ts';

requireForAll('clamav', 'signed definitions');
endAfterEach();

const official = (name: string): string => join(SIGNED_DEFINITIONS, name);

describe('signed definitions of 2021', () => {
  test('verify and load, and are expired: the gate stays closed without practice', async () => {
    const { take, status, ledger, dataDir } = makeHome();
    const taken = await take(official('test-6.cvd'));
    expect(taken).toMatchObject({
      ok: true,
      value: { changed: true, state: 'expired', builtAt: '2021-06-23T01:34:05.000Z' },
    });
    expect(await status()).toMatchObject({
      value: {
        state: 'expired',
        refusal: { code: 'definitions-expired' },
        files: [{}, { name: 'test.cvd', version: 6, signatures: 14 }],
      },
    });
    expect(ledger.kinds).toEqual(['definitions.imported']);
    expect(ledger.entries[0]?.body).toMatchObject({
      origin: 'folder',
      staff: 'administrator',
      state: 'expired',
      files: [{ name: 'test.cvd', version: 6, from: null }],
    });
    expect(await tryEngine({ dataDir, definitionsDir: null, practice: false })).toMatchObject({
      error: { code: 'definitions-expired' },
    });
    const engine = await makeEngine({ dataDir, definitionsDir: null, practice: true });
    expect(engine.identity).toMatchObject({ state: 'expired', builtAt: '2021-06-23T01:34:05.000Z' });
    expect(engine.selfTest.knowsEicar).toBe(true);
  });

  test('older ones after newer ones are refused, and nothing changes', async () => {
    const { take, snapshot, ledger } = makeHome();
    await take(official('test-6.cvd'));
    const before = snapshot();
    expect(await take(official('test-4.cvd'))).toMatchObject({
      ok: false,
      error: { code: 'definitions-older', params: { version: 4, current: 6 } },
    });
    expect(snapshot()).toBe(before);
    expect(ledger.kinds).toEqual(['definitions.imported']);
  });

  test('newer ones after older ones replace them', async () => {
    const { take, status } = makeHome();
    await take(official('test-4.cvd'));
    expect(await take(official('test-6.cvd'))).toMatchObject({
      value: { changed: true, files: [{ name: 'test.cvd', version: 6, from: 4 }] },
    });
    const now = await status();
    expect(now.ok && now.value.files.map((file) => file.name)).toEqual(['test-6.cvd.sign', 'test.cvd']);
  });

  test('the same ones again change nothing', async () => {
    const { take, snapshot, ledger } = makeHome();
    await take(official('test-6.cvd'));
    const before = snapshot();
    expect(await take(official('test-6.cvd'))).toMatchObject({ value: { changed: false } });
    expect(snapshot()).toBe(before);
    expect(ledger.kinds).toHaveLength(1);
  });

  test('a folder with several versions: the newest of each is taken', async () => {
    const { take, status } = makeHome();
    expect((await take(SIGNED_DEFINITIONS)).ok).toBe(true);
    const now = await status();
    expect(now.ok && now.value.files.map((file) => [file.name, file.version])).toEqual([
      ['bytecode.cvd', 19],
      ['test-6.cvd.sign', null],
      ['test.cvd', 6],
    ]);
  });
});

describe('refused, with nothing changed', () => {
  const refusedBy = async (source: string, expected: object, clock: Clock = machineClock): Promise<void> => {
    const { take, snapshot, ledger } = makeHome(clock);
    await take(official('test-3.cvd'));
    const [before, entries] = [snapshot(), ledger.entries.length];
    expect(await take(source)).toMatchObject({ ok: false, error: expected });
    expect(snapshot()).toBe(before);
    expect(ledger.entries).toHaveLength(entries);
  };

  test.each([0, 12, 33, 60, 100, 263, 268, 300, 511, 512, 600, 5000, 9951])(
    'a flipped byte at %d',
    async (position) => {
      const dir = signedFolder({ 'test-6.cvd': 'test-6.cvd' });
      const bytes = readFileSync(join(dir, 'test-6.cvd'));
      bytes[position]! ^= 1;
      writeFileSync(join(dir, 'test-6.cvd'), bytes);
      await refusedBy(dir, { code: 'definitions-forged', params: { file: 'test-6.cvd' } });
    },
  );

  test('a version in the name that the signature does not know', async () => {
    await refusedBy(signedFolder({ 'daily-27999.cvd': 'test-6.cvd' }), { code: 'definitions-forged' });
  });

  test.each(['x.ign2', 'x.fp', 'x.ndb', 'x.hdb', 'x.cud', 'mirrors.dat', 'autorun.inf'])(
    'beside them, %s',
    async (name) => {
      const dir = signedFolder({ 'test-6.cvd': 'test-6.cvd' });
      writeFileSync(join(dir, name), '');
      await refusedBy(dir, { code: 'definitions-extra-files', params: { file: name } });
    },
  );

  test('a link for a file', async () => {
    const dir = temporaryFolder();
    symlinkSync(official('test-6.cvd'), join(dir, 'test-6.cvd'));
    await refusedBy(dir, { code: 'definitions-extra-files', params: { reason: 'link' } });
  });

  test('an empty folder, none at all, and practice definitions', async () => {
    await refusedBy(temporaryFolder(), { code: 'definitions-none' });
    await refusedBy(join(temporaryFolder(), 'missing'), { code: 'definitions-none' });
    await refusedBy(practiceDefinitions(), { code: 'definitions-extra-files' });
  });

  test('definitions from the future', async () => {
    const clock = signedClock(-30);
    const { take, ledger } = makeHome(clock);
    expect(await take(official('test-6.cvd'))).toMatchObject({
      error: { code: 'definitions-future', params: { file: 'test.cvd' } },
    });
    expect(ledger.entries).toEqual([]);
  });

  test('genuine definitions that do not know EICAR', async () => {
    const { take } = makeHome();
    expect(await take(official('bytecode.cvd'))).toMatchObject({
      error: { code: 'engine-selftest-failed', params: { canary: 'plain', answered: 'clean' } },
    });
  });

  test('the ledger cannot take the entry', async () => {
    const { take, ledger, status } = makeHome();
    ledger.refuse = () => gateError('ledger-failed');
    expect(await take(official('test-6.cvd'))).toMatchObject({ error: { code: 'ledger-failed' } });
    expect(await status()).toMatchObject({ error: { code: 'definitions-none' } });
  });
});

describe('between swap and confirmation', () => {
  test('the running engine does not come back with them: the former set is in use again', async () => {
    const { take, dataDir } = makeHome();
    await take(official('test-4.cvd'));
    const former = readCurrentSet(dataDir);
    const reload = (): Promise<Result<never>> => Promise.resolve(err(gateError('engine-start-timeout')));
    expect(await take(official('test-6.cvd'), { reload })).toMatchObject({
      error: { code: 'engine-start-timeout' },
    });
    expect(readCurrentSet(dataDir)).toEqual(former);
    expect((await makeEngine({ dataDir, definitionsDir: null })).identity.state).toBe('expired');
  });

  test('the running engine kept the old signatures and says so: nothing is believed', async () => {
    const { take, dataDir } = makeHome();
    await take(official('test-4.cvd'));
    const former = readCurrentSet(dataDir);
    const identity = {
      engine: 'ClamAV 1.4.6',
      definitions: 'sha256:old',
      fingerprint: 'old',
      builtAt: null,
      state: 'expired',
    } as const;
    const reload = () => Promise.resolve(ok(identity));
    expect(await take(official('test-6.cvd'), { reload })).toMatchObject({
      error: { code: 'definitions-load-failed', params: { reason: 'version' } },
    });
    expect(readCurrentSet(dataDir)).toEqual(former);
  });

  test('the power goes: the next start runs with the new set, tested like any other', async () => {
    const { take, dataDir } = makeHome();
    await take(official('test-4.cvd'));
    const cut = () => Promise.reject(new Error('power cut'));
    await expect(take(official('test-6.cvd'), { reload: cut })).rejects.toThrow('power cut');
    const engine = await makeEngine({ dataDir, definitionsDir: null });
    expect(engine.identity.builtAt).toBe('2021-06-23T01:34:05.000Z');
  });

  test('the power goes before the swap: the former set, and the remains are swept away', async () => {
    const { take, dataDir, snapshot } = makeHome();
    await take(official('test-4.cvd'));
    const before = snapshot();
    const incoming = makeIncoming(dataDir);
    if (!incoming.ok) throw new Error(incoming.error.code);
    cpSync(official('test-6.cvd'), join(incoming.value, 'test.cvd'));
    expect((await makeEngine({ dataDir, definitionsDir: null })).identity.builtAt).toBe(
      '2021-06-23T01:29:36.000Z',
    );
    await take(official('test-4.cvd'));
    expect(snapshot()).toBe(before);
  });

  test('a set that was tampered with on the disk is not loaded, and an import mends it', async () => {
    const { take, dataDir } = makeHome();
    await take(official('test-6.cvd'));
    const current = readCurrentSet(dataDir);
    if (!current.ok || current.value === null) throw new Error('no set');
    cpSync(official('test-4.cvd'), join(current.value.dir, 'test.cvd'));
    expect(await tryEngine({ dataDir, definitionsDir: null })).toMatchObject({
      error: { code: 'definitions-changed' },
    });
    writeFileSync(join(definitionsHome(dataDir), 'current.json'), 'torn');
    expect(await tryEngine({ dataDir, definitionsDir: null })).toMatchObject({
      error: { code: 'definitions-changed' },
    });
    expect((await take(official('test-6.cvd'))).ok).toBe(true);
    expect((await tryEngine({ dataDir, definitionsDir: null })).ok).toBe(true);
  });
});
