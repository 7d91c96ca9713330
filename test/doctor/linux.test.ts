import { describe, expect, test } from 'vitest';

import { examinePosture } from '../../electron/core/doctor/posture.ts';
import { DESKTOP, defaultRoute, desktop, routes, routes6 } from './linux-tables.ts';
import { only, short, toldMachine, type Told } from './told-machine.ts';

const NOW = Date.parse('2026-11-22T03:00:00Z');
const posture = (told: Told) => examinePosture(toldMachine(told), NOW);
const FORWARDING = '/proc/sys/net/ipv4/ip_forward';
const NEVER = 'gsettings get org.gnome.desktop.media-handling autorun-never';
const OPEN = 'gsettings get org.gnome.desktop.media-handling automount-open';
const SYNC = 'timedatectl show --property=NTPSynchronized';

describe('a Linux machine', () => {
  test('in good order is so in every respect, and says what it cannot tell', async () => {
    expect(short(await posture(DESKTOP))).toEqual([
      'clock-sync: synchronised ok',
      'routing: off ok',
      'default-routes: one ok',
      'vpn: none ok',
      'autorun: off ok',
      'antivirus: none notice',
      'system-support: supported ok',
      'privileges: ordinary ok',
      'swap: none ok',
    ]);
  });

  test('that tells nothing is nowhere in good order', async () => {
    const findings = await posture({ platform: 'linux', userId: null });
    expect(findings.map(({ level }) => level)).not.toContain('ok');
    expect(findings.every(({ facts }) => ['unknown', 'none'].includes(facts.state))).toBe(true);
  });

  test('of a kind that is not known is asked nothing', async () => {
    const findings = await posture({ ...DESKTOP, platform: 'freebsd' });
    expect(new Set(findings.map(({ level }) => level))).toEqual(new Set(['notice']));
  });
});

describe('routing', () => {
  test.each<[string, Record<string, string | null>, string, readonly string[]]>([
    ['for the whole machine', { [FORWARDING]: '1\n' }, 'on', []],
    ['on one card', { '/proc/sys/net/ipv4/conf/eth0/forwarding': '1\n' }, 'on', ['eth0']],
    ['on cards to come', { '/proc/sys/net/ipv4/conf/default/forwarding': '1\n' }, 'on', []],
    ['of IPv6', { '/proc/sys/net/ipv6/conf/all/forwarding': '1\n' }, 'on', []],
    [
      'of IPv6 on one card (2: and listens to others)',
      { '/proc/sys/net/ipv6/conf/eth0/forwarding': '2\n' },
      'on',
      ['eth0'],
    ],
    [
      'on the loopback only, which leads nowhere',
      { '/proc/sys/net/ipv4/conf/lo/forwarding': '1\n' },
      'off',
      [],
    ],
    ['that the kernel does not tell of', { [FORWARDING]: null }, 'unknown', []],
    [
      'below routing, by a bridge over two cards',
      {
        '/sys/class/net/br0/brif/eth0/port_no': '0x1',
        '/sys/class/net/br0/brif/eth1/port_no': '0x2',
        '/sys/class/net/eth1/device/vendor': '0x8086\n',
      },
      'bridged',
      ['br0'],
    ],
    [
      'by a bridge over one card and a virtual machine, which joins no networks',
      { '/sys/class/net/br0/brif/eth0/port_no': '0x1', '/sys/class/net/br0/brif/vnet0/port_no': '0x2' },
      'off',
      [],
    ],
  ])('%s', async (_, files, state, interfaces) => {
    expect(only(await posture(desktop(files)), 'routing').facts).toEqual({ state, interfaces });
  });

  test('is off without IPv6', async () => {
    const without = {
      '/proc/sys/net/ipv6/conf/all/forwarding': null,
      '/proc/sys/net/ipv6/conf/eth0/forwarding': null,
    };
    expect(only(await posture(desktop(without)), 'routing').facts.state).toBe('off');
  });
});

describe('default routes', () => {
  test.each<[string, Record<string, string | null>, string, readonly string[]]>([
    [
      'two over one card are one',
      { '/proc/net/route': routes(defaultRoute('eth0'), defaultRoute('eth0')) },
      'one',
      ['eth0'],
    ],
    [
      'over two cards',
      { '/proc/net/route': routes(defaultRoute('eth0'), defaultRoute('wlan0')) },
      'several',
      ['eth0', 'wlan0'],
    ],
    [
      'over another card for IPv6',
      { '/proc/net/ipv6_route': routes6('wlan0') },
      'several',
      ['eth0', 'wlan0'],
    ],
    ['that reject lead nowhere', { '/proc/net/route': routes(defaultRoute('eth0', '0201')) }, 'none', []],
    ['in no table', { '/proc/net/route': null }, 'unknown', []],
  ])('%s', async (_, files, state, interfaces) => {
    expect(only(await posture(desktop(files)), 'default-routes').facts).toEqual({ state, interfaces });
  });
});

describe('a VPN', () => {
  const up = { office: ['10.9.0.2'] };
  test.each<[string, Record<string, string>, Told['addresses'], readonly string[]]>([
    ['known by its name', {}, { wg0: ['10.9.0.2'] }, ['wg0']],
    ['of any name, made by a program', { '/sys/class/net/office/tun_flags': '0x1001\n' }, up, ['office']],
    [
      'of any name, WireGuard',
      { '/sys/class/net/office/uevent': 'DEVTYPE=wireguard\nINTERFACE=office\n' },
      up,
      ['office'],
    ],
    ['of any name, PPP', { '/sys/class/net/office/type': '512\n' }, up, ['office']],
    [
      'without an address is not connected',
      { '/sys/class/net/tap9/tun_flags': '0x1002\n' },
      { tap9: [] },
      [],
    ],
  ])('%s', async (_, files, addresses, interfaces) => {
    const { level, facts } = only(await posture(desktop(files, { addresses })), 'vpn');
    expect(facts).toEqual({ state: interfaces.length > 0 ? 'up' : 'none', interfaces });
    expect(level).toBe(interfaces.length > 0 ? 'warning' : 'ok');
  });
});

describe('autorun', () => {
  test.each<[string, Record<string, string | null>, string, string | null]>([
    ['offers programs', { [NEVER]: 'false\n' }, 'on', null],
    ['opens the folder', { [OPEN]: 'true\n' }, 'opens', null],
    ['is asked in vain', { [NEVER]: null }, 'unknown', 'unreadable'],
    ['is answered with something else', { [NEVER]: 'maybe\n' }, 'unknown', 'unreadable'],
  ])('%s', async (_, commands, state, reason) => {
    expect(only(await posture(desktop({}, { commands })), 'autorun').facts).toEqual({ state, reason });
  });

  test('of the person at the desk is not what root is told', async () => {
    const facts = only(await posture(desktop({}, { userId: 0 })), 'autorun').facts;
    expect(facts).toEqual({ state: 'unknown', reason: 'as-root' });
  });

  test('of a desktop that is not known stays unknown', async () => {
    const facts = only(await posture(desktop({ '/usr/bin/gnome-shell': null })), 'autorun').facts;
    expect(facts).toEqual({ state: 'unknown', reason: 'unknown-desktop' });
  });
});

describe('the clock of Linux', () => {
  const chrony = (leap: string): string =>
    `Reference ID    : 7F7F0101 ()\nStratum         : 10\nLeap status     : ${leap}\n`;
  test.each<[string, Record<string, string | null>, string]>([
    ['is not synchronised', { [SYNC]: 'NTPSynchronized=no\n' }, 'not-synchronised'],
    [
      'is asked of chrony where systemd is silent',
      { [SYNC]: null, 'chronyc -n tracking': chrony('Normal') },
      'synchronised',
    ],
    [
      'that chrony could not set',
      { [SYNC]: '', 'chronyc -n tracking': chrony('Not synchronised') },
      'not-synchronised',
    ],
    ['is not told', { [SYNC]: null }, 'unknown'],
  ])('%s', async (_, commands, state) => {
    expect(only(await posture(desktop({}, { commands })), 'clock-sync').facts.state).toBe(state);
  });
});

describe('swap', () => {
  const swaps = (...lines: readonly string[]) => ({
    '/proc/swaps': ['Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority', ...lines, ''].join('\n'),
  });
  const line = (device: string, type = 'partition'): string => `${device}  ${type}\t8388604\t\t0\t\t-2`;
  const volume = { '/sys/class/block/dm-1/slaves/dm-0/dev': '254:0', '/sys/block/dm-1/dm/uuid': 'LVM-abc\n' };
  test.each<[string, Record<string, string>, string]>([
    ['in memory', swaps(line('/dev/zram0')), 'memory'],
    ['on a bare partition', { ...swaps(line('/dev/sda2')), '/sys/class/block/sda2/dev': '8:2' }, 'plain'],
    [
      'under dm-crypt',
      { ...swaps(line('/dev/dm-0')), '/sys/block/dm-0/dm/uuid': 'CRYPT-LUKS2-0a-swap\n' },
      'encrypted',
    ],
    [
      'on a logical volume in an encrypted disk',
      { ...swaps(line('/dev/dm-1')), ...volume, '/sys/block/dm-0/dm/uuid': 'CRYPT-LUKS2-0a-disk\n' },
      'encrypted',
    ],
    [
      'on a logical volume in a bare disk, beside one in memory',
      {
        ...swaps(line('/dev/zram0'), line('/dev/dm-1')),
        '/sys/class/block/dm-1/slaves/sda3/dev': '8:3',
        '/sys/class/block/sda3/dev': '8:3',
      },
      'plain',
    ],
  ])('%s', async (_, files, state) => {
    expect(only(await posture(desktop(files)), 'swap').facts.state).toBe(state);
  });

  test.each<[string, Record<string, string | null>]>([
    ['in a file, whose disk is not followed', swaps(line('/swap.img', 'file'))],
    ['of layers that are not told', swaps(line('/dev/dm-7'))],
    ['of a kernel that tells nothing', { '/proc/swaps': null }],
  ])('%s is left out', async (_, files) => {
    expect((await posture(desktop(files))).map(({ id }) => id)).not.toContain('swap');
  });
});

test('another antivirus is named, but not called on', async () => {
  const { level, facts } = only(await posture(desktop({ '/opt/eset/eea/bin': '' })), 'antivirus');
  expect([level, facts.state, facts.names]).toEqual(['notice', 'found', ['ESET']]);
});

test('root is told that it is too much', async () => {
  expect(only(await posture(desktop({}, { userId: 0 })), 'privileges').level).toBe('warning');
});
