import { expect, test } from 'vitest';
import { startCoreLink } from '../../electron/hosts/desktop/core-link.ts';
import { ok } from '../../shared/result.ts';
import { electronDouble, handClock } from './electron-double.ts';

const start = {
  dataDir: '/data',
  definitionsDir: null,
  runtime: '/node',
  programs: null,
  practice: false,
};

function linked() {
  const { parts, seen } = electronDouble();
  const clock = handClock();
  const heard: string[] = [];
  const lost: number[] = [];
  const logged: object[] = [];
  const link = startCoreLink({
    ...{ fork: parts.fork, file: '/core.js', start, after: clock.after, now: clock.now },
    log: (_level, event, facts) => logged.push({ event, ...facts }),
    heard: ({ type }) => heard.push(type),
    lost: (restarts) => lost.push(restarts),
  });
  const core = (n = 0) => seen.cores.at(n === 0 ? -1 : n - 1)!;
  return { link, seen, clock, heard, lost, logged, core };
}

test('the core is told where everything is before anything else', () => {
  const { core } = linked();
  expect(core().heard).toEqual([{ type: 'start', start }]);
});

test('answers find their calls, in whatever order they come', async () => {
  const { link, core } = linked();
  const first = link.call('kiosk', 'snapshot.read', {});
  const second = link.call('admin', 'whoami', {});
  const [one, two] = core().of('call');
  expect(two).toMatchObject({ kind: 'admin', method: 'whoami' });
  core().say({ type: 'answer', id: two!.id, result: ok('second') });
  core().say({ type: 'answer', id: one!.id, result: ok('first') });
  core().say({ type: 'answer', id: 999, result: ok('nobody asked') });
  await expect(Promise.all([first, second])).resolves.toEqual([ok('first'), ok('second')]);
});

test('a core that dies leaves no call without an answer, and is started again', async () => {
  const { link, core, clock, seen, lost } = linked();
  const call = link.call('kiosk', 'snapshot.read', {});
  core().die(134);
  await expect(call).resolves.toMatchObject({
    ok: false,
    error: { code: 'internal', params: { part: 'core' } },
  });
  await expect(link.call('kiosk', 'whoami', {})).resolves.toMatchObject({ ok: false });
  expect([seen.cores.length, lost]).toEqual([1, [1]]);
  clock.pass(500);
  expect(seen.cores).toHaveLength(2);
  expect(core().heard).toEqual([{ type: 'start', start }]);
});

const died = { part: 'core', window: null, reason: 'died', exit: 134 };
const crashed = { part: 'window', window: 'kiosk', reason: 'crashed', exit: 5 } as const;

test('that it died is told to the core that comes after, with how long ago', () => {
  const { link, core, clock, logged } = linked();
  core().say({ type: 'ready' });
  core().die(134);
  clock.pass(100);
  link.mended(crashed);
  clock.pass(400);
  expect(core().of('mended')).toEqual([]);
  core().say({ type: 'ready' });
  expect(
    core()
      .of('mended')
      .map(({ mended }) => mended),
  ).toEqual([
    { ...died, times: 1, ago: 500 },
    { ...crashed, times: 1, ago: 400 },
  ]);
  expect(logged).toEqual([
    { event: 'desktop.mended', ...died },
    { event: 'desktop.mended', ...crashed },
  ]);
});

test('what a core was told and did not write is told to the next one, and what it wrote is not', () => {
  const { link, core, clock, heard } = linked();
  core().say({ type: 'ready' });
  link.mended(crashed);
  link.mended({ ...crashed, reason: 'oom' });
  core().say({ type: 'recorded', id: core().of('mended')[0]!.id });
  core().die(134);
  clock.pass(500);
  core().say({ type: 'ready' });
  const told = core().of('mended');
  expect(told.map(({ mended }) => mended.reason)).toEqual(['oom', 'died']);
  for (const { id } of told) core().say({ type: 'recorded', id });
  core().die(134);
  clock.pass(1000);
  core().say({ type: 'ready' });
  expect(
    core()
      .of('mended')
      .map(({ mended }) => mended),
  ).toEqual([{ ...died, times: 1, ago: 1000 }]);
  expect(heard).toEqual(['ready', 'ready', 'ready']);
});

test('one that dies at once is started ever more slowly, one that lived quickly again', () => {
  const { core, clock } = linked();
  const pauses: number[] = [];
  for (let n = 0; n < 10; n += 1) {
    core().die(1);
    pauses.push(...clock.waiting());
    clock.pass(pauses.at(-1)!);
  }
  expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  clock.pass(300_000);
  core().die(1);
  expect(clock.waiting()).toEqual([500]);
});

test('stopping lets it close, waits for its end, and starts no other', async () => {
  const { link, core, clock, seen } = linked();
  const stopped = link.stop(15_000);
  expect(core().of('stop')).toHaveLength(1);
  core().die(0);
  await stopped;
  clock.pass(120_000);
  expect([seen.cores.length, core().killed]).toEqual([1, false]);
  await expect(link.call('kiosk', 'whoami', {})).resolves.toMatchObject({ ok: false });
});

test('one that does not stop is ended', async () => {
  const { link, core, clock } = linked();
  const stopped = link.stop(15_000);
  clock.pass(15_000);
  await stopped;
  expect(core().killed).toBe(true);
});

test('stopping while it is down starts nothing', async () => {
  const { link, core, clock, seen } = linked();
  core().die(1);
  await link.stop(15_000);
  clock.pass(60_000);
  expect(seen.cores).toHaveLength(1);
});
