/** One scene, told by each system in its own way; the recordings of Windows and macOS follow their documented shapes. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { RunCommand } from '../../electron/core/media/command.ts';
import { kindOf } from '../../electron/core/media/device-kind.ts';
import { createLinuxVolumes } from '../../electron/core/media/linux/volumes.ts';
import { createMacosVolumes } from '../../electron/core/media/macos/volumes.ts';
import { parsePlist } from '../../electron/core/media/macos/plist.ts';
import { nodesIn, portOfLocation } from '../../electron/core/media/macos/usb-tree.ts';
import { mountRootsFor } from '../../electron/core/media/mount-roots.ts';
import { describeWhenSettled } from '../../electron/core/media/settled-description.ts';
import { quote } from '../../electron/core/media/windows/powershell.ts';
import { describePnp } from '../../electron/core/media/windows/usb-description.ts';
import type { PnpEntity } from '../../electron/core/media/windows/usb-description.ts';
import { createWindowsVolumes, usbHint } from '../../electron/core/media/windows/volumes.ts';
import { gateError } from '../../shared/errors.ts';
import { err } from '../../shared/result.ts';
import { volumesConformance } from '../conformance/volumes.ts';
import { createMachineTree } from './machine-tree.ts';
import { stick } from './samples.ts';

const fixture = (path: string): string =>
  readFileSync(new URL(`./fixtures/${path}`, import.meta.url), 'utf8');
const done = (stdout: string): ReturnType<RunCommand> =>
  Promise.resolve({ type: 'done', code: 0, stdout, stderr: '' });

const windows: RunCommand = () => done(`\uFEFF${fixture('windows/listing.json')}`);
volumesConformance('Windows', () => ({
  volumes: createWindowsVolumes(windows),
  ports: { stick: null, disk: null, reader: null, locked: null },
  mountRoots: [],
  close: () => undefined,
}));

const macos: RunCommand = (file, args) => {
  if (file === 'ioreg') return done(fixture('macos/ioreg.plist'));
  return done(
    fixture(args[0] === 'list' ? 'macos/diskutil-list.plist' : `macos/info-${args.at(-1) ?? ''}.plist`),
  );
};
volumesConformance('macOS', () => ({
  volumes: createMacosVolumes(macos, mountRootsFor('darwin')),
  ports: { stick: '14-2', disk: '14-1.2', reader: '14-1.3', locked: '14-3' },
  mountRoots: ['/Volumes'],
  close: () => undefined,
}));

volumesConformance('Linux', () => {
  const tree = createMachineTree();
  const on = (way: string, name: string): string =>
    `pci0/usb1/${way}/${way.split('/').at(-1) ?? ''}:1.0/host6/block/${name}`;
  const facts = (type: string, label: string) => ({
    ID_FS_TYPE: type,
    ID_FS_USAGE: type === 'BitLocker' ? 'crypto' : 'filesystem',
    ID_FS_LABEL_ENC: label,
    ID_FS_UUID: 'FBBB-6DB0',
  });
  tree.block('sda', { at: 'pci0/ata1/block/sda', dev: '8:0' });
  tree.block('sda1', { at: 'pci0/ata1/block/sda/sda1', dev: '8:1', partition: 1 });
  tree.block('sdb', { at: on('1-2', 'sdb'), dev: '8:16', removable: true });
  tree.block('sdb1', {
    at: `${on('1-2', 'sdb')}/sdb1`,
    dev: '8:17',
    partition: 1,
    udev: facts('exfat', '紹介状\\x20CT'),
  });
  tree.block('sdc', { at: on('1-1/1-1.2', 'sdc'), dev: '8:32' });
  for (const [number, label] of [
    [1, 'DATA'],
    [2, 'BACKUP'],
  ] as const) {
    const at = `${on('1-1/1-1.2', 'sdc')}/sdc${number}`;
    tree.block(`sdc${number}`, {
      at,
      dev: `8:${32 + number}`,
      partition: number,
      udev: facts('ntfs', label),
    });
  }
  tree.block('sdd', { at: on('1-3', 'sdd'), dev: '8:48', removable: true, udev: facts('BitLocker', '') });
  tree.block('sde', { at: on('1-1.3', 'sde'), dev: '8:64', removable: true, sectors: 0 });
  tree.block('sr0', {
    at: 'pci0/ata2/block/sr0',
    dev: '11:0',
    removable: true,
    udev: { ...facts('iso9660', 'IMAGING'), ID_CDROM: '1', ID_CDROM_MEDIA: '1' },
  });
  tree.mounts(
    '27 1 8:1 / / rw - ext4 /dev/sda1 rw',
    '90 27 0:50 / /media/share rw - cifs //nas/share rw',
    '98 27 8:17 / /media/desk/紹介状\\040CT ro - exfat /dev/sdb1 ro',
    '99 27 8:33 / /media/desk/DATA rw - fuseblk /dev/sdc1 rw',
    '100 27 8:34 / /media/desk/BACKUP rw - fuseblk /dev/sdc2 rw',
    '101 27 11:0 / /media/desk/IMAGING ro - iso9660 /dev/sr0 ro',
  );
  return {
    volumes: createLinuxVolumes({
      tree,
      roots: mountRootsFor('linux'),
      run: () => Promise.resolve({ type: 'missing' }),
      probe: { firstBytes: () => Promise.resolve(err(gateError('not-allowed'))) },
    }),
    ports: { stick: '1-2', disk: '1-1.2', reader: '1-1.3', locked: '1-3' },
    mountRoots: ['/media', '/run/media'],
    close: tree.remove,
  };
});

describe('what Windows and macOS say', () => {
  it.each([
    ['nothing', ''],
    ['an error text', 'Get-Disk : Access denied'],
    ['another document', '{"drives":[{}]}'],
  ])('%s instead of a listing is a failure, not an empty machine', async (_what, stdout) => {
    const failure = { ok: false, error: { code: 'volumes-unavailable' } };
    expect(await createWindowsVolumes(() => done(stdout)).list()).toMatchObject(failure);
    const roots = mountRootsFor('darwin');
    expect(await createMacosVolumes(() => done(stdout), roots).list()).toMatchObject(failure);
  });

  it('composite devices on Windows show all their parts, in Japanese too', () => {
    const entities = JSON.parse(fixture('windows/pnp-composite.json')) as readonly PnpEntity[];
    const description = describePnp(entities);
    expect(description?.serial).toBe('4C530001230512118305');
    expect(kindOf(stick({ ...description }))).toBe('suspect');
    // Before its parts are set up, and when one part does not say what it is, it is nothing yet.
    expect(describePnp(entities.slice(0, 1))?.interfaces).toBeNull();
    const mute = entities.map((one, at) => (at === 2 ? { ...one, compatible: [] } : one));
    expect(describePnp(mute)?.interfaces).toBeNull();
    expect(describePnp([])).toBeNull();
  });

  it('two of one model on Windows share their worst, and no serial', () => {
    const entities = JSON.parse(fixture('windows/pnp-composite.json')) as readonly PnpEntity[];
    const plain: PnpEntity = {
      id: 'USB\\VID_0781&PID_5581\\OTHER0001',
      name: 'x',
      manufacturer: 'y',
      compatible: ['USB\\Class_08&SubClass_06&Prot_50'],
    };
    const description = describePnp([plain, ...entities]);
    expect(description?.serial).toBeNull();
    expect(kindOf(stick({ ...description }))).not.toBe('storage');
    expect(kindOf(stick({ ...describePnp([plain]) }))).toBe('storage');
  });

  it.each([
    ['USB\\VID_0781&PID_5581\\4C530001', { vendorId: '0781', productId: '5581', serial: '4C530001' }],
    ['USB\\VID_0411&PID_02F1\\6&2C24CE2A&0&3', { vendorId: '0411', productId: '02f1', serial: null }],
    ['USB\\VID_0411&PID_02F1&MI_00\\6&1&0&0000', { vendorId: '0411', productId: '02f1', serial: null }],
    ['PCI\\VEN_8086&DEV_A352\\3&11583659&0&B8', null],
  ])('%s', (instance, expected) => {
    const hint = usbHint(instance);
    if (expected === null) expect(hint).toBeNull();
    else expect(hint).toMatchObject(expected);
  });

  it('devices behind hubs on macOS are found with their own interfaces and disks', () => {
    const plist = parsePlist(fixture('macos/ioreg.plist'));
    const nodes = nodesIn(plist!);
    const wd = nodes.find((node) => node.product === 'Elements 25A2');
    expect(wd).toMatchObject({
      hint: { port: '14-1.2' },
      bsdNames: ['disk5', 'disk5s1', 'disk5s2', 'disk5s3'],
    });
    const hub = nodes.find((node) => node.product === 'USB2.1 Hub');
    expect(hub).toMatchObject({ interfaces: [{ class: '09' }], bsdNames: [] });
    expect(nodes.find((node) => node.product === 'Keyboard')?.interfaces[0]?.class).toBe('03');
  });

  it.each([
    [0x14200000, '14-2'],
    [0x14121000, '14-1.2.1'],
    [0xfa130000, 'fa-1.3'],
    [0x01000000, '01-'],
  ])('location %d is port %s', (location, port) => {
    expect(portOfLocation(location)).toBe(port);
  });

  it.each([
    ['<plist><dict><key>a</key><array><integer>1</integer><true/></array></dict></plist>', { a: [1, true] }],
    ['<plist><dict><key>b</key><string>&lt;日本&gt;</string></dict></plist>', { b: '<日本>' }],
    ['<plist><dict><key>unclosed</key>', undefined],
    ['not xml at all', undefined],
    [`<plist>${'<array>'.repeat(300)}${'</array>'.repeat(300)}</plist>`, undefined],
  ])('property list %#', (xml, expected) => {
    expect(parsePlist(xml)).toEqual(expected);
  });

  it('quotes go into PowerShell as what they are', () => {
    expect(quote("E:\\O'Neil'; Remove-Item")).toBe("'E:\\O''Neil''; Remove-Item'");
  });

  it('a device is described only once the same was said twice', async () => {
    const [whole, parts] = [stick({ interfaces: null }), stick()];
    const answers = [null, whole, parts, parts, null];
    expect(await describeWhenSettled(() => Promise.resolve(answers.shift() ?? null), 0)).toEqual(parts);
    let count = 0;
    const restless = await describeWhenSettled(() => Promise.resolve(stick({ serial: String(count++) })), 0);
    expect(restless).toBeNull();
  });
});
