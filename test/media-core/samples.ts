/** Devices and volumes as they are found in a clinic, to start table tests from. */

import type { InsertionContext } from '../../electron/core/media/insertion/state.ts';
import type { Device, UsbInterface, Volume } from '../../shared/model/media.ts';

/** `08/06/50` or `ff/ff/00 MTP`. */
export function interfaceOf(code: string): UsbInterface {
  const [numbers = '', name = null] = code.split(' ');
  const [interfaceClass = '', subclass = '', protocol = ''] = numbers.split('/');
  return { class: interfaceClass, subclass, protocol, name };
}

export const STORAGE = interfaceOf('08/06/50');
export const KEYBOARD = interfaceOf('03/01/01');

export function stick(changes: Partial<Device> = {}): Device {
  return {
    id: 'usb:001:5',
    vendorId: '0781',
    productId: '5581',
    vendor: 'SanDisk',
    product: 'Ultra',
    serial: '4C530001230512118305',
    speed: 'high',
    port: '1-1',
    deviceClass: '00',
    interfaces: [STORAGE],
    ...changes,
  };
}

export function volume(changes: Partial<Volume> = {}): Volume {
  return {
    id: '101.0:8:17:/media/desk/CT',
    state: 'mounted',
    mountPoint: '/media/desk/CT',
    node: '/dev/sdb1',
    block: 'sdb1@7',
    shows: null,
    disk: 'sdb',
    partition: 1,
    fileSystem: 'exfat',
    label: '紹介状 CT',
    uuid: 'FBBB-6DB0',
    bytes: 16_000_000_000,
    readOnly: true,
    options: ['ro', 'nosuid', 'nodev'],
    removable: true,
    atMountRoot: true,
    system: false,
    lock: null,
    usb: { port: '1-1', vendorId: null, productId: null, serial: null },
    ...changes,
  };
}

/** A FUSE or loop mount under a mount root: no device under it. */
export const folderVolume = (changes: Partial<Volume> = {}): Volume =>
  volume({
    id: '201.0:0:45:/media/fuse',
    mountPoint: '/media/fuse',
    node: null,
    block: null,
    disk: null,
    partition: null,
    fileSystem: 'fuse',
    label: null,
    uuid: null,
    bytes: null,
    removable: false,
    usb: null,
    ...changes,
  });

export const context = (changes: Partial<InsertionContext> = {}): InsertionContext => ({
  now: 1_000,
  registry: [],
  guests: 'allow',
  canAsk: false,
  ownPaths: ['/var/lib/sekisho', '/srv/inbox'],
  mountRoots: ['/media', '/run/media'],
  mountAfterMs: 1_500,
  eject: true,
  ...changes,
});
