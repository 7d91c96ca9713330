/**
 * `npm run bench [-- ROW…] [--runs N] [--quick]`: measures the gate against the standard tools on this machine, in
 * one run, as ratios. Exit code 0 when every row was measured, whatever it says.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { canDropPageCache } from './bench/measure.ts';
import { cells, HEADINGS, type Row } from './bench/row.ts';
import { ROWS } from './bench/rows.ts';
import { table } from './gate-sample/table.ts';

type Options = { readonly only: readonly string[]; readonly runs: number; readonly quick: boolean };

const USAGE = `Usage: npm run bench -- [ROW]… [--runs N] [--quick]
  --runs N   of what is compared in turns; 3
  --quick    a tenth of the files and entries: to see that it works
Rows, all of them where none is named (also as --only ROW):
${Object.entries(ROWS)
  .map(([name, { tells }]) => `  ${name.padEnd(11)} ${tells}`)
  .join('\n')}`;

function readArguments(): Options | 'help' | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        only: { type: 'string', multiple: true, default: [] },
        runs: { type: 'string', default: '3' },
        quick: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return 'help';
    const only = [...positionals, ...values.only];
    const runs = Number(values.runs);
    const known = only.every((name) => Object.hasOwn(ROWS, name));
    return known && Number.isInteger(runs) && runs > 0 ? { only, runs, quick: values.quick } : null;
  } catch {
    return null;
  }
}

/** Answers false when a row could not be measured; the others are measured all the same. */
async function bench(options: Options): Promise<boolean> {
  const names = options.only.length > 0 ? options.only : Object.keys(ROWS);
  console.log(
    `Bench: ${options.runs} runs in turns, medians, ${availableParallelism()} cores, load ${(loadavg()[0] ?? 0).toFixed(1)} at the start` +
      (options.quick ? ', QUICK: a tenth of the files, ratios mean little' : '') +
      (canDropPageCache() ? '' : ', page cache not dropped (needs root)'),
  );
  const work = mkdtempSync(path.join(tmpdir(), 'sekisho-bench-'));
  const cleanUp = () => rmSync(work, { recursive: true, force: true });
  process.once('SIGINT', () => {
    cleanUp();
    process.exit(130);
  });
  const rows: Row[] = [];
  let complete = true;
  for (const name of names) {
    console.log(`Measuring ${name}`);
    try {
      rows.push(...((await ROWS[name]?.measure({ work, ...options })) ?? []));
    } catch (cause) {
      complete = false;
      console.error(
        `${name} could not be measured: ${cause instanceof Error ? cause.message : String(cause)}`,
      );
    }
  }
  cleanUp();
  console.log(`\n${table([HEADINGS, ...rows.map(cells)])}`);
  return complete;
}

const options = readArguments();
if (options === 'help') console.log(USAGE);
else if (options === null) {
  console.error(USAGE);
  process.exitCode = 2;
} else process.exitCode = (await bench(options)) ? 0 : 1;
