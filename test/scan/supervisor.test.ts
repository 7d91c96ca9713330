import { describe, expect, test } from 'vitest';

import type { Engine } from '../../electron/core/scan/launch.ts';
import { superviseEngine, type Supervisor } from '../../electron/core/scan/supervisor.ts';
import { gateError, type ErrorCode } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { createFakeScanner, FAKE_IDENTITY, type FakeScanner } from '../fakes/fake-scanner.ts';
import { createHandClock } from './clocks.ts';

type FakeEngine = Engine & FakeScanner & { tests: number; passes: boolean; closed: boolean };
function fakeEngine(definitions: string): FakeEngine {
  const scanner = createFakeScanner({ identity: { ...FAKE_IDENTITY, definitions } });
  const selfTest = { canaries: 1, knowsEicar: true };
  const engine = Object.assign(scanner, {
    selfTest,
    address: { kind: 'unix', path: '/nowhere' } as const,
    pid: 1,
    memory: () => null,
    tests: 0,
    passes: true,
    closed: false,
    testAgain(): ReturnType<Engine['testAgain']> {
      engine.tests += 1;
      if (engine.passes) return Promise.resolve(ok(selfTest));
      const error = gateError('engine-selftest-failed', { canary: 'plain' });
      engine.die(error);
      return Promise.resolve(err(error));
    },
  });
  const close = engine.close.bind(engine);
  engine.close = () => {
    engine.closed = true;
    return close();
  };
  return engine;
}

function set(outcomes: (ErrorCode | null)[] = []) {
  const clock = createHandClock();
  const engines: FakeEngine[] = [];
  const pauses: number[] = [];
  const start = (): Promise<Result<Engine>> => {
    const code = outcomes.shift() ?? null;
    if (code !== null) return Promise.resolve(err(gateError(code)));
    const engine = fakeEngine(String(engines.length));
    engines.push(engine);
    return Promise.resolve(ok(engine));
  };
  const sleep = (milliseconds: number): Promise<void> => {
    pauses.push(milliseconds);
    return Promise.resolve();
  };
  const supervisor = superviseEngine({ clock, log: () => undefined, start, sleep });
  return { clock, engines, pauses, supervisor };
}
const codeOf = async (supervisor: Supervisor): Promise<string> => {
  const engine = await supervisor.acquire();
  return engine.ok ? engine.value.identity.definitions : engine.error.code;
};

test('hands out the engine that it started', async () => {
  const { supervisor, engines } = set();
  expect(supervisor.state.kind).toBe('starting');
  const engine = await supervisor.acquire();
  expect(engine.ok && engine.value).toBe(engines[0]);
  expect(supervisor.state.kind).toBe('ready');
  await supervisor.close();
  expect(engines[0]?.closed).toBe(true);
  expect((await supervisor.acquire()).ok).toBe(false);
});

test('starts another when it dies, later each time', async () => {
  const { supervisor, engines, pauses } = set();
  for (let round = 0; round < 4; round += 1) {
    expect(await codeOf(supervisor)).toBe(String(round));
    engines[round]!.die();
    await engines[round]!.lost;
  }
  expect(await codeOf(supervisor)).toBe('4');
  expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000]);
  expect(engines.slice(0, 4).every((engine) => engine.closed)).toBe(true);
  await supervisor.close();
});

test('tells everybody that the gate is closed the moment it dies', async () => {
  const { supervisor, engines } = set();
  await supervisor.acquire();
  const seen: string[] = [];
  const stop = supervisor.onChange((state) => seen.push(state.kind));
  engines[0]!.die();
  await engines[0]!.lost;
  await supervisor.acquire();
  expect(seen.slice(0, 2)).toEqual(['closed', 'starting']);
  expect(seen.at(-1)).toBe('ready');
  stop();
  await supervisor.close();
  expect(seen.at(-1)).toBe('ready');
});

describe('a crash loop', () => {
  const loop = async () => {
    const made = set();
    for (let round = 0; round < 5; round += 1) {
      await made.supervisor.acquire();
      made.engines[round]!.die();
      await made.engines[round]!.lost;
    }
    return made;
  };
  test('closes the gate with a reason, and nothing is started any more', async () => {
    const { supervisor, engines } = await loop();
    expect(await supervisor.acquire()).toMatchObject({
      error: { code: 'engine-crash-loop', params: { deaths: 5, cause: 'died' } },
    });
    expect(engines).toHaveLength(5);
    await supervisor.close();
  });
  test('is tried again when somebody asks for it', async () => {
    const { supervisor } = await loop();
    await supervisor.acquire();
    supervisor.retry();
    expect(await codeOf(supervisor)).toBe('5');
    await supervisor.close();
  });
  test('is none when the deaths lie far apart', async () => {
    const { supervisor, engines, clock } = set();
    for (let round = 0; round < 8; round += 1) {
      await supervisor.acquire();
      clock.advance(5 * 60_000);
      engines[round]!.die();
      await engines[round]!.lost;
    }
    expect(await codeOf(supervisor)).toBe('8');
    await supervisor.close();
  });
});

describe('an engine that does not start', () => {
  test.each<ErrorCode>([
    'engine-missing',
    'definitions-expired',
    'engine-selftest-failed',
    'definitions-forged',
  ])('%s: not tried again by itself', async (code) => {
    const { supervisor, pauses } = set([code]);
    expect(await codeOf(supervisor)).toBe(code);
    expect(pauses).toEqual([]);
    supervisor.retry();
    expect(await codeOf(supervisor)).toBe('0');
    await supervisor.close();
  });
  test('a failure that may pass is tried again', async () => {
    const { supervisor, pauses } = set(['engine-start-failed', 'engine-start-timeout']);
    await supervisor.acquire();
    await supervisor.acquire();
    expect(await codeOf(supervisor)).toBe('0');
    expect(pauses).toEqual([1_000, 2_000]);
    await supervisor.close();
  });
});

describe('every hour of use', () => {
  test('the canaries sing again, and not before', async () => {
    const { supervisor, engines, clock } = set();
    await supervisor.acquire();
    clock.advance(59 * 60_000);
    await supervisor.acquire();
    expect(engines[0]!.tests).toBe(0);
    clock.advance(60_000);
    await supervisor.acquire();
    await supervisor.acquire();
    expect(engines[0]!.tests).toBe(1);
    await supervisor.close();
  });
  test('a wrong answer closes the gate and gives up that engine', async () => {
    const { supervisor, engines, clock } = set();
    await supervisor.acquire();
    engines[0]!.passes = false;
    clock.advance(60 * 60_000);
    expect(await supervisor.acquire()).toMatchObject({ error: { code: 'engine-selftest-failed' } });
    expect(await codeOf(supervisor)).toBe('1');
    expect(engines[0]!.closed).toBe(true);
    await supervisor.close();
  });
});

describe('a reload', () => {
  test('ends the old engine and tells what the new one runs with', async () => {
    const { supervisor, engines } = set();
    await supervisor.acquire();
    expect(await supervisor.reload()).toMatchObject({ ok: true, value: { definitions: '1' } });
    expect(engines[0]!.closed).toBe(true);
    expect(await codeOf(supervisor)).toBe('1');
    await supervisor.close();
  });
  test('that fails leaves no engine: the old signatures are not kept in silence', async () => {
    const { supervisor, engines } = set([null, 'definitions-load-failed']);
    await supervisor.acquire();
    expect(await supervisor.reload()).toMatchObject({ error: { code: 'definitions-load-failed' } });
    expect(await codeOf(supervisor)).toBe('definitions-load-failed');
    expect(engines[0]!.closed).toBe(true);
    await supervisor.close();
  });
});

test('closing does not wait for a pause to pass', async () => {
  const clock = createHandClock();
  const engine = fakeEngine('0');
  const supervisor = superviseEngine({
    clock,
    log: () => undefined,
    start: () => Promise.resolve(ok(engine)),
  });
  await supervisor.acquire();
  engine.die();
  await engine.lost;
  await supervisor.close();
  expect(supervisor.state.kind).toBe('stopped');
});
