/** Ties a volume to the USB device it sits on, by whatever the system gives: port, or vendor, product and serial. */

import type { Device, Tie, UsbHint, Volume } from '../../../shared/model/media.ts';

/**
 * `tied` names the one device. `unknown` lists the devices that it could be (none at all when USB does not show the
 * device): what is decided then must hold for each of them.
 */
export type TieResult =
  | { readonly tie: 'none' }
  | { readonly tie: 'tied'; readonly device: Device }
  | { readonly tie: 'unknown'; readonly candidates: readonly Device[] };

export function tieVolume(volume: Pick<Volume, 'usb'>, devices: readonly Device[]): TieResult {
  const hint = volume.usb;
  if (hint === null) return { tie: 'none' satisfies Tie };
  if (hint.port !== null) {
    const atPort = devices.filter((device) => device.port === hint.port);
    // The port alone is no proof when the ids disagree: something else was plugged in there meanwhile.
    const only = atPort.length === 1 ? atPort[0] : undefined;
    if (only !== undefined && idsAgree(hint, only)) return { tie: 'tied', device: only };
  }
  const sameModel = devices.filter((device) => hint.vendorId !== null && idsAgree(hint, device));
  const sameSerial = sameModel.filter((device) => hint.serial !== null && device.serial === hint.serial);
  const matches = sameSerial.length > 0 ? sameSerial : sameModel;
  const only = matches.length === 1 ? matches[0] : undefined;
  if (only !== undefined && (hint.port === null || only.port === null)) return { tie: 'tied', device: only };
  return { tie: 'unknown', candidates: matches };
}

const agrees = (hint: string | null, own: string | null): boolean =>
  hint === null || own === null || hint === own;

function idsAgree(hint: UsbHint, device: Device): boolean {
  return (
    agrees(hint.vendorId, device.vendorId) &&
    agrees(hint.productId, device.productId) &&
    agrees(hint.serial, device.serial)
  );
}
