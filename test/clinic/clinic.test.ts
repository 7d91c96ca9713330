import fs from 'node:fs';
import { setImmediate } from 'node:timers/promises';

import { expect, it } from 'vitest';

import { openClinic } from '../../electron/core/clinic.ts';
import { value } from '../audit/data-folder.ts';
import { found } from '../people/clinic.ts';
import { requireForAll } from '../scan/requirements.ts';
import { change, entriesOf, makeHouse, pass } from './open-house.ts';

requireForAll('clamav');

const refusal = (code: string) => ({ ok: false, error: { code } });

it('is in one pair of hands, and can be opened again once it was closed', async () => {
  const house = makeHouse();
  const clinic = house.enter();
  expect(openClinic({ dataDir: house.dataDir, app: 'test' })).toMatchObject(refusal('data-folder-in-use'));
  await clinic.close();
  await house.enter().close();
});

it('removes the copy of the record that a killed test of a backup left, but none of a test under way', async () => {
  const house = makeHouse();
  const clinic = house.enter();
  const { admin } = await found(clinic);
  const { folder } = value(await clinic.backups.make(admin, { to: house.inbox, withKey: false }));
  const copies = (): string[] =>
    fs.readdirSync(house.dataDir).filter((name) => name.startsWith('restore-test'));
  const testing = clinic.backups.test(admin, { folder });
  while (copies().length === 0) await setImmediate();
  const [left] = copies();
  expect(openClinic({ dataDir: house.dataDir, app: 'test' })).toMatchObject(refusal('data-folder-in-use'));
  expect(copies()).toEqual([left]);
  value(await testing);
  await clinic.close();
  fs.cpSync(folder, `${house.dataDir}/${left}`, { recursive: true });
  house.enter();
  expect(copies()).toEqual([]);
  expect(fs.existsSync(`${house.dataDir}/ledger.sqlite`)).toBe(true);
});

it('stays open while the gate is refused, for logging in and reading', async () => {
  const house = makeHouse();
  const clinic = house.enter();
  fs.mkdirSync(`${house.base}/empty`);
  expect(await house.gate(clinic, { definitionsDir: `${house.base}/empty` })).toMatchObject(
    refusal('definitions-none'),
  );
  const { admin } = await found(clinic);
  expect(value(clinic.settings.read(admin)).settings.people.idleMinutes).toBe(10);
  expect(entriesOf(clinic, 'gate.closed')).toMatchObject([{ body: { code: 'definitions-none' } }]);
  value(await house.gate(clinic));
});

it('lets the gate be closed and opened again', async () => {
  const house = makeHouse();
  const clinic = house.enter();
  house.put('a.txt', 'a');
  for (let i = 0; i < 2; i += 1) {
    const gate = value(await house.gate(clinic));
    expect(await pass(gate, house.request())).toMatchObject({ outcome: 'released' });
    await gate.close();
  }
  expect(entriesOf(clinic, 'gate.opened')).toHaveLength(2);
});

it('gives the gate its settings from the record, at the next medium, unless a policy file holds', async () => {
  const house = makeHouse();
  const clinic = house.enter();
  const { admin } = await found(clinic);
  house.put('long.txt', 'longer than the limit');
  const gate = value(await house.gate(clinic));
  expect(await pass(gate, house.request())).toMatchObject({ outcome: 'released' });
  change(clinic, admin, (settings) => ({
    ...settings,
    policy: { ...settings.policy, limits: { ...settings.policy.limits, maxFileBytes: 5 } },
  }));
  const held = await pass(gate, house.request());
  expect(held).toMatchObject({ outcome: 'blocked' });
  expect([...held.records()]).toMatchObject([{ reason: 'too-large' }]);
  const versions = entriesOf(clinic, 'session.opened').map(({ body }) => body['policy']);
  expect(versions[1]).toBe(value(gate.policy()).version);
  expect(versions[1]).not.toBe(versions[0]);
});

it('lets no medium in by settings that cannot be read', async () => {
  const house = makeHouse();
  const clinic = house.enter();
  const gate = value(await house.gate(clinic));
  value(
    clinic.ledger.append([
      { kind: 'settings.changed', session: null, body: { settings: { policy: { ofANewerApp: true } } } },
    ]),
  );
  expect(await gate.admit(house.request())).toMatchObject(refusal('settings-invalid'));
  expect(entriesOf(clinic, 'session.refused')).toMatchObject([{ body: { code: 'settings-invalid' } }]);
});
