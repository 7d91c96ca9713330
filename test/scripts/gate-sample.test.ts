import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { compareEnd, compareInbox, compareVerdicts } from '../../scripts/gate-sample/compare.ts';
import { table } from '../../scripts/gate-sample/table.ts';
import type { FileEvent, GateRun } from '../../scripts/headless-gate.ts';
import type { SampleFile } from '../../electron/core/sample/medium.ts';

const expected: readonly SampleFile[] = [
  { path: 'a.txt', content: Buffer.from('abc'), expected: { verdict: 'clean', reason: null } },
  { path: 'b.txt', content: Buffer.from('bad'), expected: { verdict: 'infected', reason: 'signature' } },
];
const event = (over: Partial<FileEvent>): FileEvent => ({
  event: 'file',
  path: 'a.txt',
  size: 3,
  sha256: null,
  verdict: 'clean',
  reason: null,
  destination: 'medium/a.txt',
  ...over,
});
const clean = event({});
const infected = event({ path: 'b.txt', verdict: 'infected', reason: 'signature', destination: null });

describe('the sample run', () => {
  test('is content with exactly what it expects', () => {
    expect(compareVerdicts(expected, [clean, infected])).toEqual([]);
  });

  test.each([
    ['a file is not told of', [clean]],
    ['a file is told of twice', [clean, clean, infected]],
    ['a file is told of that is not on the medium', [clean, infected, event({ path: 'c.txt' })]],
    ['an infected file is found clean', [clean, event({ path: 'b.txt', destination: null })]],
    ['the reason is another', [clean, event({ ...infected, reason: 'heuristic' })]],
    ['an infected file is released', [clean, { ...infected, destination: 'medium/b.txt' }]],
    ['a clean file is held back', [event({ destination: null }), infected]],
    ['the size is another', [event({ size: 4 }), infected]],
  ])('finds fault when %s', (_, told) => {
    expect(compareVerdicts(expected, told)).toHaveLength(1);
  });

  const finished: GateRun['finished'] = {
    event: 'finished',
    session: '0123456789ab',
    outcome: 'partial',
    files: { total: 2, released: 1, blocked: 1 },
    bytes: 6,
    bytesRead: 6,
    seconds: 1,
  };
  test.each<[string, GateRun]>([
    ['the gate did not finish', { code: 1, finished: null, seconds: 1, said: '' }],
    ['the gate says that everything was released', { code: 0, finished, seconds: 1, said: '' }],
    ['the gate died', { code: null, finished, seconds: 1, said: '' }],
    [
      'the outcome is another',
      { code: 1, finished: { ...finished, outcome: 'released' }, seconds: 1, said: '' },
    ],
    [
      'the medium was read more than once',
      { code: 1, finished: { ...finished, bytesRead: 7 }, seconds: 1, said: '' },
    ],
  ])('finds fault when %s', (_, run) => {
    expect(compareEnd(run)).toHaveLength(1);
  });
  test('is content with a gate that held something back', () => {
    expect(compareEnd({ code: 1, finished, seconds: 1, said: '' })).toEqual([]);
  });
});

describe('the inbox of the sample run', () => {
  let inbox: string;
  beforeEach(() => {
    inbox = mkdtempSync(path.join(tmpdir(), 'sekisho-inbox-'));
    mkdirSync(path.join(inbox, 'medium'));
    writeFileSync(path.join(inbox, 'medium', 'SHA256SUMS.txt'), '');
  });
  afterEach(() => rmSync(inbox, { recursive: true, force: true }));
  const put = (name: string, content: string) => writeFileSync(path.join(inbox, 'medium', name), content);

  test('holds the released files and the list of hashes', () => {
    put('a.txt', 'abc');
    expect(compareInbox(expected, [clean, infected], inbox)).toEqual([]);
  });
  test('is at fault when a released file is not there', () => {
    expect(compareInbox(expected, [clean, infected], inbox)).toEqual(['a.txt: not in the inbox']);
  });
  test('is at fault when a file differs', () => {
    put('a.txt', 'abd');
    expect(compareInbox(expected, [clean, infected], inbox)).toEqual(['a.txt: differs in the inbox']);
  });
  test('is at fault when something else lies there', () => {
    put('a.txt', 'abc');
    put('b.txt', 'bad');
    expect(compareInbox(expected, [clean, infected], inbox)).toEqual([
      `in the inbox and not told of: ${path.join('medium', 'b.txt')}`,
    ]);
  });
});

test('the table counts cells, not characters', () => {
  const lines = table([['書類', 'x'], ['ab', 'x'], ['', 'x']]).split('\n'); // prettier-ignore
  expect(lines).toEqual(['書類  x', 'ab    x', '      x']);
});
