/** doctor looks at the engine that a gate would really use: the policy's scan server, where it names one. */

import path from 'node:path';

import { describe, expect, onTestFinished, test } from 'vitest';

import { examine } from '../../electron/core/doctor/doctor.ts';
import { thisMachine } from '../../electron/core/doctor/machine.ts';
import type { DoctorSettings } from '../../electron/core/doctor/settings.ts';
import { systemClock } from '../../electron/core/gatekeeper.ts';
import { namedPolicy, type LoadedPolicy } from '../../electron/core/policy/load.ts';
import { acquireDataFolder } from '../../electron/core/store/lock.ts';
import type { Finding } from '../../shared/model/finding.ts';
import { defaultPolicy, type Policy } from '../../shared/model/policy.ts';
import { temporaryFolder, value } from '../audit/data-folder.ts';
import { change, makeHouse } from '../clinic/open-house.ts';
import { requireForAll } from '../scan/requirements.ts';
import { freePort, scanServer } from '../scan/scan-server.ts';
import { only } from './told-machine.ts';

requireForAll('clamav');

const machine = { ...thisMachine(), space: () => Promise.resolve({ free: 8e10, total: 2e11 }) };
const look = (settings: Partial<DoctorSettings>): Promise<readonly Finding[]> =>
  examine(
    {
      ...{ dataDir: path.join(temporaryFolder(), 'data'), definitionsDir: null, destination: null },
      ...{ practice: true, policy: null, systemDefinitions: [] },
      ...settings,
    },
    { clock: systemClock, log: () => undefined, machine },
  );

type Server = NonNullable<Policy['engine']['remote']>;
const policyWith = (remote: Server): LoadedPolicy => namedPolicy({ ...defaultPolicy(), engine: { remote } });
const here = (port: number): Server => ({ host: '127.0.0.1', port, tunnelled: false });
const faults = (findings: readonly Finding[]): readonly string[] =>
  findings.filter(({ level }) => level === 'fault').map(({ id }) => id);

describe('a scan server', () => {
  test('of a policy file is asked in place of this machine’s engine and definitions', async () => {
    const port = await scanServer();
    const findings = await look({ policy: policyWith(here(port)) });
    expect(only(findings, 'engine')).toMatchObject({
      level: 'ok',
      facts: {
        state: 'remote',
        server: `127.0.0.1:${port}`,
        version: expect.stringMatching(/^ClamAV \d/) as string,
      },
    });
    expect(only(findings, 'engine-support').facts.engine).toMatch(/^ClamAV \d/);
    expect(only(findings, 'definitions').facts).toMatchObject({ state: 'practice', files: null });
    expect(only(findings, 'self-test')).toMatchObject({
      level: 'ok',
      facts: { state: 'passed', memory: null },
    });
    expect(faults(findings)).toEqual([]);
  });

  test('with definitions that the gate would refuse is at fault, although it answers', async () => {
    const port = await scanServer();
    const findings = await look({ policy: policyWith(here(port)), practice: false });
    expect(only(findings, 'definitions').facts).toMatchObject({
      state: 'refused',
      error: { code: 'definitions-none' },
    });
    expect(only(findings, 'self-test').facts.state).toBe('passed');
    expect(faults(findings)).toEqual(['definitions']);
  });

  test('of the settings counts where no policy file is named, also beside a running gate', async () => {
    const port = await scanServer();
    const house = makeHouse();
    const clinic = house.enter();
    change(clinic, clinic.people.console('root'), (settings) => ({
      ...settings,
      policy: { ...settings.policy, engine: { remote: here(port) } },
    }));
    const beside = await look({ dataDir: house.dataDir });
    await clinic.close();
    for (const findings of [beside, await look({ dataDir: house.dataDir })]) {
      expect(only(findings, 'engine').facts).toMatchObject({ state: 'remote', server: `127.0.0.1:${port}` });
      expect(only(findings, 'self-test').facts.state).toBe('passed');
    }
    // A policy file holds whatever the settings say.
    const own = await look({ dataDir: house.dataDir, policy: namedPolicy(defaultPolicy()) });
    expect(only(own, 'engine').facts).toMatchObject({ state: 'present', server: null });
  });

  test.each([
    ['that nobody runs', async () => here(await freePort()), 'engine-lost'],
    ['over an open network', () => ({ ...here(3310), host: '192.0.2.1' }), 'engine-remote-refused'],
  ])('%s is a fault of the engine', async (_what, server, code) => {
    const dataDir = path.join(temporaryFolder(), 'data');
    const folder = value(acquireDataFolder(dataDir));
    onTestFinished(() => folder.release());
    const findings = await look({ dataDir, policy: policyWith(await server()) });
    expect(only(findings, 'engine').facts).toMatchObject({ state: 'refused', error: { code } });
    expect(only(findings, 'definitions').facts.state).toBe('unknown');
    expect(only(findings, 'self-test').facts).toMatchObject({ state: 'left-out', reason: 'engine' });
    expect(faults(findings)).toEqual(['engine']);
  });
});
