/** `audit export` and `audit verify --file` as somebody types them. */

import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, it } from 'vitest';

import { kept } from '../../program-environment.ts';
import { wholeClinic } from './clinic-ledger.ts';

const MAIN = fileURLToPath(new URL('../../../electron/hosts/cli/main.ts', import.meta.url));

type Ran = { readonly code: number | null; readonly out: string; readonly err: string };

function sekisho(cwd: string, args: readonly string[], language = 'en'): Ran {
  const env = { ...kept, HOME: cwd, SEKISHO_LANG: language };
  const run = spawnSync(process.execPath, [MAIN, 'audit', ...args], { cwd, env, encoding: 'utf8' });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

it('exports one sheet, or the whole book with its cover, and takes relative paths from where the user stands', () => {
  const { dir } = wholeClinic();
  const one = sekisho(dir, [
    'export',
    '--data',
    dir,
    '--sheet',
    'sessions',
    '--month',
    '2026-11',
    '--out',
    'one.csv',
  ]);
  expect(one).toMatchObject({ code: 0, out: '1 rows written to one.csv\n' });
  const all = sekisho(dir, [
    'export',
    '--data',
    dir,
    '--sheet',
    'all',
    '--fiscal-year',
    '2026',
    '--out',
    'book',
    '--json',
  ]);
  expect(all.code).toBe(0);
  const lines = all.out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { event: string; name: string });
  expect(lines.map(({ name }) => name).sort()).toEqual(fs.readdirSync(path.join(dir, 'book')).sort());
  expect(lines).toHaveLength(6);
  const files = lines.flatMap(({ name }) => ['--file', `book/${name}`]);
  expect(sekisho(dir, ['verify', ...files]).code).toBe(0);
  const against = sekisho(dir, ['verify', '--data', dir, ...files], 'ja');
  expect(against.code).toBe(0);
  expect(against.out.match(/すべての欄が一致しました/g)).toHaveLength(6);
});

it('masks, and speaks the language that was asked for', () => {
  const { dir } = wholeClinic();
  const wish = ['--mask', 'names,patients', '--language', 'en', '--encoding', 'cp932', '--format', 'csv'];
  expect(sekisho(dir, ['export', '--data', dir, '--out', 'files.csv', ...wish]).code).toBe(0);
  const text = fs.readFileSync(path.join(dir, 'files.csv'), 'latin1');
  expect(text).toContain('"Session","Practice","No.","Path"');
  expect(text).not.toContain('SUM');
});

it('says of a changed file where, in words and for programs, and leaves with 1', () => {
  const { dir } = wholeClinic();
  sekisho(dir, ['export', '--data', dir, '--sheet', 'files', '--out', 'files.csv']);
  const file = path.join(dir, 'files.csv');
  fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('photo[U+202E]gnp.exe', 'photo.png'));
  const words = sekisho(dir, ['verify', '--data', dir, '--file', 'files.csv']);
  expect(words.code).toBe(1);
  expect(words.out).toContain('1 rows from row 6 on');
  expect(words.out).toContain('The ledger says something else: row 6, "パス"');
  const json = sekisho(dir, ['verify', '--file', 'files.csv', '--json']);
  expect(json.code).toBe(1);
  expect(JSON.parse(json.out)).toMatchObject({
    event: 'file',
    file: 'files.csv',
    itself: { state: 'changed', row: 6 },
    ledger: null,
  });
});

describe('wrong usage leaves with 2 and makes nothing:', () => {
  it.each([
    [['--sheet', 'nothing', '--out', 'x.csv']],
    [['--mask', 'everything', '--out', 'x.csv']],
    [['--mask', 'names', '--sheet', 'ledger', '--out', 'x.csv']],
    [['--language', 'fr', '--out', 'x.csv']],
    [['--encoding', 'utf16', '--out', 'x.csv']],
    [['--format', 'xlsx', '--out', 'x.csv']],
    [['--fiscal-year', '26', '--out', 'x.csv']],
    [['--fiscal-year', '2026', '--month', '2026-11', '--out', 'x.csv']],
    [['--sheet', 'files']],
  ])('export %j', (args) => {
    const { dir } = wholeClinic();
    expect(sekisho(dir, ['export', '--data', dir, ...args]).code).toBe(2);
    expect(fs.readdirSync(dir).filter((name) => name.includes('x.csv'))).toEqual([]);
  });

  it('verify of a file that is not there', () => {
    const { dir } = wholeClinic();
    expect(sekisho(dir, ['verify', '--file', 'no.csv']).code).toBe(2);
    expect(sekisho(dir, ['verify', '--file', 'no.csv', '--head', 'f'.repeat(64)]).code).toBe(2);
  });
});
