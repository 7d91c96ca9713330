/** What `watch` costs while nobody inserts anything: its own process and its children, the engine apart. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { RUNTIME } from '../runtime.mjs';

const MAIN = path.join(import.meta.dirname, '../../electron/hosts/cli/main.ts');
/** USER_HZ, the unit of the times in /proc/<pid>/stat, is 100 on every Linux that people run. */
const TICKS_A_SECOND = 100;

export type IdleCost = { readonly cpuSeconds: number; readonly residentBytes: number };

type Usage = {
  readonly parent: number;
  readonly name: string;
  readonly cpu: number;
  readonly resident: number;
};

function usageOf(pid: string): Usage | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const resident = Number(
      /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0,
    );
    const cpu = (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
    return { parent: Number(fields[1]), name, cpu, resident: resident * 1024 };
  } catch {
    return null;
  }
}

function family(root: number): IdleCost {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), usage: usageOf(name) }));
  const cost = { cpuSeconds: 0, residentBytes: 0 };
  const members = new Set([root]);
  for (const { pid, usage } of all) {
    if (usage === null || usage.name === 'clamd' || !(pid === root || members.has(usage.parent))) continue;
    members.add(pid);
    cost.cpuSeconds += usage.cpu;
    cost.residentBytes += usage.resident;
  }
  return cost;
}

const wait = (seconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** Watches an empty mount root for `seconds`, after some seconds in which it settles. */
export async function idleCost(work: string, definitions: string, seconds: number): Promise<IdleCost> {
  const place = mkdtempSync(path.join(work, 'idle-'));
  for (const name of ['inbox', 'root']) mkdirSync(path.join(place, name));
  const child = spawn(
    RUNTIME,
    [
      ...[MAIN, 'watch', '--to', path.join(place, 'inbox'), '--data', path.join(place, 'data'), '--json'],
      ...['--definitions', definitions, '--practice', '--media-root', path.join(place, 'root')],
    ],
    { stdio: 'ignore' },
  );
  try {
    await wait(10);
    const before = family(child.pid ?? 0);
    await wait(seconds);
    const after = family(child.pid ?? 0);
    if (child.exitCode !== null) throw new Error('watch did not stay');
    return { cpuSeconds: after.cpuSeconds - before.cpuSeconds, residentBytes: after.residentBytes };
  } finally {
    child.kill('SIGINT');
    await once(child, 'exit');
  }
}
