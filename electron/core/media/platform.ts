/** Puts the adapters of this system together; everything that touches the machine is made here and nowhere else. */

import { runCommand } from './command.ts';
import { createLinuxMounter } from './linux/mounter.ts';
import { realTree, resolveLink } from './linux/system-tree.ts';
import { createLinuxDescribe, linuxPort } from './linux/usb-description.ts';
import { createLinuxVolumes } from './linux/volumes.ts';
import { createMacosMounter } from './macos/mounter.ts';
import { createMacosDescribe, macosPort } from './macos/usb-tree.ts';
import { createMacosVolumes } from './macos/volumes.ts';
import { mountRootsFor } from './mount-roots.ts';
import type { Hotplug, MediumProbe, Mounter, Volumes } from './ports.ts';
import { createProbe } from './probe.ts';
import { roundsFor } from './rounds.ts';
import type { Rounds } from './rounds.ts';
import { createUsbHotplug, loadUsbLibrary } from './usb-hotplug.ts';
import { createWindowsMounter } from './windows/mounter.ts';
import { createWindowsDescribe, windowsPort } from './windows/usb-description.ts';
import { createWindowsVolumes } from './windows/volumes.ts';

export type MediaPlatform = {
  readonly hotplug: Hotplug;
  readonly volumes: Volumes;
  readonly mounter: Mounter;
  readonly probe: MediumProbe;
  readonly mountRoots: readonly string[];
  /** As in WatcherSettings: null where the system always mounts by itself. */
  readonly mountAfterMs: number | null;
  readonly rounds: Rounds;
};

/** A desktop mounts within a second; where none runs, a medium is ours to mount. */
const MOUNT_AFTER_MS = 1_500;

/** `mountRoots` (absolute, they exist) replace the system's own when there are any. Starts nothing. */
export function createMediaPlatform(
  platform: NodeJS.Platform,
  mountRoots: readonly string[] = [],
): MediaPlatform {
  // The system tells mount points without links in them: a root named through a link would never match.
  const named = mountRoots.map((root) => resolveLink(root) ?? root);
  const roots = mountRootsFor(platform, named);
  const probe = createProbe();
  const run = runCommand;
  const common = { probe, mountRoots: roots.paths, rounds: roundsFor(platform) };
  const library = loadUsbLibrary;
  if (platform === 'win32') {
    return {
      ...common,
      hotplug: createUsbHotplug({ library, describe: createWindowsDescribe(run), portOf: windowsPort }),
      volumes: createWindowsVolumes(run),
      mounter: createWindowsMounter(run),
      mountAfterMs: null,
    };
  }
  if (platform === 'darwin') {
    return {
      ...common,
      hotplug: createUsbHotplug({ library, describe: createMacosDescribe(run), portOf: macosPort }),
      volumes: createMacosVolumes(run, roots),
      mounter: createMacosMounter(run),
      mountAfterMs: null,
    };
  }
  const describe = createLinuxDescribe(realTree);
  return {
    ...common,
    hotplug: createUsbHotplug({ library, describe, portOf: linuxPort }),
    volumes: createLinuxVolumes({ tree: realTree, roots, run, probe }),
    mounter: createLinuxMounter(run),
    mountAfterMs: MOUNT_AFTER_MS,
  };
}
