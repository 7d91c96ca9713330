/** Linux: whether this machine joins networks. Read from the kernel's own tables, without tools. */

import type { FindingFacts } from '../../../../shared/model/finding.ts';
import type { Machine } from '../machine.ts';

const CARDS = '/sys/class/net';
const SETTINGS = '/proc/sys/net';

/** Settings for all interfaces together are no interface; `default` is, for one that is plugged in later. */
const isInterface = (name: string): boolean => name !== 'all' && name !== 'lo';
const isOn = (text: string | null): boolean => text !== null && text.trim() !== '0';

export function routing(machine: Machine): FindingFacts['routing'] {
  const bridged = (machine.list(CARDS) ?? []).filter((name) => joinsCards(machine, name));
  if (bridged.length > 0) return { state: 'bridged', interfaces: bridged };
  const global = machine.read(`${SETTINGS}/ipv4/ip_forward`);
  const names = machine.list(`${SETTINGS}/ipv4/conf`);
  if (global === null || names === null) return { state: 'unknown', interfaces: [] };
  const six = machine.list(`${SETTINGS}/ipv6/conf`) ?? [];
  const forwards = (name: string): boolean =>
    ['ipv4', 'ipv6'].some((family) => isOn(machine.read(`${SETTINGS}/${family}/conf/${name}/forwarding`)));
  const interfaces = [...new Set([...names, ...six])].filter((name) => isInterface(name) && forwards(name));
  const on = isOn(global) || forwards('all') || interfaces.length > 0;
  return { state: on ? 'on' : 'off', interfaces: interfaces.filter((name) => name !== 'default') };
}

/** A bridge over two cards with hardware behind them; those of virtual machines and containers have one at most. */
function joinsCards(machine: Machine, name: string): boolean {
  const ports = machine.list(`${CARDS}/${name}/brif`) ?? [];
  return ports.filter((port) => machine.exists(`${CARDS}/${port}/device`)).length > 1;
}

/** `RTF_UP` and `RTF_REJECT` of linux/route.h, the same in both tables. */
const UP = 0x1;
const REJECT = 0x200;

export function defaultRoutes(machine: Machine): FindingFacts['default-routes'] {
  const four = machine.read('/proc/net/route');
  if (four === null) return { state: 'unknown', interfaces: [] };
  const six = machine.read('/proc/net/ipv6_route') ?? '';
  const leads = (flags: string | undefined): boolean => {
    const bits = Number.parseInt(flags ?? '', 16);
    return (bits & UP) !== 0 && (bits & REJECT) === 0;
  };
  const fields = (text: string): string[][] => text.split('\n').map((line) => line.trim().split(/\s+/));
  const names = [
    ...fields(four)
      .filter(([, to, , flags, , , , mask]) => to === '00000000' && mask === '00000000' && leads(flags))
      .map(([name = '']) => name),
    ...fields(six)
      .filter(([to, length, ...rest]) => /^0{32}$/.test(to ?? '') && length === '00' && leads(rest[6]))
      .map((line) => line.at(-1) ?? ''),
  ];
  const interfaces = [...new Set(names)].filter((name) => name !== 'lo');
  const state = interfaces.length === 0 ? 'none' : interfaces.length === 1 ? 'one' : 'several';
  return { state, interfaces };
}

/** Hardware types of linux/if_arp.h that are a line to somewhere else: ppp, ipip, ip6ip6, sit, gre, ip6gre. */
const TUNNEL_TYPES = new Set(['512', '768', '769', '776', '778', '823']);
const TUNNEL_NAMES = /^(tun|tap|wg|ppp|vpn|ipsec|xfrm|zt|tailscale|nordlynx|cscotun|gpd)/;

export function vpn(machine: Machine): FindingFacts['vpn'] {
  const up = machine.addresses();
  const interfaces = [...up]
    .filter(([name, addresses]) => addresses.length > 0 && isTunnel(machine, name))
    .map(([name]) => name);
  if (interfaces.length > 0) return { state: 'up', interfaces };
  return { state: machine.list(CARDS) === null ? 'unknown' : 'none', interfaces: [] };
}

function isTunnel(machine: Machine, name: string): boolean {
  if (TUNNEL_NAMES.test(name) || machine.exists(`${CARDS}/${name}/tun_flags`)) return true;
  if (/^DEVTYPE=(wireguard|ppp)$/m.test(machine.read(`${CARDS}/${name}/uevent`) ?? '')) return true;
  return TUNNEL_TYPES.has((machine.read(`${CARDS}/${name}/type`) ?? '').trim());
}
