/** Linux: its release, its clock's source, whose rights we have, and where memory may be written. */

import type { FindingFacts } from '../../../../shared/model/finding.ts';
import type { Machine } from '../machine.ts';

const ANSWER_ALLOWED_MS = 5_000;

/** `ID`, `VERSION_ID` and `PRETTY_NAME` of os-release(5); null parts where they are missing. */
export type Release = {
  readonly id: string | null;
  readonly version: string | null;
  readonly name: string | null;
};

export function release(machine: Machine): Release {
  const text = machine.read('/etc/os-release') ?? machine.read('/usr/lib/os-release') ?? '';
  const value = (key: string): string | null =>
    new RegExp(`^${key}=["']?(.*?)["']?\\s*$`, 'm').exec(text)?.[1] ?? null;
  return { id: value('ID'), version: value('VERSION_ID'), name: value('PRETTY_NAME') };
}

/** systemd tells what the kernel knows (STA_UNSYNC), whoever disciplines the clock; chrony is asked where systemd is not. */
export async function clockSync(machine: Machine): Promise<FindingFacts['clock-sync']> {
  const systemd = await machine.run('timedatectl', ['show', '--property=NTPSynchronized'], ANSWER_ALLOWED_MS);
  if (systemd.type === 'done' && systemd.code === 0) {
    const answer = /^NTPSynchronized=(yes|no)$/m.exec(systemd.stdout)?.[1];
    if (answer !== undefined) return { state: answer === 'yes' ? 'synchronised' : 'not-synchronised' };
  }
  const chrony = await machine.run('chronyc', ['-n', 'tracking'], ANSWER_ALLOWED_MS);
  if (chrony.type !== 'done' || chrony.code !== 0) return { state: 'unknown' };
  const leap = /^Leap status\s*:\s*(.+?)\s*$/m.exec(chrony.stdout)?.[1];
  if (leap === undefined) return { state: 'unknown' };
  return { state: leap === 'Not synchronised' ? 'not-synchronised' : 'synchronised' };
}

export function privileges(machine: Machine): FindingFacts['privileges'] {
  if (machine.userId === null) return { state: 'unknown' };
  return { state: machine.userId === 0 ? 'all' : 'ordinary' };
}

const RANK = ['none', 'memory', 'encrypted', 'plain'] as const;

/** The worst of all swap areas; null when one is a file, or a device whose layers cannot be followed. */
export function swap(machine: Machine): FindingFacts['swap'] | null {
  const text = machine.read('/proc/swaps');
  if (text === null) return null;
  let worst: FindingFacts['swap'] = { state: 'none', device: null };
  for (const line of text.split('\n').slice(1)) {
    const [device, type] = line.trim().split(/\s+/);
    if (device === undefined || device === '') continue;
    const state = type === 'partition' ? areaState(machine, device) : null;
    if (state === null) return null;
    if (RANK.indexOf(state) > RANK.indexOf(worst.state)) worst = { state, device };
  }
  return worst;
}

function areaState(machine: Machine, device: string): 'memory' | 'encrypted' | 'plain' | null {
  const name = /^\/dev\/([\w-]+)$/.exec(device)?.[1];
  if (name === undefined) return null;
  if (name.startsWith('zram')) return 'memory';
  return layerState(machine, name, 0);
}

/** Device mapper's own name for a layer begins with who made it; dm-crypt's with CRYPT-. Logical volumes lie on others. */
function layerState(machine: Machine, name: string, depth: number): 'encrypted' | 'plain' | null {
  if (depth > 8) return null;
  if ((machine.read(`/sys/block/${name}/dm/uuid`) ?? '').startsWith('CRYPT-')) return 'encrypted';
  const below = machine.list(`/sys/class/block/${name}/slaves`) ?? [];
  if (below.length === 0) {
    return !name.startsWith('dm-') && machine.exists(`/sys/class/block/${name}`) ? 'plain' : null;
  }
  const states = below.map((layer) => layerState(machine, layer, depth + 1));
  if (states.includes(null)) return null;
  return states.includes('plain') ? 'plain' : 'encrypted';
}
