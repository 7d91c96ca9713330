import { expect, test } from 'vitest';

import { examinePosture } from '../../electron/core/doctor/posture.ts';
import { only, short, toldMachine, type Told } from './told-machine.ts';

const NOW = Date.parse('2026-11-22T03:00:00Z');
const posture = (told: Told) => examinePosture(toldMachine(told), NOW);

const TABLE = `Routing tables

Internet:
Destination        Gateway            Flags               Netif Expire
default            192.168.1.1        UGScg                 en0
127                127.0.0.1          UCS                   lo0

Internet6:
Destination                             Gateway                                 Flags               Netif Expire
default                                 fe80::%utun0                            UGcIg               utun0
default                                 fe80::%utun1                            UGcIg               utun1
::1                                     ::1                                     UHL                   lo0
`;
const MAC: Told = {
  platform: 'darwin',
  userId: 501,
  files: { '/Library/Apple/System/Library/CoreServices/XProtect.bundle/Contents/Info.plist': '' },
  commands: {
    'sysctl -n net.inet.ip.forwarding net.inet6.ip6.forwarding': '0\n0\n',
    'netstat -rn': TABLE,
    sw_vers: 'ProductName:\t\tmacOS\nProductVersion:\t\t26.1\nBuildVersion:\t\t25B78\n',
  },
  addresses: { en0: ['192.168.1.20'], utun0: ['fe80::aaaa'], utun1: ['FE80::bbbb'] },
};

test('a Mac in good order, with the tunnels that the system keeps for itself', async () => {
  expect(short(await posture(MAC))).toEqual([
    'clock-sync: unknown notice',
    'routing: off ok',
    'default-routes: one ok',
    'vpn: none ok',
    'autorun: unknown notice',
    'antivirus: found notice',
    'system-support: unknown notice',
    'privileges: ordinary ok',
  ]);
  expect(only(await posture(MAC), 'system-support').facts.system).toBe('macOS 26.1');
});

test('a Mac that shares its connection, has a VPN and a second way out', async () => {
  const findings = await posture({
    ...MAC,
    commands: {
      ...MAC.commands,
      'netstat -rn': TABLE.replace(
        '127  ',
        'default            172.20.10.1        UGScIg                en5\n127  ',
      ),
      'sysctl -n net.inet.ip.forwarding net.inet6.ip6.forwarding': '1\n0\n',
    },
    addresses: { ...MAC.addresses, utun4: ['10.8.0.2'] },
  });
  expect(only(findings, 'routing').facts.state).toBe('on');
  expect(only(findings, 'default-routes').facts).toEqual({ state: 'several', interfaces: ['en0', 'en5'] });
  expect(only(findings, 'vpn').facts).toEqual({ state: 'up', interfaces: ['utun4'] });
});

test('a Mac whose tools say something else is not called in order', async () => {
  const commands = { sysctl: 'unknown oid\n', netstat: '\n', sw_vers: null };
  const findings = await posture({ ...MAC, commands });
  expect(only(findings, 'routing').facts.state).toBe('unknown');
  expect(only(findings, 'default-routes').facts.state).toBe('unknown');
});
