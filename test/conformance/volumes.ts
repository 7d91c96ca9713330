/**
 * What every Volumes has to tell of one and the same scene: the system's disk, a stick, an external disk with two
 * partitions, a locked stick without a serial, an empty card reader and a disc.
 */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Volumes } from '../../electron/core/media/ports.ts';
import { tieVolume } from '../../electron/core/media/tie.ts';
import { roleOf } from '../../electron/core/media/volume-role.ts';
import type { Device, Volume } from '../../shared/model/media.ts';
import { stick } from '../media-core/samples.ts';

export type VolumesStage = {
  readonly volumes: Volumes;
  /** How this system names the ports of the four devices; null where it does not. */
  readonly ports: Readonly<Record<'stick' | 'disk' | 'reader' | 'locked', string | null>>;
  readonly mountRoots: readonly string[];
  close(): void;
};

/** The devices of the scene, as hotplug would report them. */
function devicesAt(ports: VolumesStage['ports']): readonly Device[] {
  const at = (name: keyof VolumesStage['ports']) => ({ id: name, port: ports[name] ?? name });
  return [
    stick(at('stick')),
    stick({ ...at('disk'), vendorId: '1058', productId: '25a2', serial: '575832314139384A' }),
    stick({ ...at('reader'), vendorId: '05e3', productId: '0761', serial: '000000001532' }),
    stick({ ...at('locked'), vendorId: '0411', productId: '02f1', serial: null }),
  ];
}

export function volumesConformance(name: string, start: () => VolumesStage): void {
  describe(`volumes: ${name}`, () => {
    let stage: VolumesStage;
    let all: readonly Volume[];
    beforeEach(async () => {
      stage = start();
      const listed = await stage.volumes.list();
      if (!listed.ok) throw new Error(listed.error.code);
      all = listed.value;
    });
    afterEach(() => {
      stage.close();
    });
    const labelled = (label: string): Volume => all.find((volume) => volume.label === label)!;
    const carrier = (volume: Volume): string => {
      const result = tieVolume(volume, devicesAt(stage.ports));
      return result.tie === 'tied' ? result.device.id : result.tie;
    };
    const media = (): readonly Volume[] =>
      all.filter((volume) => {
        const context = { ownPaths: [], mountRoots: stage.mountRoots, all };
        return roleOf(volume, context) === 'medium' && volume.state !== 'no-medium';
      });

    it('names every volume once, and the same way each time', async () => {
      const ids = all.map((volume) => volume.id);
      expect(new Set(ids).size).toBe(ids.length);
      const again = await stage.volumes.list();
      expect(again.ok && again.value.map((volume) => volume.id).sort()).toEqual([...ids].sort());
    });

    it('takes the stick, both partitions, the locked stick and the disc for media, and nothing else', () => {
      const labels = media().map((volume) => (volume.state === 'locked' ? 'locked' : volume.label));
      expect([...labels].sort()).toEqual(['BACKUP', 'DATA', 'IMAGING', 'locked', '紹介状 CT'].sort());
    });

    it('describes the stick', () => {
      const found = labelled('紹介状 CT');
      expect(found).toMatchObject({ state: 'mounted', fileSystem: 'exfat', partition: 1, removable: true });
      expect(found.mountPoint).not.toBeNull();
      expect(found.node).not.toBeNull();
      expect(found.uuid).not.toBeNull();
      expect(found.bytes).toBeGreaterThan(15e9);
      expect(carrier(found)).toBe('stick');
    });

    it('puts the two partitions on one disk and one device, in order', () => {
      const [data, backup] = [labelled('DATA'), labelled('BACKUP')];
      expect([carrier(data), carrier(backup)]).toEqual(['disk', 'disk']);
      expect(data.disk).toBe(backup.disk);
      expect(data.partition!).toBeLessThan(backup.partition!);
    });

    it('knows a disc in a built-in drive', () => {
      expect(labelled('IMAGING')).toMatchObject({ fileSystem: 'iso9660', usb: null, removable: true });
    });

    it('knows what is locked, and what is an empty slot', () => {
      const locked = all.filter((volume) => volume.state === 'locked');
      expect(locked).toHaveLength(1);
      expect(locked[0]).toMatchObject({ mountPoint: null, lock: expect.any(String) as string });
      const slots = all.filter((volume) => volume.state === 'no-medium');
      expect(slots.map(carrier)).toEqual(['reader']);
    });

    it('marks what belongs to the system', () => {
      expect(all.some((volume) => volume.system)).toBe(true);
      expect(media().some((volume) => volume.system)).toBe(false);
    });
  });
}
