/** What the media part needs of the machine: three ports, each with an adapter per system and a fake in test/fakes. */

import type { Device, Volume } from '../../../shared/model/media.ts';
import type { Result } from '../../../shared/result.ts';

/** Ends a watch; resolves when nothing more will be reported and every process behind it is gone. */
export type Stop = () => Promise<void>;

export type HotplugListener = {
  /** Also called again for the same `id` when more became known about it (its interfaces). */
  attached(device: Device): void;
  detached(id: string): void;
};

/** USB devices coming and going. Never opens or claims a device. Reports only changes; ask `list` for what is there. */
export type Hotplug = {
  /** Fails with `hotplug-unavailable` where the system has no USB or does not let us see it. */
  list(): Promise<Result<readonly Device[]>>;
  watch(listener: HotplugListener): Promise<Result<Stop>>;
};

/** Mounted file systems, and removable media that nothing has mounted. Never touches a medium's file system. */
export type Volumes = {
  /** Everything at this moment, fixed disks included: which are media is decided in volume-role.ts. */
  list(): Promise<Result<readonly Volume[]>>;
  /** Calls `changed` soon after something may have changed. A nudge, not the truth: `list` is. */
  watch(changed: () => void): Promise<Stop>;
};

export type EjectHow =
  /** The device has no power any more. */
  | 'powered-off'
  | 'ejected'
  /** Flushed and unmounted, nothing holds it; it may still have power. */
  | 'unmounted';

/** Everything that changes how a medium is mounted. Nothing here ever writes to its file system. */
export type Mounter = {
  /** Mounts read-only, without execution. `medium-mount-failed` when the system refuses. */
  mount(volume: Volume): Promise<Result<{ readonly mountPoint: string | null }>>;
  /** Takes the right to write from a mounted volume. `not-allowed` where the system has no way for us to do it. */
  makeReadOnly(volume: Volume): Promise<Result<null>>;
  /** Unmounts all volumes of one medium and lets it go. `medium-eject-failed` (params: node) when one is in use. */
  eject(volumes: readonly Volume[]): Promise<Result<EjectHow>>;
};

/** Looks at a medium itself, outside this process and with a deadline. */
export type MediumProbe = {
  /** Lower-case hex SHA-256 of the mark file in the medium's root, null without one. */
  mark(mountPoint: string): Promise<Result<string | null>>;
  /** The first bytes of a block device, as many as superblock.ts wants. `not-allowed` without permission. */
  firstBytes(node: string): Promise<Result<Uint8Array>>;
};
