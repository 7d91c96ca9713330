/** Printing through the main process, which may fail, lie, hang, or answer when nobody waits any more. */

import * as fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { createExports } from '../../electron/core/desk/exports.ts';
import { askingPrinter, type Ask } from '../../electron/hosts/desktop/core-printer.ts';
import { temporaryFolder } from '../audit/data-folder.ts';

const WHOLE = '%PDF-1.7 page %%EOF';

function printing(ask: Ask, patienceMs = 60_000) {
  const base = temporaryFolder();
  const out = path.join(base, 'report.pdf');
  const print = askingPrinter(createExports(base), ask, patienceMs);
  return {
    out,
    left: () => fs.readdirSync(path.join(base, 'exports')),
    print: (signal?: AbortSignal) => print('/report.html', out, signal),
  };
}
const writing =
  (bytes: string): Ask =>
  ({ to }) => {
    fs.writeFileSync(to, bytes);
    return Promise.resolve(to);
  };

test('what was printed lies where it was wanted, and nothing else of it stays', async () => {
  const { print, out, left } = printing(writing(WHOLE));
  expect(await print()).toEqual({ made: true });
  expect(fs.readFileSync(out, 'utf8')).toBe(WHOLE);
  expect(left()).toEqual([]);
});

test.each<[string, Ask]>([
  ['that cannot', () => Promise.resolve(null)],
  ['that breaks', () => Promise.reject(new Error('gone'))],
  ['that says so and wrote nothing', ({ to }) => Promise.resolve(to)],
  ['that wrote the beginning alone', writing('%PDF-1.7 page')],
])('a main process %s makes no file', async (_what, ask) => {
  const { print, out, left } = printing(ask);
  expect(await print()).toEqual({ made: false, reason: 'failed' });
  expect(fs.existsSync(out)).toBe(false);
  expect(left()).toEqual([]);
});

test('one that hangs is not waited for, and what it prints later goes nowhere', async () => {
  let finish: () => void = () => undefined;
  let late: unknown = null;
  const { print, out, left } = printing(
    ({ to }) =>
      new Promise((resolve) => {
        finish = () => {
          try {
            fs.writeFileSync(to, WHOLE);
          } catch (thrown) {
            late = (thrown as NodeJS.ErrnoException).code;
          }
          resolve(to);
        };
      }),
    10,
  );
  expect(await print()).toEqual({ made: false, reason: 'timeout' });
  finish();
  expect(late).toBe('ENOENT');
  expect(fs.existsSync(out)).toBe(false);
  expect(left()).toEqual([]);
});

test('whoever calls it off gets it called off', async () => {
  const stop = new AbortController();
  const { print } = printing(() => new Promise(() => undefined));
  const printed = print(stop.signal);
  stop.abort();
  expect(await printed).toEqual({ made: false, reason: 'cancelled' });
  expect(await print(stop.signal)).toEqual({ made: false, reason: 'cancelled' });
});
