import { expect, test } from 'vitest';
import { keepUnrecorded, type Fault } from '../../electron/hosts/desktop/unrecorded.ts';
import type { Mended } from '../../electron/core/desk/mendings.ts';

const sender: Fault = { part: 'window', window: null, reason: 'sender', exit: null };

function kept() {
  const told: { id: number; mended: Mended }[] = [];
  const lines: unknown[] = [];
  let time = 0;
  const unrecorded = keepUnrecorded({
    now: () => time,
    tell: (id, mended) => told.push({ id, mended }),
    log: (_level, event, facts) => lines.push([event, facts]),
  });
  return { unrecorded, told, lines, pass: (ms: number) => (time += ms) };
}

test('a fault without end is one message at a time, and one line of the log for each', () => {
  const { unrecorded, told, lines, pass } = kept();
  unrecorded.ready();
  for (let n = 0; n < 5000; n += 1) unrecorded.add(sender);
  expect(told).toEqual([{ id: 1, mended: { ...sender, times: 1, ago: 0 } }]);
  pass(70);
  unrecorded.recorded(1);
  expect(told.at(-1)).toEqual({ id: 2, mended: { ...sender, times: 4999, ago: 70 } });
  expect(lines).toEqual([
    ['desktop.mended', sender],
    ['desktop.mended', sender],
  ]);
  unrecorded.recorded(2);
  unrecorded.ready();
  expect(told).toHaveLength(2);
});

test('what a core took with it counts together with what came after', () => {
  const { unrecorded, told, pass } = kept();
  unrecorded.ready();
  unrecorded.add(sender);
  unrecorded.add(sender);
  pass(10);
  unrecorded.gone();
  unrecorded.add(sender);
  expect(told).toHaveLength(1);
  pass(10);
  unrecorded.ready();
  expect(told.at(-1)).toEqual({ id: 2, mended: { ...sender, times: 3, ago: 20 } });
  unrecorded.recorded(1);
  unrecorded.gone();
  unrecorded.ready();
  expect(told.at(-1)?.mended.times).toBe(3);
});

test('a thousand kinds of ends take no more room than a few dozen, and none is lost count of', () => {
  const { unrecorded, told } = kept();
  for (let exit = 0; exit < 1000; exit += 1)
    unrecorded.add({ part: exit % 2 === 0 ? 'core' : 'window', window: null, reason: 'died', exit });
  unrecorded.ready();
  expect(told.length).toBeLessThanOrEqual(34);
  expect(told.reduce((sum, { mended }) => sum + mended.times, 0)).toBe(1000);
  expect(told.filter(({ mended }) => mended.reason === 'other').map(({ mended }) => mended.part)).toEqual([
    'core',
    'window',
  ]);
});
