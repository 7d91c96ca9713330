/** Volumes on a Linux machine laid out in a folder: what is under a mount, and what is there unmounted. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunCommand } from '../../electron/core/media/command.ts';
import { createLinuxVolumes } from '../../electron/core/media/linux/volumes.ts';
import { mountRootsFor } from '../../electron/core/media/mount-roots.ts';
import { roleOf } from '../../electron/core/media/volume-role.ts';
import { gateError } from '../../shared/errors.ts';
import type { Volume } from '../../shared/model/media.ts';
import { err, ok } from '../../shared/result.ts';
import { createMachineTree } from './machine-tree.ts';
import type { MachineTree } from './machine-tree.ts';

const ROOT = '27 1 254:0 / / rw,relatime - ext4 /dev/sda1 rw';
const EXFAT = { ID_FS_TYPE: 'exfat', ID_FS_USAGE: 'filesystem', ID_FS_UUID: 'FBBB-6DB0' };

let tree: MachineTree;
let firstBytes: Uint8Array | null = null;
const noTools: RunCommand = () => Promise.resolve({ type: 'missing' });

async function list(run: RunCommand = noTools): Promise<readonly Volume[]> {
  const probe = {
    firstBytes: () => Promise.resolve(firstBytes === null ? err(gateError('not-allowed')) : ok(firstBytes)),
  };
  const result = await createLinuxVolumes({ tree, roots: mountRootsFor('linux'), run, probe }).list();
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}
const find = (volumes: readonly Volume[], node: string): Volume | undefined =>
  volumes.find((volume) => volume.node === node);

beforeEach(() => {
  tree = createMachineTree();
  firstBytes = null;
  tree.block('sda', { at: 'pci0/ata1/block/sda', dev: '8:0' });
  tree.block('sda1', { at: 'pci0/ata1/block/sda/sda1', dev: '254:0', partition: 1 });
  tree.block('sdb', {
    at: 'pci0/usb1/1-1/1-1:1.0/host6/block/sdb',
    dev: '8:16',
    removable: true,
    diskseq: 7,
  });
});
afterEach(() => {
  tree.remove();
});

describe('a mounted stick', () => {
  it('is found with its port, label, size and medium', async () => {
    const udev = { ...EXFAT, ID_FS_LABEL_ENC: '紹介状\\x20CT' };
    tree.block('sdb1', { at: 'pci0/usb1/1-1/1-1:1.0/host6/block/sdb/sdb1', dev: '8:17', partition: 1, udev });
    tree.mounts(ROOT, '98 27 8:17 / /media/desk/CT ro,nosuid - fuseblk /dev/sdb1 rw');
    const volumes = await list();
    expect(find(volumes, '/dev/sdb1')).toMatchObject({
      state: 'mounted',
      mountPoint: '/media/desk/CT',
      fileSystem: 'exfat',
      label: '紹介状 CT',
      uuid: 'FBBB-6DB0',
      bytes: 16_000_000_000,
      readOnly: true,
      disk: 'sdb',
      partition: 1,
      block: 'sdb1@7',
      removable: true,
      atMountRoot: true,
      system: false,
      usb: { port: '1-1', vendorId: null, productId: null, serial: null },
    });
    expect(find(volumes, '/dev/sda1')).toMatchObject({ system: true, removable: false, usb: null });
  });

  it('behind two hubs is tied to the last port', async () => {
    const at = 'pci0/usb1/1-1/1-1.4/1-1.4:1.0/host7/block/sdc';
    tree.block('sdc', { at, dev: '8:32', removable: true });
    tree.mounts(ROOT, '98 27 8:32 / /mnt/anywhere rw - vfat /dev/sdc rw');
    expect(find(await list(), '/dev/sdc')?.usb?.port).toBe('1-1.4');
  });

  it('opened from LUKS leads to the stick that holds it, and the locked partition is not listed beside it', async () => {
    const usb = 'pci0/usb1/1-1/1-1:1.0/host6/block/sdb/sdb1';
    tree.block('sdb1', { at: usb, dev: '8:17', partition: 1, holders: ['dm-0'] });
    tree.block('dm-0', { at: 'virtual/block/dm-0', dev: '253:0', slaves: ['sdb1'], udev: EXFAT });
    tree.mounts(ROOT, '98 27 253:0 / /media/desk/CT rw - exfat /dev/mapper/luks-x rw');
    const volumes = await list();
    expect(find(volumes, '/dev/dm-0')).toMatchObject({ disk: 'sdb', removable: true, usb: { port: '1-1' } });
    expect(find(volumes, '/dev/sdb1')).toBeUndefined();
  });
});

describe('what is not mounted', () => {
  const usb = 'pci0/usb1/1-1/1-1:1.0/host6/block/sdb/sdb1';
  const bitlocker = { ID_FS_TYPE: 'BitLocker', ID_FS_USAGE: 'crypto' };
  it.each([
    ['a file system', EXFAT, 'unmounted', null],
    ['BitLocker', bitlocker, 'locked', 'bitlocker'],
    ['LUKS', { ID_FS_TYPE: 'crypto_LUKS', ID_FS_USAGE: 'crypto' }, 'locked', 'luks'],
    ['a partition without a signature', {}, 'unformatted', null],
  ])('%s', async (_what, udev, state, lock) => {
    tree.block('sdb1', { at: usb, dev: '8:17', partition: 1, udev });
    tree.mounts(ROOT);
    const volumes = await list();
    expect(find(volumes, '/dev/sdb1')).toMatchObject({ state, lock, mountPoint: null, block: 'sdb1@7' });
    expect(find(volumes, '/dev/sdb')).toBeUndefined();
  });

  it('without udev its first bytes tell, and where nobody may look, mounting will', async () => {
    tree.mounts(ROOT);
    expect(find(await list(), '/dev/sdb')?.state).toBe('unmounted');
    firstBytes = Buffer.from('\0\0\0-FVE-FS-', 'latin1');
    expect(find(await list(), '/dev/sdb')).toMatchObject({ state: 'locked', lock: 'bitlocker' });
    firstBytes = Buffer.alloc(512);
    expect(find(await list(), '/dev/sdb')?.state).toBe('unformatted');
  });

  it('an empty card slot and an empty disc drive have no medium', async () => {
    tree.block('sdc', {
      at: 'pci0/usb1/1-2/1-2:1.0/host7/block/sdc',
      dev: '8:32',
      removable: true,
      sectors: 0,
    });
    // An empty drive claims one gigabyte; only udev knows that nothing is in.
    const udev = { ID_CDROM: '1' };
    tree.block('sr0', { at: 'pci0/ata2/block/sr0', dev: '11:0', removable: true, sectors: 2_097_151, udev });
    tree.mounts(ROOT);
    const volumes = await list();
    expect(find(volumes, '/dev/sdc')?.state).toBe('no-medium');
    expect(find(volumes, '/dev/sr0')?.state).toBe('no-medium');
  });

  it('inner disks are left alone, cards in an inner reader are not', async () => {
    tree.block('nvme0n1', { at: 'pci0/nvme/block/nvme0n1', dev: '259:0' });
    tree.block('mmcblk0', { at: 'pci0/mmc/block/mmcblk0', dev: '179:0', type: 'MMC' });
    tree.block('mmcblk1', { at: 'pci0/mmc/block/mmcblk1', dev: '179:8', type: 'SD', udev: EXFAT });
    tree.mounts(ROOT);
    const nodes = (await list()).filter((volume) => volume.state !== 'mounted').map((volume) => volume.node);
    expect(nodes.sort()).toEqual(['/dev/mmcblk1', '/dev/sdb']);
  });

  it('a bad medium that answers nobody is left out for now and does not hold up the others', async () => {
    tree.mounts(ROOT, '98 27 0:45 / /media/fuse rw - fuse x rw');
    const never: RunCommand = () => new Promise(() => undefined);
    const volumes = await list(never);
    expect(find(volumes, '/dev/sdb')).toBeUndefined();
    expect(volumes.map((volume) => volume.mountPoint)).toContain('/media/fuse');
  });
});

describe('the machine’s own disk', () => {
  it('stays out even when it is a USB disk, with all its partitions and its swap', async () => {
    tree.block('sdb1', { at: 'pci0/usb1/1-1/1-1:1.0/host6/block/sdb/sdb1', dev: '8:17', partition: 1 });
    tree.block('sdb2', { at: 'pci0/usb1/1-1/1-1:1.0/host6/block/sdb/sdb2', dev: '8:18', partition: 2 });
    tree.mounts(ROOT.replace('254:0', '8:17'), '98 27 8:18 / /media/desk/DATA rw - ext4 /dev/sdb2 rw');
    const volumes = await list();
    const context = { ownPaths: [], mountRoots: ['/media'], all: volumes };
    expect(volumes.map((volume) => roleOf(volume, context))).toEqual(['system-disk', 'system-disk']);
  });

  it('stays out where only its swap is in use', async () => {
    tree.write('proc/swaps', 'Filename Type Size Used Priority\n/dev/sdb partition 1 0 -2');
    tree.mounts(ROOT);
    expect(find(await list(), '/dev/sdb')).toBeUndefined();
  });

  it('a folder bound to a mount root on purpose is a medium of its own', async () => {
    tree.mounts(ROOT, '98 27 254:0 /srv/incoming /media/incoming rw - ext4 /dev/sda1 rw');
    const volumes = await list();
    const bound = volumes.find((volume) => volume.mountPoint === '/media/incoming');
    expect(bound).toMatchObject({ system: false, disk: null, atMountRoot: true });
    expect(bound && roleOf(bound, { ownPaths: ['/srv/inbox'], mountRoots: ['/media'], all: volumes })).toBe(
      'medium',
    );
  });
});
