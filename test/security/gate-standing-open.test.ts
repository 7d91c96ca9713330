/** A gate that stays open for weeks: definitions grow old under it, and must not let anything in that a new start would not. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openClinic } from '../../electron/core/clinic.ts';
import type { Clinic } from '../../electron/core/clinic.ts';
import { openGate } from '../../electron/core/gatekeeper.ts';
import type { Gate } from '../../electron/core/gatekeeper.ts';
import { loadPolicy } from '../../electron/core/policy/load.ts';
import { hasAged } from '../../electron/core/scan/definitions/state.ts';
import type { SessionResult } from '../../electron/core/session/job.ts';
import { gateError } from '../../shared/errors.ts';
import type { GateError } from '../../shared/errors.ts';
import { ok } from '../../shared/result.ts';
import type { Clock } from '../../electron/core/ports.ts';
import { keepEngineCurrent } from '../../electron/core/scan/current-engine.ts';
import type { Engine } from '../../electron/core/scan/launch.ts';
import { createHandClock } from '../scan/clocks.ts';
import { endAfterEach, practiceDefinitions, temporaryFolder } from '../scan/engine-set-up.ts';
import { createFakeScanner } from '../fakes/fake-scanner.ts';

const DAY = 86_400_000;
const BUILT = Date.UTC(2026, 10, 20);

describe('definitions', () => {
  it.each([
    ['within their first days', 0, 2.9, false],
    ['on the day they are no longer fresh', 2.9, 3.1, true],
    ['the same day', 4.1, 4.9, false],
    ['a day later, since an allowance may have ended', 8.9, 9.1, true],
    ['weeks later', 1, 20, true],
    ['the clock set back to before they were built', 1, -2, true],
    ['the clock set back from aging to fresh', 4, 1, true],
  ])('need a new look or not: %s', (_when, from, to, aged) => {
    expect(hasAged(BUILT, BUILT + from * DAY, BUILT + to * DAY)).toBe(aged);
  });
});

describe('the engine that is handed out', () => {
  const clock = createHandClock(BUILT + DAY);
  function engineOf(now: number): Engine {
    const state = now - BUILT > 3 * DAY ? 'aging' : 'fresh';
    const builtAt = new Date(BUILT).toISOString();
    const scanner = createFakeScanner();
    const report = { canaries: 1, knowsEicar: true };
    return {
      ...scanner,
      identity: { ...scanner.identity, builtAt, state },
      selfTest: report,
      address: { kind: 'unix', path: '/nowhere' },
      pid: null,
      memory: () => null,
      testAgain: () => Promise.resolve(ok(report)),
    };
  }

  it('is started anew with the age of its definitions, once no scan is under way, and refused when that is too high', async () => {
    const starts: number[] = [];
    const current = keepEngineCurrent({
      clock,
      log: () => undefined,
      start() {
        const days = (clock.now() - BUILT) / DAY;
        starts.push(days);
        const error: GateError = gateError('definitions-expired', { days });
        return Promise.resolve(days > 7 && days < 20 ? { ok: false, error } : ok(engineOf(clock.now())));
      },
    });
    let idle = 0;
    const stateNow = async (): Promise<string> => {
      const got = await current.acquire(() => Promise.resolve((idle += 1)));
      return got.ok ? got.value.identity.state : got.error.code;
    };
    expect(await stateNow()).toBe('fresh');
    clock.advance(DAY);
    expect(await stateNow()).toBe('fresh');
    expect([starts.length, idle]).toEqual([1, 0]);
    clock.advance(2 * DAY);
    expect(await stateNow()).toBe('aging');
    expect([starts.length, idle]).toEqual([2, 1]);
    clock.advance(4 * DAY);
    expect(await stateNow()).toBe('definitions-expired');
    // What was wrong may have been put right meanwhile: asked anew for each medium.
    clock.advance(20 * DAY);
    expect(await stateNow()).toBe('aging');
    await current.supervisor.close();
  });
});

describe('an open gate', () => {
  endAfterEach();
  let gate: Gate;
  let clinic: Clinic;
  let base: string;
  const at = (name: string): string => path.join(base, name);
  const descriptors = (): number => fs.readdirSync('/proc/self/fd').length;
  const start = Date.UTC(2026, 10, 22, 3);
  let shift = 0;
  const clock: Clock = { now: () => start + performance.now() + shift, monotonic: () => performance.now() };

  beforeEach(async () => {
    shift = 0;
    base = temporaryFolder('open-gate-');
    for (const name of ['one', 'two', 'inbox']) fs.mkdirSync(at(name));
    fs.writeFileSync(path.join(at('one'), 'a.txt'), 'one');
    fs.writeFileSync(path.join(at('two'), 'b.txt'), 'two');
    const policy = loadPolicy(null);
    if (!policy.ok) throw new Error('the default policy is always valid');
    const entered = openClinic({ dataDir: at('data'), app: 'test' }, clock);
    if (!entered.ok) throw new Error(JSON.stringify(entered.error));
    clinic = entered.value;
    const opened = await openGate(clinic, {
      definitionsDir: practiceDefinitions(),
      practice: true,
      policy: policy.value,
    });
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    gate = opened.value;
  });
  afterEach(async () => {
    await gate.close();
    await clinic.close();
  });

  async function pass(name: string): Promise<SessionResult> {
    const request = { from: at(name), to: at('inbox'), label: name, preset: 'general' } as const;
    const admitted = await gate.admit({ ...request, staff: null, purpose: null });
    if (!admitted.ok) throw new Error(admitted.error.code);
    return await admitted.value.done;
  }

  it('takes two media at once and one after the other, each into a folder of its own, and keeps nothing open', async () => {
    const both = await Promise.all([pass('one'), pass('two')]);
    expect(both.map(({ outcome }) => outcome)).toEqual(['released', 'released']);
    const before = descriptors();
    for (let i = 0; i < 4; i += 1) expect(await pass('one')).toMatchObject({ outcome: 'released' });
    expect(descriptors()).toBeLessThanOrEqual(before);
    expect(fs.readdirSync(at('inbox'))).toHaveLength(6);
    expect(fs.readdirSync(path.join(at('data'), 'staging'))).toEqual([]);
  });

  it('goes on when the clock is set back, and says so', async () => {
    await pass('one');
    shift = -400 * DAY;
    expect(await pass('two')).toMatchObject({ outcome: 'released' });
    shift = 400 * DAY;
    expect(await pass('one')).toMatchObject({ outcome: 'released' });
    expect(fs.readdirSync(at('inbox')).map((name) => name.slice(0, 4))).toEqual(['2025', '2026', '2027']);
  });
});
