import { describe, expect, test } from 'vitest';

import { linuxSupport, readSupportTable, windowsSupport } from '../../electron/core/doctor/system-support.ts';

const table = readSupportTable();
const asOf = (day: string) => ({ table, now: Date.parse(`${day}T12:00:00Z`) });
const debian = (version: string) => ({ id: 'debian', version, name: `Debian ${version}` });
const windows = (build: number, edition: string) => ({ build, edition, name: 'Windows' });

describe('how long Linux gets fixes', () => {
  test.each([
    ['2026-11-22', debian('12'), 'supported', '2028-06-30'],
    ['2028-04-02', debian('12'), 'ending', '2028-06-30'],
    ['2028-06-30', debian('12'), 'ending', '2028-06-30'],
    ['2028-07-01', debian('12'), 'ended', '2028-06-30'],
    ['2026-11-22', debian('11'), 'ended', '2026-08-31'],
    ['2026-11-22', { id: 'almalinux', version: '9.6', name: 'AlmaLinux 9.6' }, 'supported', '2032-05-31'],
    ['2026-11-22', { id: 'ubuntu', version: '22.04', name: 'Ubuntu 22.04.5 LTS' }, 'supported', '2027-04-01'],
    ['2026-11-22', debian('120'), 'unknown', null],
    ['2026-11-22', { id: null, version: null, name: null }, 'unknown', null],
  ])('on %s %o', (day, release, state, until) => {
    expect(linuxSupport(release, asOf(day))).toMatchObject({ state, until });
  });
});

describe('how long Windows gets fixes depends on build and edition', () => {
  test.each([
    [26100, 'Professional', 'ended', '2026-10-13'],
    [26100, 'Core', 'ended', '2026-10-13'],
    [26100, 'Enterprise', 'supported', '2027-10-12'],
    [26100, 'EnterpriseS', 'supported', '2029-10-09'],
    [26100, 'IoTEnterpriseS', 'supported', '2034-10-10'],
    [26100, 'ServerStandard', 'supported', '2034-10-10'],
    [19044, 'IoTEnterpriseS', 'supported', '2032-01-13'],
    [19044, 'EnterpriseS', 'ending', '2027-01-12'],
    [19045, 'Professional', 'ended', '2025-10-14'],
    [7601, 'Professional', 'ended', null],
    [17763, 'Professional', 'ended', null],
    [17763, 'ServerStandard', 'supported', '2029-01-09'],
    [14393, 'ServerStandard', 'ending', '2027-01-12'],
    [99999, 'Professional', 'unknown', null],
  ])('%i %s', (build, edition, state, until) => {
    expect(windowsSupport(windows(build, edition), asOf('2026-11-22'))).toMatchObject({ state, until });
  });
});

test('every edition is a sound pattern', () => {
  for (const { editions } of table.windows) expect(() => new RegExp(editions ?? '')).not.toThrow();
});
