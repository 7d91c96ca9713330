/** Which USB devices macOS knows, what they offer, and which disks hang on them: read from ioreg, nothing is opened. */

import type { UsbHint, UsbInterface } from '../../../../shared/model/media.ts';
import type { RunCommand } from '../command.ts';
import { describeWhenSettled } from '../settled-description.ts';
import type { DescribeDevice, UsbDeviceFacts } from '../usb-hotplug.ts';
import { isDict, listIn, numberIn, parsePlist, textIn } from './plist.ts';
import type { Dict, Plist } from './plist.ts';

export type UsbNode = {
  readonly hint: UsbHint;
  readonly vendor: string | null;
  readonly product: string | null;
  readonly interfaces: readonly UsbInterface[];
  /** `disk4`, `disk4s1` */
  readonly bsdNames: readonly string[];
};

const TIMEOUT_MS = 15_000;

export async function readUsbTree(run: RunCommand): Promise<readonly UsbNode[] | null> {
  const args = ['-a', '-r', '-c', 'IOUSBHostDevice', '-l', '-w', '0'];
  const outcome = await run('ioreg', args, TIMEOUT_MS);
  if (outcome.type !== 'done' || outcome.code !== 0) return null;
  // No USB device at all: ioreg prints nothing.
  if (outcome.stdout.trim() === '') return [];
  const plist = parsePlist(outcome.stdout);
  return plist === undefined ? null : nodesIn(plist);
}

export function nodesIn(plist: Plist): readonly UsbNode[] {
  const roots = Array.isArray(plist) ? (plist as readonly Plist[]).filter(isDict) : [];
  return roots.flatMap(nodesBelow);
}

const children = (entry: Dict): readonly Dict[] => listIn(entry, 'IORegistryEntryChildren');
const isDevice = (entry: Dict): boolean =>
  entry['idVendor'] !== undefined && entry['bDeviceClass'] !== undefined;
const isInterface = (entry: Dict): boolean => entry['bInterfaceClass'] !== undefined;

function nodesBelow(entry: Dict): readonly UsbNode[] {
  const deeper = children(entry).flatMap(nodesBelow);
  return isDevice(entry) ? [toNode(entry), ...deeper] : deeper;
}

/** Everything below a device that does not belong to another device behind it. */
function ownEntries(entry: Dict): readonly Dict[] {
  return children(entry).flatMap((child) => (isDevice(child) ? [] : [child, ...ownEntries(child)]));
}

function toNode(entry: Dict): UsbNode {
  const own = ownEntries(entry);
  const location = numberIn(entry, 'locationID');
  const hex = (key: string, digits: number): string | null =>
    numberIn(entry, key)?.toString(16).padStart(digits, '0') ?? null;
  return {
    hint: {
      port: location === null ? null : portOfLocation(location),
      vendorId: hex('idVendor', 4),
      productId: hex('idProduct', 4),
      serial: textIn(entry, 'USB Serial Number') ?? textIn(entry, 'kUSBSerialNumberString'),
    },
    vendor: textIn(entry, 'USB Vendor Name') ?? textIn(entry, 'kUSBVendorString'),
    product: textIn(entry, 'USB Product Name') ?? textIn(entry, 'kUSBProductString'),
    interfaces: own.filter(isInterface).map(toInterface),
    bsdNames: own.flatMap((one) => textIn(one, 'BSD Name') ?? []),
  };
}

function toInterface(entry: Dict): UsbInterface {
  const hex = (key: string): string => (numberIn(entry, key) ?? 0xff).toString(16).padStart(2, '0');
  return {
    class: hex('bInterfaceClass'),
    subclass: hex('bInterfaceSubClass'),
    protocol: hex('bInterfaceProtocol'),
    name: textIn(entry, 'kUSBString') ?? textIn(entry, 'USB Interface Name'),
  };
}

/** A location is the bus in the highest byte, then one port a nibble, ended by zeros: 0x14200000 is bus 14, port 2. */
export function portOfLocation(location: number): string {
  const digits = (location >>> 0).toString(16).padStart(8, '0');
  const ports = Array.from(digits.slice(2).replace(/0+$/, ''), (nibble) => Number.parseInt(nibble, 16));
  return `${digits.slice(0, 2)}-${ports.join('.')}`;
}

export const macosPort = (device: UsbDeviceFacts): string | null =>
  device.ports.length === 0 ? null : `${device.bus}-${device.ports.join('.')}`;

export function createMacosDescribe(run: RunCommand): DescribeDevice {
  return (device) => {
    const port = macosPort(device);
    return describeWhenSettled(async () => {
      const nodes = await readUsbTree(run);
      const node = nodes?.find((one) => port !== null && one.hint.port === port);
      if (node === undefined) return null;
      const { vendor, product, hint } = node;
      const interfaces = node.interfaces.length > 0 ? node.interfaces : null;
      return { vendor, product, serial: hint.serial, interfaces };
    });
  };
}
