/** What the bench measures, row by row. */

import path from 'node:path';
import { mountFuse } from '../media/fuse-medium.ts';
import type { GateTime } from './gate.ts';
import { coldStart, inTurns, median } from './measure.ts';
import { idleCost } from './idle.ts';
import { sessionSeconds } from './inspection.ts';
import { ledgerRows } from './ledger.ts';
import { imagingDisc, largeFiles } from './media.ts';
import { figureRow, megabytes, ratioRow, seconds, type Row } from './row.ts';
import {
  definitions,
  disc,
  gateTime,
  gateTimes,
  medium,
  processes,
  scaled,
  sessions,
  small,
  withEngine,
  type Bench,
} from './run.ts';
import { bareScan, copyScanCopyCheck, readAlone, writeSums, type Engine } from './standard-tools.ts';
import { windowRows } from './window.ts';

async function against(
  bench: Bench,
  name: string,
  goal: number,
  from: string,
  theirs: (engine: Engine) => Promise<number>,
): Promise<Row> {
  const { first, second } = await inTurns(
    bench.runs,
    () => gateTime(bench, from),
    () => withEngine(bench, theirs),
  );
  const other = median(second);
  return ratioRow({
    name,
    ours: seconds(sessions(first)),
    theirs: seconds(other),
    ratio: sessions(first) / other,
    whole: processes(first) / other,
    goal,
  });
}

function againstStandardTools(bench: Bench, name: string, from: string): Promise<Row> {
  const sums = path.join(bench.work, `${path.basename(from)}.sums`);
  writeSums(from, sums);
  return against(bench, `${name}, to cp + clamdscan + cp + sha256sum -c`, 0.8, from, (engine) =>
    copyScanCopyCheck(engine, from, sums, bench.work),
  );
}

async function bytesRead(bench: Bench): Promise<Row> {
  const counting = await mountFuse({ backing: disc(bench) });
  try {
    const time = await gateTime(bench, counting.folder);
    const { bytes } = await counting.stats();
    const row = ratioRow({
      name: 'bytes read from the medium, to bytes on it',
      ours: String(bytes),
      theirs: String(time.bytes),
      ratio: bytes / time.bytes,
      goal: 1,
    });
    // To the byte: no rounding here.
    return { ...row, held: bytes === time.bytes && time.bytesRead === bytes };
  } finally {
    await counting.unmount();
  }
}

const smallRow = (bench: Bench): Promise<Row> => {
  const count = scaled(bench, 20_000);
  return againstStandardTools(bench, `${count} small files`, small(bench, count));
};

const discRow = (bench: Bench): Promise<Row> =>
  againstStandardTools(bench, 'mixed imaging disc', disc(bench));

function largeRow(bench: Bench): Promise<Row> {
  const count = scaled(bench, 20);
  const from = medium(bench, 'large', (folder) => largeFiles(folder, count));
  return against(bench, `${count} files of 50 MB, to bare clamdscan`, 1.05, from, (engine) =>
    bareScan(engine, from),
  );
}

/** Slower than any scan: a USB 2.0 stick as they are. */
const SLOW = 20_000_000;

async function slowRow(bench: Bench): Promise<Row> {
  const backing = medium(bench, 'slow', (folder) => imagingDisc(folder, bench.quick ? 0.1 : 0.6));
  const mounted = async <T>(work: (folder: string) => Promise<T>): Promise<T> => {
    const slow = await mountFuse({ backing, bytesPerSecond: SLOW });
    try {
      return await work(slow.folder);
    } finally {
      await slow.unmount();
    }
  };
  const { first, second } = await inTurns(
    bench.runs,
    () => mounted((from) => gateTime(bench, from)),
    () => mounted(readAlone),
  );
  const alone = median(second);
  return ratioRow({
    name: `medium of ${SLOW / 1e6} MB/s, to reading it alone`,
    ours: seconds(sessions(first)),
    theirs: seconds(alone),
    ratio: sessions(first) / alone,
    whole: processes(first) / alone,
    goal: 1.1,
  });
}

async function againRow(bench: Bench): Promise<Row> {
  const from = small(bench, scaled(bench, 20_000));
  const pairs: (readonly [GateTime, GateTime])[] = [];
  for (let i = 0; i < bench.runs; i++) {
    coldStart();
    const [first, again] = await gateTimes(bench, from, 2);
    if (first === undefined || again === undefined) throw new Error('nothing was measured');
    pairs.push([first, again]);
  }
  const first = pairs.map(([time]) => time);
  const again = pairs.map(([, time]) => time);
  return ratioRow({
    name: 'the same small files again, to the first time',
    ours: seconds(sessions(again)),
    theirs: seconds(sessions(first)),
    ratio: sessions(again) / sessions(first),
    whole: processes(again) / processes(first),
    goal: 0.25,
  });
}

const MOST_MEMORY = 250_000_000;

async function manyFiles(bench: Bench): Promise<readonly Row[]> {
  const many = scaled(bench, 100_000);
  const few = scaled(bench, 1000);
  const large = await gateTime(bench, small(bench, many));
  const each = (time: GateTime) => time.session / time.files;
  const little = [];
  for (let i = 0; i < bench.runs; i++) {
    coldStart();
    little.push(each(await gateTime(bench, small(bench, few))));
  }
  const cost = (value: number) => `${(value * 1000).toFixed(3)} ms`;
  const memory = `memory at ${many} files (with child processes: ${megabytes(large.peakWithChildren)})`;
  return [
    figureRow(memory, megabytes(large.peak), `≤ ${megabytes(MOST_MEMORY)}`, large.peak <= MOST_MEMORY),
    ratioRow({
      name: `cost of a file at ${many} files, to ${few}`,
      ours: cost(each(large)),
      theirs: cost(median(little)),
      ratio: each(large) / median(little),
      goal: 1.2,
    }),
  ];
}

/** The same sessions with and without inspection, and each of them beside the standard tools. */
async function inspectionRows(bench: Bench): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const count = scaled(bench, 20_000);
  const media = [
    [`${count} small files`, small(bench, count)],
    ['mixed imaging disc', disc(bench)],
  ] as const;
  for (const [name, from] of media) {
    const once = (inspected: boolean) => sessionSeconds(bench.work, definitions(bench), from, inspected);
    const measured = await inTurns(
      bench.runs,
      () => once(true),
      () => once(false),
    );
    const sums = path.join(bench.work, `${path.basename(from)}.sums`);
    writeSums(from, sums);
    const tools: number[] = [];
    for (let i = 0; i < bench.runs; i++) {
      tools.push(await withEngine(bench, (engine) => copyScanCopyCheck(engine, from, sums, bench.work)));
    }
    const [inspected, bare, theirs] = [median(measured.first), median(measured.second), median(tools)];
    const ours = (what: string, value: number, other: number): Row =>
      ratioRow({ name: what, ours: seconds(value), theirs: seconds(other), ratio: value / other });
    rows.push(
      ours(`${name}: with inspection, to without it`, inspected, bare),
      ours(`${name}: with inspection, to the standard tools`, inspected, theirs),
      ours(`${name}: without inspection, to the standard tools`, bare, theirs),
    );
  }
  return rows;
}

async function idleRow(bench: Bench): Promise<Row> {
  const span = bench.quick ? 6 : 60;
  const { cpuSeconds, residentBytes } = await idleCost(bench.work, definitions(bench), span);
  const name = `watch with nothing inserted for ${span} s: CPU, memory without the engine`;
  return figureRow(name, `${cpuSeconds.toFixed(2)} s, ${megabytes(residentBytes)}`, '', null);
}

/** Four years of a clinic with 300 sessions and 20,000 files a month. */
const ENTRIES = 1_000_000;

/** `tells`: what it measures, for the help. */
type RowSet = { readonly tells: string; readonly measure: (bench: Bench) => Promise<readonly Row[]> };

const one =
  (measure: (bench: Bench) => Promise<Row>): RowSet['measure'] =>
  async (bench) => [await measure(bench)];

/** By the name that the command line takes. */
export const ROWS: Readonly<Record<string, RowSet>> = {
  'bytes-read': { tells: 'bytes read from a medium, to bytes on it', measure: one(bytesRead) },
  small: { tells: 'many small files, to the standard tools', measure: one(smallRow) },
  disc: { tells: 'a mixed imaging disc, to the standard tools', measure: one(discRow) },
  large: { tells: 'large files, to the bare scan', measure: one(largeRow) },
  slow: { tells: 'a slow medium, to reading it alone', measure: one(slowRow) },
  again: { tells: 'the same medium a second time', measure: one(againRow) },
  inspection: { tells: 'what inspection costs', measure: inspectionRows },
  idle: { tells: 'what watching costs while nothing is inserted', measure: one(idleRow) },
  many: { tells: 'memory and cost of each file at 100,000 files', measure: manyFiles },
  ledger: {
    tells: 'pages, searches, reads by kind, export and verification at 1,000,000 entries',
    measure: (bench) => ledgerRows(bench.work, scaled(bench, ENTRIES)),
  },
  window: {
    tells: 'the records window in Chromium over that ledger: first rows, a search, scrolling',
    measure: (bench) => windowRows(bench.work, definitions(bench), scaled(bench, ENTRIES)),
  },
};
