/** Names hidden partials after their maker, so that what a killed one left behind can be told from what is being written. */

import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** `.NAME.<machine>-<pid>-<life>-<random>.partial`; 8 hex digits each but the pid. */
const PARTIAL = /^\.(.+)\.([0-9a-f]{8})-([1-9]\d{0,9})-([0-9a-f]{8})-[0-9a-f]{8}\.partial$/s;

const short = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);

function read(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}

/** Where a process number means the same process: this machine, and on Linux this namespace of numbers. */
function machine(): string {
  let namespace = '';
  try {
    namespace = fs.readlinkSync('/proc/self/ns/pid');
  } catch {
    // Only Linux has them.
  }
  return short([os.hostname(), read('/etc/machine-id'), namespace].join('\n'));
}

/** Field 22 of /proc/PID/stat, clock ticks from boot to start; the 20th behind the name, which may hold anything. */
const START_FIELD = 19;

/**
 * Tells a process from a later one with the same number, also after the next boot, and whatever the clock says. Eight
 * zeros where the system does not tell (no Linux, or another user's process that is hidden): then nothing is ruled out.
 */
function lifeOf(pid: number): string {
  const stat = read(`/proc/${pid}/stat`);
  const start = stat
    .slice(stat.lastIndexOf(')') + 1)
    .trim()
    .split(' ')[START_FIELD];
  const boot = read('/proc/sys/kernel/random/boot_id');
  return start === undefined || boot === '' ? UNKNOWN : short(`${boot}\n${start}`);
}
const UNKNOWN = '0'.repeat(8);

/** A place beside the final name, on the same file system, so that the name comes in one step. Nothing is made yet. */
export function partialOf(final: string): string {
  const maker = `${machine()}-${process.pid}-${lifeOf(process.pid)}-${randomBytes(4).toString('hex')}`;
  return path.join(path.dirname(final), `.${path.basename(final)}.${maker}.partial`);
}

function isGone(pid: number, life: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (thrown) {
    // EPERM: it lives, and is another user's.
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'ESRCH';
  }
  const present = lifeOf(pid);
  return present !== UNKNOWN && life !== UNKNOWN && present !== life;
}

/**
 * Removes partials whose makers have ended without doing so themselves. Only such as are named as `partialOf` names them
 * for a final name that `ours` knows, were made on this machine by this user, and are a file or a folder; links are
 * neither followed nor removed. Whatever cannot be judged or removed stays: an export never fails for it.
 */
export function sweepPartials(folder: string, ours: (name: string) => boolean): void {
  let names: readonly string[];
  try {
    names = fs.readdirSync(folder);
  } catch {
    return;
  }
  const here = machine();
  for (const name of names) {
    const [, final = '', place, pid, life = ''] = PARTIAL.exec(name) ?? [];
    if (place !== here || !ours(final) || !isGone(Number(pid), life)) continue;
    const left = path.join(folder, name);
    try {
      const stat = fs.lstatSync(left);
      if (!stat.isFile() && !stat.isDirectory()) continue;
      if (process.getuid !== undefined && stat.uid !== process.getuid()) continue;
      fs.rmSync(left, { recursive: true, force: true });
    } catch {
      // Gone meanwhile, or kept by the system.
    }
  }
}
