/** Volumes on Windows, from one listing of disks, partitions, volumes and disc drives. */

import { gateError } from '../../../../shared/errors.ts';
import type { UsbHint, Volume, VolumeState } from '../../../../shared/model/media.ts';
import { err, ok } from '../../../../shared/result.ts';
import type { RunCommand } from '../command.ts';
import { listenToTool } from '../notice.ts';
import type { Volumes } from '../ports.ts';
import { isUsableSerial } from '../serial.ts';
import { LISTING_SCRIPT, listingSchema } from './listing.ts';
import type { Listing } from './listing.ts';
import { askPowershell, powershellArgs, powershellPath } from './powershell.ts';

/** One line for every volume that arrives, leaves or changes. */
const NOTICE_SCRIPT = `
Register-CimIndicationEvent -ClassName Win32_VolumeChangeEvent -SourceIdentifier sekisho | Out-Null
while ($true) { Wait-Event -SourceIdentifier sekisho | Remove-Event; [Console]::Out.WriteLine('changed') }
`;

/** System.Volume.BitLockerProtection: 6 is locked. */
const BITLOCKER_LOCKED = 6;

export function createWindowsVolumes(run: RunCommand): Volumes {
  return {
    async list() {
      const listing = listingSchema.safeParse(await askPowershell(run, LISTING_SCRIPT));
      return listing.success ? ok(volumesIn(listing.data)) : err(gateError('volumes-unavailable'));
    },
    watch: (changed) =>
      Promise.resolve(listenToTool({ file: powershellPath(), args: powershellArgs(NOTICE_SCRIPT) }, changed)),
  };
}

type Drive = Listing['drives'][number];
type WindowsVolume = Listing['volumes'][number];

export function volumesIn(listing: Listing): readonly Volume[] {
  const partitions = listing.partitions.flatMap((partition) => {
    const drive = listing.drives.find((one) => one.number === partition.disk);
    const volume = listing.volumes.find((one) => partition.paths.includes(one.path));
    // Without a letter or folder (reserved and EFI partitions) Windows lets nobody in, and neither do we look.
    const mountPoint = partition.paths.find((path) => /^[A-Z]:\\/i.test(path));
    if (drive === undefined || volume === undefined || mountPoint === undefined) return [];
    return [toVolume(volume, mountPoint, drive, partition.number)];
  });
  const discs = listing.discs.flatMap((disc) => {
    const volume = listing.volumes.find((one) => `${one.letter}:` === disc.drive);
    if (!disc.loaded || volume === undefined) return [];
    const drive: Drive = {
      number: -1,
      pnp: disc.pnp,
      parent: disc.parent,
      bus: '',
      size: volume.size,
      media: '',
      system: false,
      readOnly: true,
    };
    const fileSystem = volume.fileSystem === 'CDFS' ? 'iso9660' : volume.fileSystem;
    return [toVolume({ ...volume, fileSystem }, `${disc.drive}\\`, drive, null)];
  });
  const slots = listing.drives.filter((drive) => drive.size === 0).map(emptySlot);
  return [...partitions, ...discs, ...slots];
}

function toVolume(volume: WindowsVolume, mountPoint: string, drive: Drive, partition: number | null): Volume {
  const state: VolumeState =
    volume.bitlocker === BITLOCKER_LOCKED ? 'locked' : volume.fileSystem === '' ? 'unformatted' : 'mounted';
  const usb = usbHint(drive.parent);
  // A reader's drive keeps its volume path whichever card is in; the file system's serial tells cards apart.
  const block = `${volume.path}@${volume.serial}`;
  return {
    id: `${block}:${mountPoint}:${state}`,
    state,
    mountPoint: state === 'mounted' ? mountPoint : null,
    node: mountPoint.slice(0, 2),
    block,
    shows: null,
    disk: drive.pnp,
    partition,
    fileSystem: volume.fileSystem === '' ? null : volume.fileSystem.toLowerCase(),
    label: volume.label === '' ? null : volume.label,
    uuid: volume.serial === '' ? null : volume.serial,
    bytes: volume.size === 0 ? null : volume.size,
    readOnly: drive.readOnly,
    options: [],
    removable: usb !== null || volume.type === 'Removable' || volume.type === 'CD-ROM',
    atMountRoot: false,
    system: drive.system,
    lock: state === 'locked' ? 'bitlocker' : null,
    usb,
  };
}

function emptySlot(drive: Drive): Volume {
  return {
    id: `${drive.pnp}:empty`,
    state: 'no-medium',
    mountPoint: null,
    node: null,
    block: null,
    shows: null,
    disk: drive.pnp,
    partition: null,
    fileSystem: null,
    label: null,
    uuid: null,
    bytes: null,
    readOnly: false,
    options: [],
    removable: true,
    atMountRoot: false,
    system: false,
    lock: null,
    usb: usbHint(drive.parent),
  };
}

/** `USB\\VID_0781&PID_5581\\4C530001230512118305`; the last part is made up by Windows where there is no serial. */
export function usbHint(instanceId: string): UsbHint | null {
  const match = /^USB\\VID_([0-9A-F]{4})&PID_([0-9A-F]{4})[^\\]*\\(.*)$/i.exec(instanceId);
  if (match === null) return null;
  const [, vendorId = '', productId = '', serial = ''] = match;
  return {
    port: null,
    vendorId: vendorId.toLowerCase(),
    productId: productId.toLowerCase(),
    serial: isUsableSerial(serial) ? serial : null,
  };
}
