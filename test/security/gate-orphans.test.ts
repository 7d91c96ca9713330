/** A gate that is killed leaves nothing running: no parser in a loop, no engine, no child with the medium in its hands. */

import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { makeClinic } from '../integration/headless.ts';
import { needs } from '../missing-component.ts';

/** Running, and not merely waiting to be buried by its parent. */
function runs(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(fs.readFileSync(`/proc/${pid}/status`, 'latin1'));
  } catch {
    return false;
  }
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 1_000 && !holds(); tries += 1) await wait(10);
}

/** All processes below this one. */
function below(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' });
  const pairs = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const children = pairs.filter(([, parent]) => parent === pid).map(([own = 0]) => own);
  return [...children, ...children.flatMap(below)];
}

const linux = (context: Parameters<typeof needs>[0]): void =>
  needs(context, "Linux with util-linux's setpriv", fs.existsSync('/usr/bin/setpriv'));

it('a parser that loops ends with its gate', async (context) => {
  linux(context);
  const holder: ChildProcess = spawn(
    process.execPath,
    [path.join(import.meta.dirname, '../inspect/hold-looping-child.ts')],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  onTestFinished(() => void holder.kill('SIGKILL'));
  const [line] = (await once(createInterface(holder.stdout!), 'line')) as [string];
  const pid = Number(line);
  expect(runs(pid)).toBe(true);
  onTestFinished(() => {
    if (runs(pid)) process.kill(pid, 'SIGKILL');
  });
  holder.kill('SIGKILL');
  await until(() => !runs(pid));
  expect(runs(pid)).toBe(false);
});

it('engine, transfer child and inspection child end with a gate that is killed at work', async (context) => {
  linux(context);
  const clinic = makeClinic();
  onTestFinished(() => {
    clinic.remove();
  });
  for (let i = 0; i < 800; i += 1) clinic.put(`f${i}.txt`, `file ${i}\n`.repeat(300));
  const { child, done } = clinic.start();
  // A staging file: the engine is up, the medium is being read.
  await until(() => {
    const staging = path.join(clinic.data, 'staging');
    return fs.existsSync(staging) && fs.readdirSync(staging, { recursive: true }).length > 1;
  });
  const family = below(child.pid ?? 0);
  expect(family.length).toBeGreaterThanOrEqual(2);
  child.kill('SIGKILL');
  await done;
  await until(() => !family.some(runs));
  expect(family.filter(runs)).toEqual([]);
  expect(await clinic.gate()).toMatchObject({ code: 0, finished: { outcome: 'released' } });
  expect(fs.readdirSync(path.join(clinic.data, 'staging'))).toEqual([]);
  expect(fs.readdirSync(path.join(clinic.data, 'engine'))).toEqual(['clamd.log']);
  expect(clinic.arrived().filter((name) => name.startsWith('.'))).toEqual([]);
});
