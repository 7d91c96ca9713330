/** 使用記録 in a real browser over a long record: how soon its rows are on the screen, and how smoothly they scroll. */

import { mkdirSync, mkdtempSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { madeUpData } from './ledger.ts';
import { isImaging, patientFolder, sessionId, type MadeUp } from './ledger/made-up-record.ts';
import { median } from './measure.ts';
import { figureRow, type Row } from './row.ts';
import { firstShown, untilShown, whileWatched, type Smoothness } from './window/in-page.ts';
import { openRealWindow } from './window/real-window.ts';

const TIMES = 5;
const MOST_MS = 300;
/** Wheel turns, and how far each goes: some three pages of a hundred lines. */
const TURNS = 120;
const TURN_PX = 100;

const nav = (page: Page, name: string) => page.getByRole('navigation').getByText(name, { exact: true });

async function visits(page: Page): Promise<readonly number[]> {
  const times: number[] = [];
  for (let i = 0; i < TIMES; i += 1) {
    await nav(page, '今日').click();
    await page.getByRole('table', { name: /使用記録/ }).waitFor({ state: 'detached' });
    times.push(await untilShown(page, 'click', null, () => nav(page, '使用記録').click()));
  }
  return times;
}

/** The name that one session's files alone have, in a record from its newest to its oldest part. */
function needle(index: number, { sessions }: MadeUp): { readonly text: string; readonly session: string } {
  const number = Math.floor((sessions - 1) * (1 - index / TIMES));
  const text = isImaging(number) ? patientFolder(number) : `_${String(number)}_`;
  return { text, session: sessionId(number) };
}

async function searches(page: Page, made: MadeUp): Promise<readonly number[]> {
  const field = page.getByLabel(/探す/);
  const newest = await firstShown(page);
  const times: number[] = [];
  for (let i = 0; i < TIMES; i += 1) {
    const { text, session } = needle(i, made);
    await field.focus();
    // As one input: what counts begins with the last letter.
    times.push(await untilShown(page, 'input', session, () => page.keyboard.insertText(text)));
    await untilShown(page, 'input', newest, () => field.fill(''));
  }
  return times;
}

async function scrolling(page: Page): Promise<Smoothness> {
  const box = await page.getByRole('table', { name: /使用記録/ }).boundingBox();
  if (box === null) throw new Error('the list is not on the screen');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  return whileWatched(page, async () => {
    for (let turn = 0; turn < TURNS; turn += 1) await page.mouse.wheel(0, TURN_PX);
  });
}

export async function windowRows(
  work: string,
  definitions: string,
  entries: number,
): Promise<readonly Row[]> {
  const { data, made } = await madeUpData(work, entries);
  const place = mkdtempSync(path.join(work, 'window-'));
  mkdirSync(path.join(place, 'media'));
  const window = await openRealWindow(place, data, definitions);
  try {
    const opened = await visits(window.page);
    const found = await searches(window.page, made);
    const smooth: Smoothness[] = [];
    for (let i = 0; i < TIMES; i += 1) smooth.push(await scrolling(window.page));
    const row = (what: string, times: readonly number[]): Row => {
      const name = `window over ${made.entries} entries: ${what} (${String(Math.round(Math.max(...times)))} ms at worst)`;
      const value = median(times);
      return figureRow(name, `${value.toFixed(0)} ms`, `≤ ${MOST_MS} ms`, value <= MOST_MS);
    };
    return [
      row('click to first rows', opened),
      row('file name typed to its row', found),
      ...smoothRows(made.entries, smooth),
    ];
  } finally {
    await window.close();
  }
}

function smoothRows(entries: number, runs: readonly Smoothness[]): readonly Row[] {
  const of = (value: (run: Smoothness) => number): number => median(runs.map(value));
  const dropped = of((run) => (100 * run.dropped) / run.frames);
  const long = of((run) => run.long.length);
  const longest = Math.max(0, ...runs.flatMap((run) => run.long));
  const name = `window over ${entries} entries: scrolling`;
  return [
    figureRow(`${name}, frames dropped of ${of((run) => run.frames)}`, `${dropped.toFixed(1)} %`, '', null),
    figureRow(
      `${name}, tasks over 50 ms (longest ${longest.toFixed(0)} ms)`,
      String(long),
      '≤ 0',
      long === 0,
    ),
  ];
}
