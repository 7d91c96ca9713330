/**
 * Recognises a stick with a vault of its own vendor: a disc with the unlocking program, and beside it a disk that stays
 * empty until the password was given. The disc is not what staff want to bring in, so it is held as locked.
 */

import type { Volume } from '../../../shared/model/media.ts';

const DISC_FILE_SYSTEMS = new Set(['iso9660', 'udf', 'cdfs', 'cd9660']);

export function isVaultDisc(volume: Volume, all: readonly Volume[]): boolean {
  const usb = volume.usb;
  if (usb === null || !DISC_FILE_SYSTEMS.has(volume.fileSystem?.toLowerCase() ?? '')) return false;
  return all.some(
    (other) =>
      other.state === 'no-medium' &&
      other.disk !== volume.disk &&
      other.usb !== null &&
      (usb.port === null
        ? other.usb.serial !== null && other.usb.serial === usb.serial
        : other.usb.port === usb.port),
  );
}
