/**
 * Counts how often each mount point was unmounted. The kernel gives a mount's number to the next one at once, so that
 * a stick swapped between two looks would otherwise pass for the one before.
 */

import { unescapeHex } from './udev.ts';

export type MountChanges = {
  /** One line of `findmnt --poll --raw --output ACTION,TARGET`. */
  note(line: string): void;
  generation(mountPoint: string): number;
};

export function createMountChanges(): MountChanges {
  const generations = new Map<string, number>();
  const generation = (mountPoint: string): number => generations.get(mountPoint) ?? 0;
  return {
    note(line) {
      const [action, target] = line.split(' ');
      if ((action !== 'umount' && action !== 'move') || target === undefined) return;
      const mountPoint = unescapeHex(target);
      generations.set(mountPoint, generation(mountPoint) + 1);
    },
    generation,
  };
}
