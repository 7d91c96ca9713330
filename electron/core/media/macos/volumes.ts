/** Volumes on macOS, from diskutil's property lists; ioreg says which of them hang on USB. */

import { gateError } from '../../../../shared/errors.ts';
import type { UsbHint, Volume, VolumeState } from '../../../../shared/model/media.ts';
import { err, ok } from '../../../../shared/result.ts';
import type { RunCommand } from '../command.ts';
import { isAtMountRoot } from '../mount-roots.ts';
import type { MountRoots } from '../mount-roots.ts';
import type { Volumes } from '../ports.ts';
import { watchRoots } from '../roots-watch.ts';
import { isDict, listIn, numberIn, parsePlist, textIn } from './plist.ts';
import type { Dict } from './plist.ts';
import { readUsbTree } from './usb-tree.ts';
import type { UsbNode } from './usb-tree.ts';

const TIMEOUT_MS = 15_000;

/** Partitions that hold no files of anybody's. */
const NOT_FOR_FILES = new Set(['EFI', 'Apple_Boot', 'Apple_partition_map', 'Apple_APFS', 'Apple_Free']);

export function createMacosVolumes(run: RunCommand, roots: MountRoots): Volumes {
  const plist = async (...args: readonly string[]): Promise<Dict | null> => {
    const outcome = await run('diskutil', args, TIMEOUT_MS);
    if (outcome.type !== 'done' || outcome.code !== 0) return null;
    const parsed = parsePlist(outcome.stdout);
    return isDict(parsed) ? parsed : null;
  };

  return {
    async list() {
      const listing = await plist('list', '-plist');
      const usb = await readUsbTree(run);
      if (listing === null || usb === null) return err(gateError('volumes-unavailable'));
      const names = listIn(listing, 'AllDisksAndPartitions').flatMap(leavesOf);
      const infos = await Promise.all(names.map((name) => plist('info', '-plist', name)));
      const known = infos.filter((info) => info !== null);
      return ok(known.map((info) => toVolume(info, usb, roots, systemDisks(known))));
    },
    watch: (changed) => Promise.resolve(watchRoots(roots.paths, changed)),
  };
}

/** Partitions and APFS volumes; the whole disk where there are none. */
function leavesOf(disk: Dict): readonly string[] {
  const parts = [...listIn(disk, 'Partitions'), ...listIn(disk, 'APFSVolumes')];
  return (parts.length > 0 ? parts : [disk]).flatMap((part) => {
    if (NOT_FOR_FILES.has(textIn(part, 'Content') ?? '')) return [];
    return textIn(part, 'DeviceIdentifier') ?? [];
  });
}

/** The disk mounted on `/` and, since APFS puts a made-up disk over the real one, the disk that stores it. */
function systemDisks(infos: readonly Dict[]): ReadonlySet<string> {
  const root = infos.find((info) => textIn(info, 'MountPoint') === '/');
  if (root === undefined) return new Set();
  const stores = listIn(root, 'APFSPhysicalStores').flatMap(
    (store) => textIn(store, 'APFSPhysicalStore') ?? [],
  );
  return new Set([textIn(root, 'ParentWholeDisk') ?? '', ...stores.map(wholeDisk)]);
}

const wholeDisk = (name: string): string => /^disk\d+/.exec(name)?.[0] ?? name;

function toVolume(
  info: Dict,
  usb: readonly UsbNode[],
  roots: MountRoots,
  system: ReadonlySet<string>,
): Volume {
  const name = textIn(info, 'DeviceIdentifier') ?? '';
  const disk = textIn(info, 'ParentWholeDisk') ?? wholeDisk(name);
  const store = listIn(info, 'APFSPhysicalStores').flatMap(
    (one) => textIn(one, 'APFSPhysicalStore') ?? [],
  )[0];
  const hint = hintFor(usb, store === undefined ? [name, disk] : [store, wholeDisk(store)]);
  const mountPoint = textIn(info, 'MountPoint');
  const removable = info['RemovableMediaOrExternalDevice'] === true;
  const uuid = textIn(info, 'VolumeUUID') ?? textIn(info, 'DiskUUID');
  const bytes = numberIn(info, 'Size') ?? numberIn(info, 'TotalSize');
  const state = stateOf(info, mountPoint, bytes);
  const block = `${name}@${uuid ?? ''}`;
  const partition = /s(\d+)$/.exec(name)?.[1];
  return {
    id: `${block}:${state}:${mountPoint ?? ''}`,
    state,
    mountPoint,
    node: name,
    block,
    shows: null,
    disk: store === undefined ? disk : wholeDisk(store),
    partition: partition === undefined ? null : Number(partition),
    fileSystem: textIn(info, 'FilesystemType')?.replace('cd9660', 'iso9660') ?? null,
    label: textIn(info, 'VolumeName'),
    uuid,
    bytes,
    readOnly: info['WritableVolume'] === false,
    options: [],
    removable: removable || hint !== null,
    atMountRoot: mountPoint !== null && isAtMountRoot(mountPoint, roots, new Set()),
    // Other partitions of built-in disks are mounted under /Volumes as well.
    system: system.has(disk) || (info['Internal'] === true && !removable && hint === null),
    lock: state === 'locked' ? 'apfs' : null,
    usb: hint,
  };
}

function stateOf(info: Dict, mountPoint: string | null, bytes: number | null): VolumeState {
  if (mountPoint !== null) return 'mounted';
  if (bytes === 0) return 'no-medium';
  if (info['Locked'] === true) return 'locked';
  return textIn(info, 'FilesystemType') === null ? 'unformatted' : 'unmounted';
}

function hintFor(usb: readonly UsbNode[], names: readonly string[]): UsbHint | null {
  return usb.find((node) => names.some((name) => node.bsdNames.includes(name)))?.hint ?? null;
}
