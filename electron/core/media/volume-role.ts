/** Decides which volumes are media: never the machine's own disk, a network share, or where our own files lie. */

import type { Volume } from '../../../shared/model/media.ts';

export type VolumeRole =
  | 'medium'
  /** Not removable and not at a mount root. */
  | 'fixed'
  | 'system-disk'
  | 'network'
  /** Kernel and desktop file systems that hold nobody's files. */
  | 'pseudo'
  /** Another mount shows the same files, and is the one that is gated. */
  | 'repeat'
  /** The destination or the data folder lies on it (or on another partition of the same disk). */
  | 'own-path';

const NETWORK = new Set([
  'nfs',
  'nfs4',
  'cifs',
  'smb',
  'smb3',
  'smbfs',
  'afpfs',
  'webdav',
  'davfs',
  'fuse.davfs2',
  'fuse.sshfs',
  'fuse.rclone',
  'fuse.s3fs',
  'fuse.glusterfs',
  'glusterfs',
  'ceph',
  'fuse.ceph',
  'afs',
  '9p',
  'virtiofs',
  'vboxsf',
  'fuse.vmhgfs-fuse',
  'prl_fs',
  'ncpfs',
  'ftp',
]);

const PSEUDO = new Set([
  'autofs',
  'binfmt_misc',
  'bpf',
  'cgroup',
  'cgroup2',
  'configfs',
  'debugfs',
  'devfs',
  'devpts',
  'devtmpfs',
  'efivarfs',
  'fuse.gvfsd-fuse',
  'fuse.portal',
  'fusectl',
  'hugetlbfs',
  'mqueue',
  'nsfs',
  'nullfs',
  'overlay',
  'proc',
  'pstore',
  'ramfs',
  'rpc_pipefs',
  'securityfs',
  'selinuxfs',
  'squashfs',
  'swap',
  'sysfs',
  'tmpfs',
  'tracefs',
]);

/** A mount root itself is often a tmpfs of the distribution's; one directly under it was put there on purpose. */
const PSEUDO_BUT_MOUNTED_ON_PURPOSE = new Set(['tmpfs', 'ramfs', 'overlay', 'squashfs']);

export type RoleContext = {
  /** Absolute, resolved paths of ours: destination, data folder. */
  readonly ownPaths: readonly string[];
  readonly mountRoots: readonly string[];
  /** Every volume of the same moment: the one that carries the destination may have a sibling on the same stick. */
  readonly all: readonly Volume[];
};

export function roleOf(volume: Volume, context: RoleContext): VolumeRole {
  if (volume.system) return 'system-disk';
  const fileSystem = volume.fileSystem?.toLowerCase() ?? '';
  if (NETWORK.has(fileSystem)) return 'network';
  const onPurpose =
    volume.atMountRoot &&
    PSEUDO_BUT_MOUNTED_ON_PURPOSE.has(fileSystem) &&
    !context.mountRoots.includes(volume.mountPoint ?? '');
  if (PSEUDO.has(fileSystem) && !onPurpose) return 'pseudo';
  if (carriesOwnPath(volume, context)) return 'own-path';
  if (!volume.removable && !volume.atMountRoot) return 'fixed';
  return isRepeat(volume, context.all) ? 'repeat' : 'medium';
}

/** One at a mount root goes before one elsewhere, then the one that was listed first. */
function isRepeat(volume: Volume, all: readonly Volume[]): boolean {
  if (volume.shows === null) return false;
  const same = all.filter((one) => one.shows === volume.shows);
  const first = same.find((one) => one.atMountRoot) ?? same[0];
  return first !== undefined && first.id !== volume.id;
}

function carriesOwnPath(volume: Volume, { ownPaths, all }: RoleContext): boolean {
  return ownPaths.some((path) => {
    const carrier = all
      .filter((one) => one.mountPoint !== null && covers(one.mountPoint, path))
      .reduce<Volume | null>(
        (best, one) =>
          best === null || (one.mountPoint?.length ?? 0) > (best.mountPoint?.length ?? 0) ? one : best,
        null,
      );
    if (carrier === null) return false;
    if (carrier.id === volume.id) return true;
    if (carrier.shows !== null && carrier.shows === volume.shows) return true;
    return carrier.disk !== null && carrier.disk === volume.disk;
  });
}

/** True when `path` is `mountPoint` or lies below it; `E:\` covers `e:\inbox`, since Windows paths know no case. */
export function covers(mountPoint: string, path: string): boolean {
  const windows = /^[A-Za-z]:\\?/.test(mountPoint);
  const fold = (text: string): string => (windows ? text.toLowerCase() : text).replace(/[\\/]+$/, '');
  const separator = windows ? '\\' : '/';
  return fold(path) === fold(mountPoint) || fold(path).startsWith(fold(mountPoint) + separator);
}
