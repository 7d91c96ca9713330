/** What /sys tells about a block device: its disk, whether it can be taken out, and the USB port it hangs on. */

import { basename, dirname } from 'node:path';
import { readFolder, readText, resolveLink } from './system-tree.ts';
import type { SystemTree } from './system-tree.ts';

export type BlockDevice = {
  /** `sdb1` */
  readonly name: string;
  readonly dev: string;
  /** Whole disks below it: more than one for RAID and the like, its own when it is a disk. */
  readonly disks: readonly string[];
  readonly partition: number | null;
  readonly bytes: number | null;
  readonly readOnly: boolean;
  readonly removable: boolean;
  /** `1-1.4` */
  readonly usbPort: string | null;
  readonly optical: boolean;
  /** Something else (an opened LUKS container) lies on top of it. */
  readonly held: boolean;
  readonly hasPartitions: boolean;
  /** The device with the medium now in it: the kernel counts every change of medium. */
  readonly identity: string;
};

/** A USB device's folder in a sysfs path: bus, ports. */
const USB_PORT = /^\d+-\d+(?:\.\d+)*$/;
const SECTOR_BYTES = 512;
/** Stacks of device mapper, RAID and crypt are rarely three deep. */
const MAX_STACK = 8;

export function blockDevice(tree: SystemTree, name: string): BlockDevice | null {
  const link = `${tree.sys}/class/block/${name}`;
  const folder = resolveLink(link);
  if (folder === null) return null;
  const sectors = readText(`${folder}/size`);
  // Dozens of loop and RAM devices that nothing is attached to; every list would ask each of them everything.
  if (sectors === '0' && folder.includes('/virtual/')) return null;
  const below = foldersBelow(tree, name, 0);
  const disks = [...new Set(below.map((path) => basename(diskFolder(path))))];
  const partition = readText(`${folder}/partition`);
  const dev = readText(`${folder}/dev`) ?? '';
  const usbPort = below.map(portIn).find((port) => port !== null) ?? null;
  const optical = disks.some((disk) => disk.startsWith('sr'));
  return {
    name,
    dev,
    disks,
    partition: partition === null ? null : Number(partition),
    bytes: sectors === null ? null : Number(sectors) * SECTOR_BYTES,
    readOnly: readText(`${folder}/ro`) === '1',
    removable: optical || usbPort !== null || below.some(isRemovable),
    usbPort,
    optical,
    held: readFolder(`${folder}/holders`).length > 0,
    hasPartitions: readFolder(folder).some(
      (entry) => entry.startsWith(name) && readText(`${folder}/${entry}/partition`) !== null,
    ),
    identity: `${name}@${readText(`${diskFolder(folder)}/diskseq`) ?? dev}`,
  };
}

/** Sysfs folders of the devices at the bottom: an opened LUKS container leads to the partition that holds it. */
function foldersBelow(tree: SystemTree, name: string, depth: number): readonly string[] {
  const folder = resolveLink(`${tree.sys}/class/block/${name}`);
  if (folder === null) return [];
  const slaves = readFolder(`${folder}/slaves`);
  if (slaves.length === 0 || depth >= MAX_STACK) return [folder];
  return slaves.flatMap((slave) => foldersBelow(tree, slave, depth + 1));
}

const diskFolder = (folder: string): string =>
  readText(`${folder}/partition`) === null ? folder : dirname(folder);

const portIn = (folder: string): string | null =>
  folder
    .split('/')
    .filter((part) => USB_PORT.test(part))
    .at(-1) ?? null;

function isRemovable(folder: string): boolean {
  const disk = diskFolder(folder);
  if (readText(`${disk}/removable`) === '1') return true;
  // A card in a built-in reader says 0 there; what is soldered in calls itself MMC, a card SD.
  return basename(disk).startsWith('mmcblk') && readText(`${disk}/device/type`) === 'SD';
}

export const blockNames = (tree: SystemTree): readonly string[] => readFolder(`${tree.sys}/class/block`);
