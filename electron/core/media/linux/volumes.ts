/** Volumes on Linux: /proc/self/mountinfo says what is mounted, /sys and udev's database what is under it. */

import { gateError } from '../../../../shared/errors.ts';
import type { Volume } from '../../../../shared/model/media.ts';
import { err, ok } from '../../../../shared/result.ts';
import type { RunCommand } from '../command.ts';
import { isAtMountRoot } from '../mount-roots.ts';
import type { MountRoots } from '../mount-roots.ts';
import { listenToTool } from '../notice.ts';
import type { MediumProbe, Stop, Volumes } from '../ports.ts';
import { blockDevice, blockNames } from './block.ts';
import type { BlockDevice } from './block.ts';
import { parseMountinfo, visibleMounts } from './mountinfo.ts';
import type { Mount } from './mountinfo.ts';
import { createSignatures } from './signatures.ts';
import { kernelName, readRaw, readText } from './system-tree.ts';
import type { SystemTree } from './system-tree.ts';
import { createMountChanges } from './mount-changes.ts';

/** What the machine itself runs from, live systems included. */
const SYSTEM_MOUNT_POINTS = new Set([
  '/',
  '/boot',
  '/boot/efi',
  '/efi',
  '/usr',
  '/var',
  '/home',
  '/opt',
  '/srv',
  '/nix',
  '/run/live/medium',
  '/lib/live/mount/medium',
]);

export type LinuxVolumesDeps = {
  readonly tree: SystemTree;
  readonly roots: MountRoots;
  readonly run: RunCommand;
  readonly probe: Pick<MediumProbe, 'firstBytes'>;
};

export function createLinuxVolumes({ tree, roots, run, probe }: LinuxVolumesDeps): Volumes {
  const signatures = createSignatures(tree, run, probe);
  const changes = createMountChanges();

  async function list(): Promise<readonly Volume[] | null> {
    const raw = readRaw(`${tree.proc}/self/mountinfo`);
    if (raw === null) return null;
    const mounts = visibleMounts(parseMountinfo(raw));
    const devices = new Map(
      blockNames(tree).flatMap((name) => {
        const device = blockDevice(tree, name);
        return device === null ? [] : [[name, device]];
      }),
    );
    const under = new Map(mounts.map((mount) => [mount, deviceUnder(mount, devices)]));
    const systemDisks = findSystemDisks(mounts, under, devices);
    const points = new Set(mounts.map((mount) => mount.mountPoint));

    const mounted = mounts.map(async (mount): Promise<Volume> => {
      const device = under.get(mount) ?? null;
      const atMountRoot = isAtMountRoot(mount.mountPoint, roots, points);
      // A folder that somebody bound to a mount root on purpose is a medium, whichever disk it came from.
      const bound = atMountRoot && mount.root !== '/' && mount.type !== 'btrfs';
      const wanted = device !== null && !bound && (atMountRoot || device.removable);
      const facts = wanted ? await signatures.read(device) : null;
      const isFuse = mount.type === 'fuse' || mount.type === 'fuseblk';
      return {
        ...placeOf(bound ? null : device),
        id: `${mount.id}.${changes.generation(mount.mountPoint)}:${mount.dev}:${mount.mountPoint}`,
        state: mount.reachable ? 'mounted' : 'unreachable',
        mountPoint: mount.mountPoint,
        shows: `${mount.dev} ${mount.root}`,
        fileSystem: (isFuse ? facts?.type : null) ?? mount.type,
        label: facts?.label ?? null,
        uuid: facts?.uuid ?? null,
        readOnly: [...mount.options, ...mount.superOptions].includes('ro'),
        options: mount.options,
        atMountRoot,
        system: !bound && (device?.disks.some((disk) => systemDisks.has(disk)) ?? false),
        lock: null,
      };
    });

    const inUse = new Set([...under.values()].map((device) => device?.name));
    const loose = [...devices.values()]
      .filter((device) => device.removable && !inUse.has(device.name) && !device.held)
      .filter((device) => !device.disks.some((disk) => systemDisks.has(disk)))
      .filter((device) => !device.hasPartitions)
      .map(async (device): Promise<readonly Volume[]> => {
        const found = await signatures.judge(device);
        if (found === null) return [];
        return [
          {
            ...placeOf(device),
            id: `${device.identity}:unmounted`,
            state: found.state,
            mountPoint: null,
            shows: null,
            fileSystem: found.facts?.type ?? null,
            label: found.facts?.label ?? null,
            uuid: found.facts?.uuid ?? null,
            readOnly: device.readOnly,
            options: [],
            atMountRoot: false,
            system: false,
            lock: found.lock,
          },
        ];
      });
    return [...(await Promise.all(mounted)), ...(await Promise.all(loose)).flat()];
  }

  return {
    list: async () => {
      const volumes = await list();
      return volumes === null ? err(gateError('volumes-unavailable')) : ok(volumes);
    },
    watch: (changed) => {
      signatures.onLate(changed);
      return Promise.resolve(watchMounts(changes, changed));
    },
  };

  function deviceUnder(mount: Mount, devices: ReadonlyMap<string, BlockDevice>): BlockDevice | null {
    const byNumber = [...devices.values()].find((device) => device.dev === mount.dev);
    if (byNumber !== undefined) return byNumber;
    // FUSE without blkdev, btrfs: the file system has a number of its own, the source still names the device.
    const name = kernelName(tree, mount.source);
    return (name === null ? undefined : devices.get(name)) ?? null;
  }

  function findSystemDisks(
    mounts: readonly Mount[],
    under: ReadonlyMap<Mount, BlockDevice | null>,
    devices: ReadonlyMap<string, BlockDevice>,
  ): ReadonlySet<string> {
    const swaps = (readText(`${tree.proc}/swaps`) ?? '').split('\n').flatMap((line) => {
      const name = kernelName(tree, line.split(/\s/)[0] ?? '');
      return (name === null ? undefined : devices.get(name)) ?? [];
    });
    const running = mounts
      .filter((mount) => SYSTEM_MOUNT_POINTS.has(mount.mountPoint))
      .flatMap((mount) => under.get(mount) ?? []);
    return new Set([...swaps, ...running].flatMap((device) => device.disks));
  }
}

function placeOf(
  device: BlockDevice | null,
): Pick<Volume, 'node' | 'block' | 'disk' | 'partition' | 'bytes' | 'removable' | 'usb'> {
  const port = device?.usbPort ?? null;
  return {
    node: device === null ? null : `/dev/${device.name}`,
    block: device?.identity ?? null,
    disk: device?.disks[0] ?? null,
    partition: device?.partition ?? null,
    bytes: device?.bytes ?? null,
    removable: device?.removable ?? false,
    usb: port === null ? null : { port, vendorId: null, productId: null, serial: null },
  };
}

/**
 * Node cannot poll mountinfo for its exceptional condition; findmnt can, and is part of every Linux. udevadm tells of
 * cards and locked partitions that nothing mounts.
 */
function watchMounts(changes: ReturnType<typeof createMountChanges>, changed: () => void): Stop {
  const findmnt = ['--poll', '--noheadings', '--raw', '--output', 'ACTION,TARGET'];
  const udevadm = ['monitor', '--udev', '--subsystem-match=block'];
  const stops = [
    listenToTool({ file: 'findmnt', args: findmnt }, (line) => {
      changes.note(line);
      changed();
    }),
    listenToTool({ file: 'udevadm', args: udevadm }, changed),
  ];
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}
