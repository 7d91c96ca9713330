import fs from 'node:fs';
import path from 'node:path';

import { describe, expect, onTestFinished, test } from 'vitest';

import { examine } from '../../electron/core/doctor/doctor.ts';
import { thisMachine, type Machine } from '../../electron/core/doctor/machine.ts';
import type { DoctorPorts, DoctorSettings } from '../../electron/core/doctor/settings.ts';
import { systemClock } from '../../electron/core/gatekeeper.ts';
import { acquireDataFolder } from '../../electron/core/store/lock.ts';
import type { Finding } from '../../shared/model/finding.ts';
import { open, opened, temporaryFolder, testClock, value } from '../audit/data-folder.ts';
import { writePracticeDefinitions } from '../scan/practice-definitions.ts';
import { requireForAll, SIGNED_DEFINITIONS } from '../scan/requirements.ts';
import { only } from './told-machine.ts';

requireForAll('clamav');

/** Nothing of the machine that runs the tests may decide them, but its programs and its disk are used as they are. */
const machine: Machine = { ...thisMachine(), space: () => Promise.resolve({ free: 8e10, total: 2e11 }) };

type Change = Partial<DoctorSettings> & { readonly ports?: Partial<DoctorPorts> };
function look({ ports, ...change }: Change): Promise<readonly Finding[]> {
  return examine(
    {
      dataDir: path.join(temporaryFolder(), 'data'),
      definitionsDir: null,
      practice: false,
      policy: null,
      destination: null,
      systemDefinitions: [],
      ...change,
    },
    { clock: systemClock, log: () => undefined, machine, ...ports },
  );
}
const practice = (): string => writePracticeDefinitions(path.join(temporaryFolder(), 'definitions'));
const faults = (findings: readonly Finding[]): readonly string[] =>
  findings.filter(({ level }) => level === 'fault').map(({ id }) => id);
/** Programs that this process started and that still run. */
const children = (): readonly string[] =>
  fs
    .readFileSync(`/proc/self/task/${process.pid}/children`, 'latin1')
    .split(' ')
    .filter((id) => id !== '')
    .map((id) => fs.readFileSync(`/proc/${id}/cmdline`, 'latin1').split('\0')[0] ?? '');

describe('doctor in a clinic that has a gate', () => {
  function clinic(): { dataDir: string; definitionsDir: string } {
    const dataDir = path.join(temporaryFolder(), 'data');
    const folder = value(acquireDataFolder(dataDir));
    const ledger = value(open(dataDir, testClock(Date.now() - 60_000)));
    value(ledger.append([opened('aaaaaaaaaaaa')]));
    ledger.close();
    folder.release();
    return { dataDir, definitionsDir: practice() };
  }

  test('tries a private engine and finds no fault, and every id at most once', async () => {
    const settings = { ...clinic(), practice: true, destination: temporaryFolder() };
    const findings = await look(settings);
    expect(faults(findings)).toEqual([]);
    expect(only(findings, 'self-test')).toMatchObject({
      level: 'ok',
      facts: { state: 'passed', error: null },
    });
    expect(only(findings, 'self-test').facts.canaries).toBeGreaterThan(6);
    expect(only(findings, 'engine').facts.version).toMatch(/^ClamAV \d+\.\d+\.\d+/);
    expect(only(findings, 'definitions')).toMatchObject({ level: 'notice', facts: { state: 'practice' } });
    expect(only(findings, 'ledger').facts).toMatchObject({ state: 'fits', entries: 2 });
    expect(only(findings, 'data-folder').facts.state).toBe('private');
    expect(only(findings, 'signing-key').facts.state).toBe('private');
    expect(only(findings, 'clock').facts.state).toBe('plausible');
    expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length);
    expect(children().filter((program) => program.endsWith('clamd'))).toEqual([]);
    value(acquireDataFolder(settings.dataDir)).release();
  });

  test('leaves the engine of a running gate alone, and says so', async () => {
    const settings = { ...clinic(), practice: true };
    const gate = value(acquireDataFolder(settings.dataDir));
    onTestFinished(() => gate.release());
    const findings = await look(settings);
    const leftOut = { level: 'notice', facts: { state: 'left-out', reason: 'gate-running' } };
    expect(only(findings, 'self-test')).toMatchObject(leftOut);
    expect(only(findings, 'ledger').level).toBe('ok');
    expect(faults(findings)).toEqual([]);
  });

  test('says that a clock stands before the last entry', async () => {
    const settings = { ...clinic(), practice: true };
    const clock = { ...systemClock, now: () => Date.now() - 86_400_000 };
    expect(only(await look({ ...settings, ports: { clock } }), 'clock')).toMatchObject({
      level: 'warning',
      facts: { state: 'before-ledger' },
    });
  });

  test('begins nothing slow once nobody waits any more', async () => {
    const findings = await look({ ...clinic(), practice: true, ports: { stop: AbortSignal.abort() } });
    expect(only(findings, 'self-test').facts).toMatchObject({ state: 'left-out', reason: 'stopped' });
  });

  test('finds a ledger that was cut off', async () => {
    const settings = { ...clinic(), practice: true };
    fs.rmSync(path.join(settings.dataDir, 'ledger.sqlite'));
    expect(faults(await look(settings))).toEqual(['ledger']);
  });
});

describe('doctor before the first start', () => {
  test('makes nothing, and finds no definitions', async () => {
    const dataDir = path.join(temporaryFolder(), 'data');
    const findings = await look({ dataDir });
    expect(faults(findings)).toEqual(['definitions']);
    expect(only(findings, 'definitions').facts.error?.code).toBe('definitions-none');
    expect(only(findings, 'self-test').facts).toMatchObject({ state: 'left-out', reason: 'definitions' });
    expect(only(findings, 'data-folder').level).toBe('notice');
    expect(fs.existsSync(dataDir)).toBe(false);
  });

  test('tries an engine without a data folder', async () => {
    const dataDir = path.join(temporaryFolder(), 'data');
    const findings = await look({ dataDir, definitionsDir: practice(), practice: true });
    expect(only(findings, 'self-test').facts.state).toBe('passed');
    expect(fs.existsSync(dataDir)).toBe(false);
  });

  test('calls unofficial definitions a fault unless it is practice, and tries the engine all the same', async () => {
    const findings = await look({ definitionsDir: practice() });
    expect(faults(findings)).toEqual(['definitions']);
    expect(only(findings, 'definitions').facts.error?.code).toBe('definitions-unofficial');
    expect(only(findings, 'self-test').facts.state).toBe('passed');
  });

  test('says that practice definitions without EICAR cannot show that they detect', async () => {
    const definitionsDir = temporaryFolder();
    fs.writeFileSync(path.join(definitionsDir, 'other.ndb'), `Practice.Other:0:*:${'ab12'.repeat(16)}\n`);
    const findings = await look({ definitionsDir, practice: true });
    expect(only(findings, 'self-test')).toMatchObject({ level: 'warning', facts: { state: 'blind' } });
  });

  test('has its engine fail with definitions that it cannot load', async () => {
    const definitionsDir = temporaryFolder();
    fs.writeFileSync(path.join(definitionsDir, 'broken.ndb'), 'this is no signature\n');
    const findings = await look({ definitionsDir, practice: true });
    expect(faults(findings)).toEqual(['self-test']);
    expect(only(findings, 'self-test').facts.error?.code).toMatch(
      /^(definitions-load-failed|engine-start-failed)$/,
    );
  });

  test('names a destination that cannot be used', async () => {
    const destination = path.join(temporaryFolder(), 'inbox');
    const findings = await look({ destination, definitionsDir: practice(), practice: true });
    expect(faults(findings)).toEqual(['destination']);
  });

  test('names a data folder that is a file', async () => {
    const dataDir = path.join(temporaryFolder(), 'data');
    fs.writeFileSync(dataDir, '');
    expect(faults(await look({ dataDir, definitionsDir: practice(), practice: true }))).toContain(
      'data-folder',
    );
  });
});

describe('doctor with signed definitions', () => {
  requireForAll('signed definitions');
  const signed = (...names: readonly string[]): string => {
    const dir = temporaryFolder();
    for (const name of names)
      fs.copyFileSync(path.join(SIGNED_DEFINITIONS, 'test-6.cvd'), path.join(dir, name));
    return dir;
  };

  test('finds those of 2021 expired, with their date and age', async () => {
    const { level, facts } = only(await look({ definitionsDir: signed('test-6.cvd') }), 'definitions');
    expect(level).toBe('fault');
    expect(facts).toMatchObject({ state: 'refused', age: 'expired', error: { code: 'definitions-expired' } });
    expect(facts.builtAt).toMatch(/^2021-06-2[23]T/);
    expect(facts.days).toBeGreaterThan(1900);
  });

  test('finds a clock before their build a fault', async () => {
    const clock = { ...systemClock, now: () => Date.parse('2021-06-01T00:00:00Z') };
    const findings = await look({ definitionsDir: signed('test-6.cvd'), ports: { clock } });
    expect(faults(findings)).toEqual(['definitions', 'clock']);
    expect(only(findings, 'definitions').facts.error?.code).toBe('definitions-future');
  });

  test.each([
    ['2021-06-25T00:00:00Z', 'fresh', 'ok'],
    ['2021-06-27T00:00:00Z', 'aging', 'warning'],
    ['2021-07-01T00:00:00Z', 'refused', 'fault'],
  ])('on %s calls a main and daily of 22 June 2021 %s', async (now, state, level) => {
    // Any signed file may bear the names of the daily ones; nothing is loaded, since a stopped doctor tries no engine.
    const ports = { clock: { ...systemClock, now: () => Date.parse(now) }, stop: AbortSignal.abort() };
    const findings = await look({ definitionsDir: signed('main.cvd', 'daily.cvd'), ports });
    expect(only(findings, 'definitions')).toMatchObject({ level, facts: { state } });
  });

  test('says that the first start takes over those of the operating system, and takes nothing', async () => {
    const dataDir = path.join(temporaryFolder(), 'data');
    const systemDefinitions = [signed('main.cvd', 'daily.cvd')];
    const ports = {
      clock: { ...systemClock, now: () => Date.parse('2021-06-25T00:00:00Z') },
      stop: AbortSignal.abort(),
    };
    const findings = await look({ dataDir, systemDefinitions, ports });
    expect(only(findings, 'definitions')).toMatchObject({
      level: 'notice',
      facts: { state: 'system', days: 1 },
    });
    expect(fs.existsSync(dataDir)).toBe(false);
    const later = await look({ dataDir, systemDefinitions, ports: { stop: AbortSignal.abort() } });
    expect(only(later, 'definitions').facts).toMatchObject({ state: 'refused', age: 'expired' });
  });
});
