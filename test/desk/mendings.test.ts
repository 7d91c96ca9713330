import { beforeEach, describe, expect, test } from 'vitest';
import { createMendings, type Mended } from '../../electron/core/desk/mendings.ts';
import type { LedgerDraft } from '../../electron/core/ports.ts';
import { gateError } from '../../shared/errors.ts';
import { err, ok } from '../../shared/result.ts';

const crash: Mended = { part: 'window', window: 'kiosk', reason: 'crashed', exit: 11, times: 1, ago: 400 };
const { ago: _ago, ...written } = crash;
const MINUTES = 60_000;

let drafts: LedgerDraft[];
let state: 'closed' | 'broken' | 'open';
let time: number;
let done: number;
let log: unknown[];
beforeEach(() => {
  [drafts, state, time, done, log] = [[], 'open', 1000, 0, []];
});
const mendings = () =>
  createMendings({
    ledger: () =>
      state === 'closed'
        ? null
        : {
            append(given) {
              if (state === 'broken') return err(gateError('ledger-failed'));
              drafts.push(...given);
              return ok(null);
            },
          },
    clock: { now: () => 0, monotonic: () => time },
    log: (_level, event, facts) => log.push([event, facts]),
  });
const count = (): void => void (done += 1);

test('an open record has it at once, with codes and numbers only', () => {
  mendings().note(crash, count);
  expect(drafts).toEqual([{ kind: 'desktop.mended', session: null, body: { ...written, secondsAgo: 0 } }]);
  expect(done).toBe(1);
});

test.each(['closed', 'broken'] as const)('a record that is %s gets it when it can be written', (how) => {
  const noted = mendings();
  state = how;
  noted.note(crash, count);
  noted.flush();
  expect([drafts, done]).toEqual([[], 0]);
  time += 90_000;
  state = 'open';
  noted.flush();
  noted.flush();
  expect(drafts.map(({ body }) => body)).toEqual([{ ...written, secondsAgo: 90 }]);
  expect(done).toBe(1);
});

test('the same fault again is written once in ten minutes, another one at once', () => {
  const noted = mendings();
  noted.note(crash, count);
  noted.note({ ...crash, times: 40, ago: 0 }, count);
  noted.note({ ...crash, window: 'admin', ago: 0 }, count);
  time += 9 * MINUTES;
  noted.flush();
  expect(drafts.map(({ body }) => body)).toMatchObject([{ window: 'kiosk' }, { window: 'admin' }]);
  time += MINUTES;
  noted.flush();
  expect(drafts.at(-1)?.body).toEqual({ ...written, times: 40, secondsAgo: 600 });
});

test('at the end nothing waits, and after it nothing is written', () => {
  const noted = mendings();
  noted.note(crash, count);
  noted.note(crash, count);
  noted.flush(true);
  expect(drafts).toHaveLength(2);
  noted.note({ ...crash, exit: 3 }, count);
  expect([drafts.length, done]).toEqual([2, 2]);
});

describe('nothing but our own codes gets in', () => {
  const record = '患者 山田太郎.txt';
  test.each([
    ['a reason of a later Electron', { ...crash, reason: record }, { reason: 'other' }],
    ['an exit that is no whole number', { ...crash, exit: record }, { exit: null }],
  ])('%s', (_what, odd, expected) => {
    mendings().note(odd as never, count);
    expect(drafts).toMatchObject([{ body: expected }]);
    expect(JSON.stringify(drafts)).not.toContain(record);
  });

  test.each([
    ['another part', { ...crash, part: record }],
    ['another window', { ...crash, window: record }],
    ['a word more', { ...crash, file: record }],
    ['no number of times', { ...crash, times: record }],
    ['an age before its time', { ...crash, ago: -1 }],
    ['nothing', null],
  ])('%s', (_what, odd) => {
    mendings().note(odd as never, count);
    expect([drafts, done]).toEqual([[], 0]);
    expect(log).toEqual([['desk.mended-refused', { odd: true }]]);
  });

  test('more than it can hold stays with the host', () => {
    const noted = mendings();
    state = 'closed';
    for (let exit = 0; exit < 70; exit += 1) noted.note({ ...crash, exit }, count);
    state = 'open';
    noted.flush();
    expect([drafts.length, done]).toEqual([64, 64]);
  });
});
