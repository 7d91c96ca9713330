/** Kernel tables as a Linux desktop tells them, for tests to change in one place. */

import type { Told } from './told-machine.ts';

const HEADING = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n';
const route = (name: string, to: string, gateway: string, flags: string, mask: string): string =>
  `${name}\t${to}\t${gateway}\t${flags}\t0\t0\t100\t${mask}\t0\t0\t0\n`;
const zeros = '0'.repeat(32);

export const defaultRoute = (name: string, flags = '0003'): string =>
  route(name, '00000000', '0100000A', flags, '00000000');
export const routes = (...lines: readonly string[]): string =>
  HEADING + lines.join('') + route('eth0', '0000000A', '00000000', '0001', '00FFFFFF');
/** The last line is the kernel's own, on every machine: it leads nowhere. */
export const routes6 = (...names: readonly string[]): string =>
  [
    ...names.map((name) => [
      zeros,
      '00',
      zeros,
      '00',
      `fe80${'0'.repeat(27)}1`,
      '00000400',
      '2',
      '0',
      '00000003',
      name,
    ]),
    [zeros, '00', zeros, '00', zeros, 'ffffffff', '00000001', '00000000', '00200200', 'lo'],
  ]
    .map((fields) => `${fields.join(' ')}\n`)
    .join('');

/** Debian 12 with GNOME, one network card, nothing wrong with it. */
export const DESKTOP = {
  platform: 'linux',
  files: {
    '/etc/os-release': 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nID=debian\n',
    '/proc/net/route': routes(defaultRoute('eth0')),
    '/proc/net/ipv6_route': routes6(),
    '/proc/swaps': 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n',
    '/proc/sys/net/ipv4/ip_forward': '0\n',
    '/proc/sys/net/ipv4/conf/all/forwarding': '0\n',
    '/proc/sys/net/ipv4/conf/default/forwarding': '0\n',
    '/proc/sys/net/ipv4/conf/lo/forwarding': '0\n',
    '/proc/sys/net/ipv4/conf/eth0/forwarding': '0\n',
    '/proc/sys/net/ipv6/conf/all/forwarding': '0\n',
    '/proc/sys/net/ipv6/conf/eth0/forwarding': '0\n',
    '/sys/class/net/eth0/type': '1\n',
    '/sys/class/net/eth0/device/vendor': '0x8086\n',
    '/sys/class/net/lo/type': '772\n',
    '/usr/bin/gnome-shell': '',
  },
  commands: {
    'timedatectl show --property=NTPSynchronized': 'NTPSynchronized=yes\n',
    'gsettings get org.gnome.desktop.media-handling autorun-never': 'true\n',
    'gsettings get org.gnome.desktop.media-handling automount-open': 'false\n',
  },
  addresses: { lo: ['127.0.0.1'], eth0: ['10.0.0.5', 'fe80::1'] },
} satisfies Told;

/** The desktop with some files, answers and addresses changed; null takes a file or an answer away. */
export function desktop(
  files: Readonly<Record<string, string | null>> = {},
  more: {
    readonly commands?: Readonly<Record<string, string | null>>;
    readonly addresses?: Told['addresses'];
    readonly userId?: number;
  } = {},
): Told {
  const changed: Record<string, string | null> = { ...DESKTOP.files, ...files };
  return {
    ...DESKTOP,
    files: Object.fromEntries(
      Object.entries(changed).flatMap(([at, text]) => (text === null ? [] : [[at, text]])),
    ),
    commands: { ...more.commands, ...DESKTOP.commands, ...more.commands },
    addresses: { ...DESKTOP.addresses, ...more.addresses },
    userId: more.userId ?? 1000,
  };
}
