/** Reads who a USB device is and what it offers from sysfs, where the kernel keeps what it read when it came. */

import { setTimeout as pause } from 'node:timers/promises';
import type { UsbInterface } from '../../../../shared/model/media.ts';
import type { DescribeDevice, DeviceDescription, UsbDeviceFacts } from '../usb-hotplug.ts';
import { readFolder, readText } from './system-tree.ts';
import type { SystemTree } from './system-tree.ts';

/** The kernel announces a device before it has chosen its configuration; the interfaces appear some ms later. */
const PAUSES_MS = [0, 5, 10, 20, 40, 80, 160, 320, 640];

export const linuxPort = (device: UsbDeviceFacts): string | null =>
  device.ports.length === 0 ? null : `${Number.parseInt(device.bus, 10)}-${device.ports.join('.')}`;

export function createLinuxDescribe(tree: SystemTree): DescribeDevice {
  return async (device) => {
    const folder = folderOf(tree, device);
    let description: DeviceDescription | null = null;
    for (const ms of PAUSES_MS) {
      await pause(ms);
      const read = describe(folder);
      // Looked at after reading: another device may have taken the port in between.
      if (!isStill(folder, device)) return description;
      description = read;
      if (read.interfaces !== null) return read;
    }
    return description;
  };
}

const describe = (folder: string): DeviceDescription => ({
  vendor: readName(`${folder}/manufacturer`),
  product: readName(`${folder}/product`),
  serial: readName(`${folder}/serial`),
  interfaces: readInterfaces(folder),
});

function readName(path: string): string | null {
  const text = readText(path);
  return text === '' ? null : text;
}

function folderOf(tree: SystemTree, device: UsbDeviceFacts): string {
  // A root hub has no ports and is called after its bus.
  const name = linuxPort(device) ?? `usb${Number.parseInt(device.bus, 10)}`;
  return `${tree.sys}/bus/usb/devices/${name}`;
}

const isStill = (folder: string, device: UsbDeviceFacts): boolean =>
  Number(readText(`${folder}/devnum`)) === device.address &&
  Number(readText(`${folder}/busnum`)) === Number.parseInt(device.bus, 10);

/** Null until all interfaces of the chosen configuration are there. */
function readInterfaces(folder: string): readonly UsbInterface[] | null {
  const expected = Number(readText(`${folder}/bNumInterfaces`));
  const found = readFolder(folder).filter((entry) => /^\d+-[\d.]+:\d+\.\d+$/.test(entry));
  const interfaces = found.flatMap((entry) => {
    const value = (name: string): string | null => readText(`${folder}/${entry}/${name}`);
    const [interfaceClass, subclass, protocol] = [
      value('bInterfaceClass'),
      value('bInterfaceSubClass'),
      value('bInterfaceProtocol'),
    ];
    if (interfaceClass === null || subclass === null || protocol === null) return [];
    return [{ class: interfaceClass, subclass, protocol, name: value('interface') }];
  });
  return expected > 0 && interfaces.length >= expected ? interfaces : null;
}
