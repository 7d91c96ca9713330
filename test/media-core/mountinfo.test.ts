/** Reading mountinfo: names in any script, mounts that cover others, and the same file system shown twice. */

import { describe, expect, it } from 'vitest';
import { createMountChanges } from '../../electron/core/media/linux/mount-changes.ts';
import { parseMountinfo, visibleMounts } from '../../electron/core/media/linux/mountinfo.ts';
import { mountPointIn } from '../../electron/core/media/linux/mounter.ts';

const parse = (...lines: readonly string[]) => parseMountinfo(Buffer.from(`${lines.join('\n')}\n`));
const line = (id: number, parent: number, dev: string, mountPoint: string, root = '/'): string =>
  `${id} ${parent} ${dev} ${root} ${mountPoint} rw,relatime shared:1 - ext4 /dev/x rw`;
const points = (mounts: readonly { id: string }[]): readonly string[] => mounts.map((mount) => mount.id);

describe('mountinfo', () => {
  it('gives every field, with and without optional ones', () => {
    const [first, second] = parse(
      '98 27 8:17 / /media/desk/CT ro,nosuid,nodev shared:44 master:2 - fuseblk /dev/sdb1 ro,user_id=0',
      '99 27 0:45 / /media/x rw - fuse.sshfs host:/a\\040b rw',
    );
    expect(first).toEqual({
      id: '98',
      parent: '27',
      dev: '8:17',
      root: '/',
      mountPoint: '/media/desk/CT',
      reachable: true,
      options: ['ro', 'nosuid', 'nodev'],
      type: 'fuseblk',
      source: '/dev/sdb1',
      superOptions: ['ro', 'user_id=0'],
    });
    expect(second).toMatchObject({ type: 'fuse.sshfs', source: 'host:/a b' });
  });

  it('unescapes octal, in the middle of Japanese names too', () => {
    const [mount] = parse(line(1, 0, '8:1', '/media/紹介状\\040CT\\134\\0111'));
    expect(mount).toMatchObject({ mountPoint: '/media/紹介状 CT\\\t1', reachable: true });
  });

  it('says when no path can name a mount point', () => {
    const bytes = Buffer.concat([
      Buffer.from('1 0 8:1 / /media/'),
      Buffer.from([0x8f, 0xd0]),
      Buffer.from(' rw - vfat /dev/sdb1 rw\n'),
    ]);
    expect(parseMountinfo(bytes)[0]?.reachable).toBe(false);
  });

  it('passes over what is not a mount', () => {
    expect(parse('', 'nonsense', '1 2 3')).toEqual([]);
  });

  it.each([
    [
      'the newer of two at one place',
      [line(1, 0, 'a', '/'), line(2, 1, 'b', '/media/x'), line(3, 2, 'c', '/media/x')],
      ['1', '3'],
    ],
    [
      'nothing under a folder that was mounted over',
      [line(1, 0, 'a', '/'), line(2, 1, 'b', '/media/x'), line(3, 1, 'c', '/media')],
      ['1', '3'],
    ],
    [
      'what is mounted inside another mount',
      [line(1, 0, 'a', '/'), line(2, 1, 'b', '/media'), line(3, 2, 'c', '/media/x')],
      ['1', '2', '3'],
    ],
    [
      'neighbours whose names begin alike',
      [line(1, 0, 'a', '/'), line(2, 1, 'b', '/media/x'), line(3, 1, 'c', '/media/xy')],
      ['1', '2', '3'],
    ],
    [
      'not what was inside a covered mount',
      [line(1, 0, 'a', '/'), line(2, 1, 'b', '/m'), line(3, 2, 'c', '/m/x'), line(4, 2, 'd', '/m')],
      ['1', '4'],
    ],
    [
      'a root that was mounted over',
      [line(1, 0, 'a', '/'), line(2, 1, 'b', '/'), line(3, 2, 'c', '/m')],
      ['2', '3'],
    ],
  ])('shows %s', (_what, lines, expected) => {
    expect(points(visibleMounts(parse(...lines)))).toEqual(expected);
  });
});

describe('what findmnt and udisksctl say', () => {
  it('counts unmounts, by name in any script', () => {
    const changes = createMountChanges();
    changes.note('mount /media/\\xe6\\x97\\xa5\\x20x');
    expect(changes.generation('/media/日 x')).toBe(0);
    changes.note('umount /media/\\xe6\\x97\\xa5\\x20x');
    expect(changes.generation('/media/日 x')).toBe(1);
    expect(changes.generation('/media/other')).toBe(0);
  });
  it.each([
    ['Mounted /dev/sdb1 at /run/media/desk/紹介状 CT\n', '/run/media/desk/紹介状 CT'],
    ['Mounted /dev/sdb1 at /media/CT.\n', '/media/CT'],
    ['Error mounting /dev/sdb1: …\n', null],
  ])('%j', (stdout, expected) => {
    expect(mountPointIn(stdout)).toBe(expected);
  });
});
