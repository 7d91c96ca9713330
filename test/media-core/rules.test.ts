/** Which volumes are media, what a superblock says, which device a volume sits on, and when a serial counts. */

import { describe, expect, it } from 'vitest';
import { isAtMountRoot, mountRootsFor } from '../../electron/core/media/mount-roots.ts';
import { isUsableSerial, keyOfDevice } from '../../electron/core/media/serial.ts';
import { recognise } from '../../electron/core/media/superblock.ts';
import { tieVolume } from '../../electron/core/media/tie.ts';
import { isVaultDisc } from '../../electron/core/media/vault.ts';
import { covers, roleOf } from '../../electron/core/media/volume-role.ts';
import type { VolumeRole } from '../../electron/core/media/volume-role.ts';
import type { Volume } from '../../shared/model/media.ts';
import { folderVolume, stick, volume } from './samples.ts';

describe('the role of a volume', () => {
  const root = volume({ id: 'root', mountPoint: '/', disk: 'sda', system: true, removable: false });
  const cases: readonly (readonly [string, Volume, VolumeRole])[] = [
    ['a stick', volume(), 'medium'],
    [
      'a stick that somebody mounted elsewhere',
      volume({ atMountRoot: false, mountPoint: '/mnt/x' }),
      'medium',
    ],
    ['a FUSE folder at a mount root', folderVolume(), 'medium'],
    ['a loop mount at a mount root', folderVolume({ fileSystem: 'exfat', disk: 'loop0' }), 'medium'],
    ['a tmpfs directly under a mount root', folderVolume({ fileSystem: 'tmpfs' }), 'medium'],
    ['a tmpfs that is the mount root', folderVolume({ fileSystem: 'tmpfs', mountPoint: '/media' }), 'pseudo'],
    ['the system disk', root, 'system-disk'],
    ['a partition of the system disk at a mount root', volume({ system: true }), 'system-disk'],
    ['a share at a mount root', folderVolume({ fileSystem: 'cifs' }), 'network'],
    ['sshfs at a mount root', folderVolume({ fileSystem: 'fuse.sshfs' }), 'network'],
    ['an NFS share', folderVolume({ fileSystem: 'nfs4', atMountRoot: false }), 'network'],
    ['an automount trigger', folderVolume({ fileSystem: 'autofs' }), 'pseudo'],
    ['a second inner disk', volume({ removable: false, atMountRoot: false, usb: null }), 'fixed'],
    ['the disk that holds the inbox', volume({ mountPoint: '/srv', atMountRoot: false }), 'own-path'],
    ['an external disk that is the inbox', volume({ mountPoint: '/srv/inbox' }), 'own-path'],
  ];
  it.each(cases)('%s', (_what, one, role) => {
    const context = { ownPaths: ['/srv/inbox'], mountRoots: ['/media'], all: [root, one] };
    expect(roleOf(one, context)).toBe(role);
  });

  it('excludes the other partitions of the disk that holds the inbox', () => {
    const inbox = volume({ id: 'inbox', mountPoint: '/media/desk/INBOX', partition: 2 });
    const sibling = volume({ id: 'sibling' });
    const context = {
      ownPaths: ['/media/desk/INBOX/ehr'],
      mountRoots: ['/media'],
      all: [root, inbox, sibling],
    };
    expect(roleOf(sibling, context)).toBe('own-path');
    expect(roleOf(volume({ id: 'other', disk: 'sdc' }), context)).toBe('medium');
  });

  it('gates files once that two mounts show, at the mount root if one is there', () => {
    const elsewhere = folderVolume({ id: 'a', shows: '0:45 /', atMountRoot: false, removable: true });
    const atRoot = folderVolume({ id: 'b', shows: '0:45 /' });
    const part = folderVolume({ id: 'c', shows: '0:45 /sub' });
    const again = folderVolume({ id: 'd', shows: '0:45 /' });
    const all = [elsewhere, atRoot, part, again];
    const roles = (ownPaths: readonly string[]): readonly VolumeRole[] =>
      all.map((one) => roleOf(one, { ownPaths, mountRoots: ['/media'], all }));
    expect(roles([])).toEqual(['repeat', 'medium', 'medium', 'repeat']);
  });

  it('excludes every mount of what holds the inbox', () => {
    const stickMount = volume({ id: 'a', shows: '8:17 /', disk: null });
    const inbox = volume({
      id: 'b',
      shows: '8:17 /',
      disk: null,
      mountPoint: '/srv/inbox',
      atMountRoot: false,
    });
    const context = { ownPaths: ['/srv/inbox'], mountRoots: ['/media'], all: [stickMount, inbox] };
    expect([stickMount, inbox].map((one) => roleOf(one, context))).toEqual(['own-path', 'own-path']);
  });

  it('compares whole components, and Windows paths without case', () => {
    expect(covers('/media/CT', '/media/CT2')).toBe(false);
    expect(covers('/media/CT', '/media/CT/x')).toBe(true);
    expect(covers('/', '/anything')).toBe(true);
    expect(covers('E:\\', 'e:\\Inbox')).toBe(true);
    expect(covers('E:\\', 'F:\\Inbox')).toBe(false);
  });
});

describe('mount roots', () => {
  const roots = mountRootsFor('linux');
  it.each([
    ['/media', true],
    ['/media/CDROM', true],
    ['/media/desk/紹介状', true],
    ['/media/desk/CT/sub', false],
    ['/run/media/desk/CT', true],
    ['/mediax/CT', false],
    ['/mnt/CT', false],
  ])('%s: %s', (path, expected) => {
    expect(isAtMountRoot(path, roots, new Set(['/', path]))).toBe(expected);
  });
  it('does not take a mount inside a medium for another medium', () => {
    expect(isAtMountRoot('/media/CT/inner', roots, new Set(['/media/CT', '/media/CT/inner']))).toBe(false);
  });
  it('are replaced by named ones, taken as they are', () => {
    const named = mountRootsFor('linux', ['/srv/slots/']);
    expect(isAtMountRoot('/srv/slots/1', named, new Set())).toBe(true);
    expect(isAtMountRoot('/srv/slots/1/2', named, new Set())).toBe(false);
    expect(isAtMountRoot('/media/CT', named, new Set())).toBe(false);
  });
});

describe('first bytes of a device', () => {
  const blank = Buffer.alloc(36 * 1024);
  const withMagic = (offset: number, magic: string): Buffer => {
    const bytes = Buffer.from(blank);
    bytes.write(magic, offset, 'latin1');
    return bytes;
  };
  const partitioned = withMagic(510, '\x55\xaa');
  partitioned[446 + 4] = 0x07;
  partitioned.writeUInt32LE(1000, 446 + 12);

  it.each([
    ['BitLocker', withMagic(3, '-FVE-FS-'), { type: 'locked', lock: 'bitlocker' }],
    ['LUKS', withMagic(0, 'LUKS\xba\xbe\x00\x02'), { type: 'locked', lock: 'luks' }],
    ['exFAT', withMagic(3, 'EXFAT   '), { type: 'file-system', name: 'exfat' }],
    ['ISO 9660', withMagic(0x8001, 'CD001'), { type: 'file-system', name: 'iso9660' }],
    ['a partition table', partitioned, { type: 'partition-table', name: 'dos' }],
    ['zeros', blank, { type: 'blank' }],
    ['noise', withMagic(1000, 'x'), { type: 'unknown' }],
    ['nothing at all', Buffer.alloc(0), { type: 'unknown' }],
    ['a boot sector without partitions', withMagic(510, '\x55\xaa'), { type: 'unknown' }],
  ])('%s', (_what, bytes, expected) => {
    expect(recognise(bytes)).toEqual(expected);
  });
});

describe('tying a volume to its device', () => {
  const byPort = { port: '1-1', vendorId: null, productId: null, serial: null };
  const byModel = { port: null, vendorId: '0781', productId: '5581', serial: null };

  it('uses the port', () => {
    const other = stick({ id: 'other', port: '1-2' });
    expect(tieVolume({ usb: byPort }, [other, stick()])).toMatchObject({ tie: 'tied', device: stick() });
  });
  it('does not believe the port when the ids disagree', () => {
    const result = tieVolume({ usb: { ...byPort, vendorId: '1111', productId: '2222' } }, [stick()]);
    expect(result).toEqual({ tie: 'unknown', candidates: [] });
  });
  it('uses vendor, product and serial where there is no port', () => {
    const twin = stick({ id: 'twin', serial: 'OTHER0001' });
    const hint = { ...byModel, serial: stick().serial };
    expect(tieVolume({ usb: hint }, [twin, stick()])).toMatchObject({ tie: 'tied', device: stick() });
  });
  it('does not guess between two of one model', () => {
    const twin = stick({ id: 'twin' });
    expect(tieVolume({ usb: byModel }, [stick(), twin])).toEqual({
      tie: 'unknown',
      candidates: [stick(), twin],
    });
  });
  it('knows when there is no USB under it, and when USB does not show it', () => {
    expect(tieVolume({ usb: null }, [stick()])).toEqual({ tie: 'none' });
    expect(tieVolume({ usb: byPort }, [])).toEqual({ tie: 'unknown', candidates: [] });
  });
});

describe('a vendor vault', () => {
  const disc = volume({ id: 'disc', disk: 'sr0', fileSystem: 'iso9660' });
  const slot = volume({ id: 'slot', state: 'no-medium', mountPoint: null });
  it('is a disc beside an empty disk on the same port', () => {
    expect(isVaultDisc(disc, [disc, slot])).toBe(true);
  });
  it('is not an ordinary disc, nor one beside a reader at another port', () => {
    expect(isVaultDisc(disc, [disc])).toBe(false);
    const elsewhere = { ...slot, usb: { port: '1-2', vendorId: null, productId: null, serial: null } };
    expect(isVaultDisc(disc, [disc, elsewhere])).toBe(false);
    expect(isVaultDisc(disc, [disc, volume()])).toBe(false);
  });
});

describe('a serial', () => {
  it.each([
    ['4C530001230512118305', true],
    ['07A1', true],
    [null, false],
    ['', false],
    ['   ', false],
    ['000000000000', false],
    ['0123456789ABCDEF', false],
    ['6&2c24ce2a&0&3', false],
    ['abc', false],
  ])('%s: usable %s', (serial, expected) => {
    expect(isUsableSerial(serial)).toBe(expected);
  });
  it('does not count when two devices show the same', () => {
    const twin = stick({ id: 'usb:001:6', port: '1-2' });
    expect(keyOfDevice(stick(), [stick(), twin])).toBeNull();
    expect(keyOfDevice(stick(), [stick()])).toMatchObject({ type: 'serial', serial: stick().serial });
  });
});
