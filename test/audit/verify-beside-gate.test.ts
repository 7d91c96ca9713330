import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';

import { expect, it, onTestFinished } from 'vitest';

import { temporaryFolder } from './data-folder.ts';
import { verify } from './outsider.ts';

it('a ledger verifies while another process appends to it, and while its log awaits the next opening', async () => {
  const dir = temporaryFolder();
  const writer = spawn(process.execPath, [path.join(import.meta.dirname, 'append-forever.ts'), dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void writer.kill('SIGKILL'));
  await once(writer.stdout, 'data');
  const proven: number[] = [];
  for (let round = 0; round < 12; round += 1) {
    const report = await verify(dir);
    expect(report.faults, `round ${round + 1}`).toEqual([]);
    proven.push(report.entries);
    await once(writer.stdout, 'data');
  }
  expect(proven.at(-1)).toBeGreaterThan(proven[0]!);
  writer.kill('SIGKILL');
  await once(writer, 'exit');
  expect(fs.statSync(path.join(dir, 'ledger.sqlite-wal')).size).toBeGreaterThan(0);
  const codes = (await verify(dir)).faults.map((fault) => fault.code);
  // The kill may have come between a commit and its head; nothing else may be wrong.
  expect(codes.filter((code) => code !== 'head-missing' && code !== 'head-malformed')).toEqual([]);
});
