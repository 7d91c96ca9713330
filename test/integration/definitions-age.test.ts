/** How long imported definitions open the gate, and where the first ones come from. */

import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { extendDefinitions } from '../../electron/core/scan/definitions/extension.ts';
import { readCurrentSet } from '../../electron/core/scan/definitions/store.ts';
import { gateError } from '../../shared/errors.ts';
import { makeHome } from '../scan/definitions-home.ts';
import {
  completeSet,
  endAfterEach,
  makeEngine,
  signedClock,
  signedFolder,
  temporaryFolder,
  tryEngine,
} from '../scan/engine-set-up.ts';
import { requireForAll } from '../scan/requirements.ts';

requireForAll('clamav', 'signed definitions');
endAfterEach();

describe('a complete, current set', () => {
  const current = { definitionsDir: null, practice: false, refuseOlderThanDays: null } as const;

  test('opens the gate, and the engine tells its version', async () => {
    const clock = signedClock();
    const { take, dataDir } = makeHome(clock);
    expect(await take(completeSet())).toMatchObject({ value: { state: 'fresh' } });
    const engine = await makeEngine({ dataDir, ...current }, clock);
    expect(engine.identity).toMatchObject({
      definitions: '6',
      state: 'fresh',
      builtAt: '2021-06-23T01:34:05.000Z',
    });
  });

  test('daily alone is taken on top of the main that is there', async () => {
    const clock = signedClock();
    const { take, status } = makeHome(clock);
    await take(signedFolder({ 'main.cvd': 'test-3.cvd', 'daily.cvd': 'test-4.cvd' }));
    expect(await take(signedFolder({ 'daily.cvd': 'test-6.cvd' }))).toMatchObject({
      value: { state: 'fresh' },
    });
    const now = await status();
    expect(now.ok && now.value.files.map((file) => [file.name, file.version])).toEqual([
      ['daily.cvd', 6],
      ['main.cvd', 3],
    ]);
  });

  test('ages, expires, and may be extended with a reason to at most 14 days', async () => {
    const clock = signedClock();
    const { take, dataDir, ledger } = makeHome(clock);
    await take(completeSet());
    const open = () => tryEngine({ dataDir, ...current }, clock);
    clock.advance(4 * 86_400_000);
    expect(await open()).toMatchObject({ value: { identity: { state: 'aging' } } });
    clock.advance(5 * 86_400_000);
    expect(await open()).toMatchObject({ error: { code: 'definitions-expired' } });
    const extend = (days: number, reason: string) =>
      extendDefinitions({ dataDir, days, reason, staff: 'administrator' }, { clock, ledger });
    expect(await extend(15, 'line is down')).toMatchObject({ error: { code: 'usage' } });
    expect(await extend(7, 'line is down')).toMatchObject({ error: { code: 'usage' } });
    expect(await extend(12, '  ')).toMatchObject({ error: { code: 'usage' } });
    expect(await open()).toMatchObject({ error: { code: 'definitions-expired' } });
    expect(await extend(12, 'line is down')).toMatchObject({ value: { until: '2021-07-05T01:34:05.000Z' } });
    expect(ledger.entries.at(-1)).toMatchObject({
      kind: 'definitions.extended',
      body: { days: 12, reason: 'line is down' },
    });
    expect(await open()).toMatchObject({ value: { identity: { state: 'expired' } } });
    clock.advance(3 * 86_400_000);
    expect(await open()).toMatchObject({ error: { code: 'definitions-expired' } });
  });

  test('an allowance ends with the definitions that it was given for', async () => {
    const clock = signedClock();
    const { take, dataDir, ledger } = makeHome(clock);
    await take(signedFolder({ 'main.cvd': 'test-3.cvd', 'daily.cvd': 'test-4.cvd' }));
    clock.advance(9 * 86_400_000);
    await extendDefinitions({ dataDir, days: 14, reason: 'line is down', staff: null }, { clock, ledger });
    await take(completeSet());
    expect(await tryEngine({ dataDir, ...current }, clock)).toMatchObject({
      error: { code: 'definitions-expired' },
    });
  });

  test('no entry in the ledger, no allowance', async () => {
    const clock = signedClock();
    const { take, dataDir, ledger } = makeHome(clock);
    await take(completeSet());
    clock.advance(9 * 86_400_000);
    ledger.refuse = () => gateError('ledger-failed');
    expect(
      (await extendDefinitions({ dataDir, days: 14, reason: 'line is down', staff: null }, { clock, ledger }))
        .ok,
    ).toBe(false);
    expect(await tryEngine({ dataDir, ...current }, clock)).toMatchObject({
      error: { code: 'definitions-expired' },
    });
  });
});

describe('the first start', () => {
  test("takes over the operating system's definitions, leaving its other files", async () => {
    const clock = signedClock();
    const system = completeSet();
    writeFileSync(join(system, 'freshclam.dat'), 'x');
    writeFileSync(join(system, 'local.ign2'), 'Eicar-Test-Signature');
    const dataDir = temporaryFolder();
    const engine = await makeEngine(
      {
        dataDir,
        definitionsDir: null,
        practice: false,
        refuseOlderThanDays: null,
        systemDefinitions: [system],
      },
      clock,
    );
    expect(engine.identity.definitions).toBe('6');
    const current = readCurrentSet(dataDir);
    expect(current.ok && current.value !== null && readdirSync(current.value.dir)).toEqual([
      'daily.cvd',
      'main.cvd',
    ]);
  });

  test('does not take over forged ones', async () => {
    const system = completeSet();
    renameSync(join(system, 'daily.cvd'), join(system, 'daily'));
    const bytes = readFileSync(join(system, 'daily'));
    bytes[700]! ^= 1;
    writeFileSync(join(system, 'daily.cvd'), bytes);
    rmSync(join(system, 'daily'));
    expect(
      await tryEngine({ definitionsDir: null, practice: false, systemDefinitions: [system] }, signedClock()),
    ).toMatchObject({ error: { code: 'definitions-none' } });
  });
});
