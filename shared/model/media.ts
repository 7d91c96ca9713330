/** What is plugged in and what is mounted, as plain data that every runtime may hold; facts only, no judgement. */

/** One interface of a USB device: two lower-case hex digits each, for instance `08`/`06`/`50` for a stick. */
export type UsbInterface = {
  readonly class: string;
  readonly subclass: string;
  readonly protocol: string;
  /** The interface's own name, for instance `MTP`; null when it has none. */
  readonly name: string | null;
};

/** One USB device while it is plugged in. `id` names this one insertion: the same stick again gets another. */
export type Device = {
  readonly id: string;
  /** Four lower-case hex digits. */
  readonly vendorId: string;
  readonly productId: string;
  readonly vendor: string | null;
  readonly product: string | null;
  readonly serial: string | null;
  readonly speed: string | null;
  /** The way through the hubs, for instance `1-1.4`: bus, then port numbers. Null where the system does not tell. */
  readonly port: string | null;
  /** Two hex digits; `00` and `ef` leave it to the interfaces. */
  readonly deviceClass: string;
  /** Null while, or where, they cannot be known: such a device is never taken for storage. */
  readonly interfaces: readonly UsbInterface[] | null;
};

/**
 * `storage`: nothing but storage. `suspect`: storage and something else as well. `phone`: pictures or MTP.
 * `other`: not ours, never touched (keyboards, mice, card readers for insurance cards). `unknown`: not readable.
 */
export type DeviceKind = 'storage' | 'suspect' | 'phone' | 'hub' | 'other' | 'unknown';

/** What a volume's block layer says about the USB device under it; null parts could not be known. */
export type UsbHint = {
  readonly port: string | null;
  readonly vendorId: string | null;
  readonly productId: string | null;
  readonly serial: string | null;
};

export type VolumeState =
  /** Readable at `mountPoint`. */
  | 'mounted'
  | 'unmounted'
  /** Encrypted and not opened. */
  | 'locked'
  /** No file system that anything here knows. */
  | 'unformatted'
  /** A reader or drive without a card or disc. */
  | 'no-medium'
  /** Mounted where no path of ours can reach it. */
  | 'unreachable';

/** One file system (or where one could be). */
export type Volume = {
  /** Names this one appearance: unmounted and mounted again gives another id. */
  readonly id: string;
  readonly state: VolumeState;
  readonly mountPoint: string | null;
  /** What to hand to the system's own tools: `/dev/sdb1`, `disk4s1`, `E:`. */
  readonly node: string | null;
  /** The partition with the medium now in it, the same through mounting and unmounting; null for FUSE and the like. */
  readonly block: string | null;
  /** Alike for mounts that show the same part of the same file system; null where there is only ever one. */
  readonly shows: string | null;
  /** The whole disk that carries it; volumes of one disk belong together. */
  readonly disk: string | null;
  readonly partition: number | null;
  readonly fileSystem: string | null;
  readonly label: string | null;
  readonly uuid: string | null;
  /** Size in bytes; null where telling would mean touching the medium. */
  readonly bytes: number | null;
  readonly readOnly: boolean;
  readonly options: readonly string[];
  /** The block layer calls it removable or hangs it on USB. */
  readonly removable: boolean;
  /** Mounted at or directly under a mount root. */
  readonly atMountRoot: boolean;
  /** On the disk that the machine itself runs from. */
  readonly system: boolean;
  /** What holds it locked (`bitlocker`, `luks`, …), where `state` is `locked`. */
  readonly lock: string | null;
  /** Null when no USB device is under it. */
  readonly usb: UsbHint | null;
};

/** How sure it is which device a volume sits on: `none` means that there is no USB device under it. */
export type Tie = 'tied' | 'none' | 'unknown';
