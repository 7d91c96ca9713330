/** Says what a USB device offers from what Windows' plug and play keeps about it; the device itself is left alone. */

import { z } from 'zod';
import type { UsbInterface } from '../../../../shared/model/media.ts';
import type { RunCommand } from '../command.ts';
import { describeWhenSettled } from '../settled-description.ts';
import type { DescribeDevice, DeviceDescription, UsbDeviceFacts } from '../usb-hotplug.ts';
import { askPowershell, quote } from './powershell.ts';
import { usbHint } from './volumes.ts';

const script = (prefix: string): string => `
$ErrorActionPreference = 'SilentlyContinue'
$filter = "PNPDeviceID LIKE " + ${quote(`'${prefix.replaceAll('\\', '\\\\')}%'`)}
$found = @(Get-CimInstance Win32_PnPEntity -Filter $filter | Where-Object { $_.Present } | ForEach-Object {
  [pscustomobject]@{
    id = [string]$_.PNPDeviceID; name = [string]$_.Name; manufacturer = [string]$_.Manufacturer
    compatible = @($_.CompatibleID | ForEach-Object { [string]$_ })
  }
})
ConvertTo-Json -InputObject $found -Depth 3 -Compress
`;

const answerSchema = z.array(
  z.object({
    id: z.string(),
    name: z.string(),
    manufacturer: z.string(),
    compatible: z.array(z.string()),
  }),
);
export type PnpEntity = z.infer<typeof answerSchema>[number];

export const windowsPort = (device: UsbDeviceFacts): string | null =>
  device.ports.length === 0 ? null : `${device.bus}-${device.ports.join('.')}`;

export function createWindowsDescribe(run: RunCommand): DescribeDevice {
  return (device) => {
    const digits = (value: number): string => value.toString(16).padStart(4, '0').toUpperCase();
    const question = script(`USB\\VID_${digits(device.vendorId)}&PID_${digits(device.productId)}`);
    return describeWhenSettled(async () => {
      const answer = answerSchema.safeParse(await askPowershell(run, question));
      return answer.success ? describePnp(answer.data) : null;
    });
  };
}

/**
 * Plug and play does not say which of two devices of one model is meant: their interfaces are taken together (so that
 * the worst counts), and none of their serials is believed.
 */
export function describePnp(entities: readonly PnpEntity[]): DeviceDescription | null {
  const isPart = (entity: PnpEntity): boolean => /&MI_[0-9A-F]{2}/i.test(entity.id);
  const whole = entities.filter((entity) => !isPart(entity));
  const first = whole[0];
  if (first === undefined) return null;
  const isComposite = whole.some((entity) =>
    entity.compatible.some((id) => id.toUpperCase() === 'USB\\COMPOSITE'),
  );
  const parts = isComposite ? entities.filter(isPart) : whole;
  const interfaces = parts.flatMap((entity) => interfaceIn(entity) ?? []);
  return {
    vendor: first.manufacturer === '' ? null : first.manufacturer,
    product: first.name === '' ? null : first.name,
    serial: whole.length === 1 ? (usbHint(first.id)?.serial ?? null) : null,
    // One part that does not say what it is makes the whole unknown.
    interfaces: parts.length > 0 && interfaces.length === parts.length ? interfaces : null,
  };
}

function interfaceIn(entity: PnpEntity): UsbInterface | null {
  if (entity.compatible.some((id) => /^USB\\MS_COMP_MTP/i.test(id))) {
    return { class: 'ff', subclass: 'ff', protocol: '00', name: 'MTP' };
  }
  for (const id of entity.compatible) {
    const match = /^USB\\Class_([0-9A-F]{2})&SubClass_([0-9A-F]{2})&Prot_([0-9A-F]{2})$/i.exec(id);
    const [, interfaceClass, subclass, protocol] = match ?? [];
    if (interfaceClass === undefined || subclass === undefined || protocol === undefined) continue;
    return {
      class: interfaceClass.toLowerCase(),
      subclass: subclass.toLowerCase(),
      protocol: protocol.toLowerCase(),
      name: null,
    };
  }
  return null;
}
