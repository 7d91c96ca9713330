/** macOS: asks its own tools. What they do not tell without an administrator stays unknown. */

import type { FindingFacts } from '../../../../shared/model/finding.ts';
import type { Machine } from '../machine.ts';
import { NOTHING_KNOWN, type Posture } from '../posture-facts.ts';

const ANSWER_ALLOWED_MS = 10_000;

export async function macPosture(machine: Machine): Promise<Posture> {
  const [forwarding, routes, release] = await Promise.all([
    say(machine, '/usr/sbin/sysctl', ['-n', 'net.inet.ip.forwarding', 'net.inet6.ip6.forwarding']),
    say(machine, '/usr/sbin/netstat', ['-rn']),
    say(machine, '/usr/bin/sw_vers', []),
  ]);
  return {
    ...NOTHING_KNOWN,
    routing: routing(forwarding),
    'default-routes': defaultRoutes(routes),
    vpn: vpn(machine),
    antivirus: antivirus(machine),
    // Apple names no dates in advance, so that only the name can be told.
    'system-support': { state: 'unknown', system: systemName(release), until: null },
    privileges: { state: machine.userId === null ? 'unknown' : machine.userId === 0 ? 'all' : 'ordinary' },
  };
}

async function say(machine: Machine, file: string, args: readonly string[]): Promise<string | null> {
  const asked = await machine.run(file, args, ANSWER_ALLOWED_MS);
  return asked.type === 'done' && asked.code === 0 ? asked.stdout : null;
}

function routing(text: string | null): FindingFacts['routing'] {
  const values = text?.trim().split(/\s+/) ?? [];
  if (values.length !== 2 || !values.every((value) => /^[01]$/.test(value)))
    return { state: 'unknown', interfaces: [] };
  return { state: values.includes('1') ? 'on' : 'off', interfaces: [] };
}

/** The system's own services keep a tunnel with an IPv6 default route of its own on every Mac: no way out of the network. */
function defaultRoutes(text: string | null): FindingFacts['default-routes'] {
  if (text === null || !/^Destination/m.test(text)) return { state: 'unknown', interfaces: [] };
  const names = text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([to, gateway]) => to === 'default' && !/^fe80::%utun/.test(gateway ?? ''))
    .map((fields) => fields[3] ?? '');
  const interfaces = [...new Set(names)];
  const state = interfaces.length === 0 ? 'none' : interfaces.length === 1 ? 'one' : 'several';
  return { state, interfaces };
}

/** The same tunnels carry link-local addresses only. */
function vpn(machine: Machine): FindingFacts['vpn'] {
  const interfaces = [...machine.addresses()]
    .filter(([name]) => /^(utun|tun|tap|ppp|ipsec|wg)/.test(name))
    .filter(([, addresses]) => addresses.some((address) => !address.toLowerCase().startsWith('fe80:')))
    .map(([name]) => name);
  return { state: interfaces.length > 0 ? 'up' : 'none', interfaces };
}

function antivirus(machine: Machine): FindingFacts['antivirus'] {
  const found = machine.exists('/Library/Apple/System/Library/CoreServices/XProtect.bundle');
  return { state: found ? 'found' : 'unknown', names: found ? ['XProtect'] : [], days: null };
}

function systemName(text: string | null): string | null {
  const field = (name: string): string | undefined =>
    new RegExp(`^${name}:\\s*(.+?)\\s*$`, 'm').exec(text ?? '')?.[1];
  const [name, version] = [field('ProductName'), field('ProductVersion')];
  return name === undefined ? null : `${name} ${version ?? ''}`.trim();
}
