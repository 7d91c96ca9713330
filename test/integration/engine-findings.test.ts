/** What `doctor` is told about the engine. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import type { EngineSettings } from '../../electron/core/scan/engine.ts';
import { engineFindings } from '../../electron/core/scan/findings.ts';
import { secondOpinion } from '../../electron/core/scan/second-opinion.ts';
import { machineClock } from '../scan/clocks.ts';
import {
  completeSet,
  endAfterEach,
  log,
  makeEngine,
  practiceDefinitions,
  signedClock,
  temporaryFolder,
} from '../scan/engine-set-up.ts';
import { requireForAll } from '../scan/requirements.ts';
import { secondMarker } from '../scan/practice-definitions.ts';

requireForAll('clamav', 'signed definitions');
endAfterEach();

async function findings(more: Partial<EngineSettings> = {}, clock = machineClock) {
  const settings = {
    dataDir: temporaryFolder(),
    definitionsDir: practiceDefinitions(),
    practice: true,
    systemDefinitions: [],
    ...more,
  };
  const found = await engineFindings(settings, { clock, log });
  return Object.fromEntries(found.map((finding) => [finding.code, finding]));
}

test('a sound engine with current definitions', async () => {
  const found = await findings({ definitionsDir: completeSet(), practice: false }, signedClock());
  expect(found).toMatchObject({
    program: { level: 'good' },
    definitions: { level: 'good', params: { state: 'fresh', builtAt: '2021-06-23T01:34:05.000Z' } },
    'self-test': { level: 'good', params: { knowsEicar: true } },
    version: { level: 'good' },
    'engine-life': { params: { engine: expect.stringMatching(/^ClamAV \d/) as string } },
  });
  expect(found['memory']?.params['bytes']).toBeGreaterThan(1_000_000);
  expect(Object.values(found).filter((finding) => finding.level === 'fault')).toEqual([]);
});

describe('what is wrong is told, and the rest is still looked at', () => {
  test('expired definitions', async () => {
    const found = await findings({ definitionsDir: completeSet(), practice: false });
    expect(found).toMatchObject({
      'definitions-expired': { level: 'fault', part: 'definitions' },
      'self-test': { level: 'good' },
    });
  });
  test('no definitions', async () => {
    expect(await findings({ definitionsDir: null, practice: false })).toMatchObject({
      'definitions-none': { level: 'fault' },
    });
  });
  test('unofficial ones, without practice and with it', async () => {
    expect(await findings({ practice: false })).toMatchObject({
      'definitions-unofficial': { level: 'fault' },
    });
    expect(await findings()).toMatchObject({
      definitions: { level: 'warning', params: { state: 'practice' } },
    });
  });
  test('practice definitions that have never heard of EICAR', async () => {
    const definitionsDir = temporaryFolder();
    writeFileSync(join(definitionsDir, 'x.ndb'), `X:0:*:${Buffer.from(secondMarker()).toString('hex')}\n`);
    expect(await findings({ definitionsDir })).toMatchObject({
      'self-test': { level: 'warning', params: { knowsEicar: false } },
    });
  });
  test('an engine that does not start', async () => {
    expect(await findings({ clamdPath: '/bin/false' })).toMatchObject({
      'engine-start-failed': { level: 'fault' },
    });
  });
});

test('the second opinion asks the running engine, and no other', async () => {
  const engine = await makeEngine();
  expect(await secondOpinion(engine.address)).toMatchObject({ engine: engine.identity.engine });
  await engine.close();
  expect(await secondOpinion(engine.address)).toBeNull();
});
