/** The one question about storage that is asked of Windows, and the shape of its answer. */

import { z } from 'zod';

/**
 * Storage cmdlets know disks, partitions and volumes; Win32_DiskDrive knows slots without a card; the PnP parent ties
 * a disk to its USB device. BitLocker's state comes from the shell, since its own cmdlets need an administrator.
 */
export const LISTING_SCRIPT = `
$ErrorActionPreference = 'SilentlyContinue'
function Parent($id) { [string](Get-PnpDeviceProperty -InstanceId $id -KeyName DEVPKEY_Device_Parent).Data }
$shell = New-Object -ComObject Shell.Application
$serials = @{}
Get-CimInstance Win32_LogicalDisk | ForEach-Object { $serials[$_.DeviceID] = [string]$_.VolumeSerialNumber }
$known = @{}
Get-Disk | ForEach-Object { $known[[int]$_.Number] = $_ }
$drives = @(Get-CimInstance Win32_DiskDrive | ForEach-Object {
  $disk = $known[[int]$_.Index]
  [pscustomobject]@{
    number = [int]$_.Index; pnp = [string]$_.PNPDeviceID; parent = Parent $_.PNPDeviceID
    bus = [string]$disk.BusType; size = [long]$_.Size; media = [string]$_.MediaType
    system = [bool]($disk.IsSystem -or $disk.IsBoot); readOnly = [bool]$disk.IsReadOnly
  }
})
$partitions = @(Get-Partition | ForEach-Object {
  [pscustomobject]@{
    disk = [int]$_.DiskNumber; number = [int]$_.PartitionNumber; size = [long]$_.Size
    paths = @($_.AccessPaths | ForEach-Object { [string]$_ })
  }
})
$volumes = @(Get-Volume | ForEach-Object {
  $letter = if ($_.DriveLetter) { [string]$_.DriveLetter } else { '' }
  $lock = 0
  if ($letter) { $lock = [int]$shell.NameSpace("$($letter):").Self.ExtendedProperty('System.Volume.BitLockerProtection') }
  [pscustomobject]@{
    path = [string]$_.Path; letter = $letter; label = [string]$_.FileSystemLabel
    fileSystem = [string]$_.FileSystem; type = [string]$_.DriveType; size = [long]$_.Size
    serial = [string]$serials["$($letter):"]; bitlocker = $lock
  }
})
$discs = @(Get-CimInstance Win32_CDROMDrive | ForEach-Object {
  [pscustomobject]@{
    drive = [string]$_.Drive; pnp = [string]$_.PNPDeviceID; parent = Parent $_.PNPDeviceID
    loaded = [bool]$_.MediaLoaded
  }
})
[pscustomobject]@{ drives = $drives; partitions = $partitions; volumes = $volumes; discs = $discs } |
  ConvertTo-Json -Depth 4 -Compress
`;

const text = z.string();
export const listingSchema = z.object({
  drives: z.array(
    z.object({
      number: z.number(),
      pnp: text,
      parent: text,
      bus: text,
      size: z.number(),
      media: text,
      system: z.boolean(),
      readOnly: z.boolean(),
    }),
  ),
  partitions: z.array(
    z.object({ disk: z.number(), number: z.number(), size: z.number(), paths: z.array(text) }),
  ),
  volumes: z.array(
    z.object({
      path: text,
      letter: text,
      label: text,
      fileSystem: text,
      type: text,
      size: z.number(),
      serial: text,
      bitlocker: z.number(),
    }),
  ),
  discs: z.array(z.object({ drive: text, pnp: text, parent: text, loaded: z.boolean() })),
});

export type Listing = z.infer<typeof listingSchema>;
