/** Reads a CSV file with Python's own module: a reader that knows nothing of how the file was written. */

import { spawnSync } from 'node:child_process';

import { PYTHON } from '../../missing-component.ts';

const PROGRAM = `
import csv, json, sys
csv.field_size_limit(1 << 30)
with open(sys.argv[1], encoding=sys.argv[2], newline='') as file:
    json.dump(list(csv.reader(file, strict=True)), sys.stdout)
`;

/** All lines with their cells, the closing line too. */
export function pythonRows(file: string, encoding: 'utf8' | 'cp932' = 'utf8'): string[][] {
  const run = spawnSync(PYTHON, ['-c', PROGRAM, file, encoding === 'utf8' ? 'utf-8-sig' : 'cp932'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout) as string[][];
}

/** The rows between headings and closing line, by heading. */
export function pythonRecords(file: string, encoding: 'utf8' | 'cp932' = 'utf8'): Record<string, string>[] {
  const [headings = [], ...rest] = pythonRows(file, encoding);
  return rest
    .filter((cells) => cells[0] !== '#end')
    .map((cells) => Object.fromEntries(headings.map((heading, index) => [heading, cells[index] ?? ''])));
}
