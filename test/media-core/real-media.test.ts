/** The real Linux adapter on real file systems: exFAT, NTFS, FAT and a disc, with Japanese names, mounted and pulled. */

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from '../../electron/core/media/command.ts';
import { createLinuxMounter } from '../../electron/core/media/linux/mounter.ts';
import { realTree } from '../../electron/core/media/linux/system-tree.ts';
import { createLinuxVolumes } from '../../electron/core/media/linux/volumes.ts';
import { mountRootsFor } from '../../electron/core/media/mount-roots.ts';
import type { Stop, Volumes } from '../../electron/core/media/ports.ts';
import { createProbe } from '../../electron/core/media/probe.ts';
import type { Volume } from '../../shared/model/media.ts';
import { hasCommand, needs } from '../missing-component.ts';
import { createRealMedia, isRoot } from './real-media.ts';
import type { RealMedia } from './real-media.ts';

let media: RealMedia;
let volumes: Volumes;
let stop: Stop | null = null;

const tools = [
  'losetup',
  'mkfs.exfat',
  'mount.exfat-fuse',
  'mkfs.ntfs',
  'ntfs-3g',
  'mkfs.vfat',
  'fusefat',
  'genisoimage',
  'fuseiso',
  'findmnt',
];
beforeEach((context) => {
  needs(context, 'root', isRoot());
  for (const tool of tools) needs(context, tool, hasCommand(tool));
  media = createRealMedia();
  const roots = mountRootsFor('linux', [media.root]);
  volumes = createLinuxVolumes({ tree: realTree, roots, run: runCommand, probe: createProbe() });
});
afterEach(async () => {
  await stop?.();
  stop = null;
  media.remove();
});

async function list(): Promise<readonly Volume[]> {
  const listed = await volumes.list();
  if (!listed.ok) throw new Error(listed.error.code);
  return listed.value.filter((volume) => volume.atMountRoot);
}

describe('real media', () => {
  it('are found with type, label and size, whatever mounted them', async () => {
    const exfat = media.exfat('紹介状 CT', '紹介状 CT');
    const ntfs = media.ntfs('検査', 'ntfs');
    const fat = media.fat('CHECKUP', 'fat');
    const iso = media.iso('IMAGING', 'disc');
    const found = new Map((await list()).map((volume) => [volume.mountPoint, volume]));
    expect(found.size).toBe(4);
    expect(found.get(exfat.mountPoint)).toMatchObject({
      fileSystem: 'exfat',
      label: '紹介状 CT',
      node: exfat.loop,
      bytes: 8 * 1024 * 1024,
      readOnly: true,
      removable: false,
      usb: null,
      system: false,
    });
    expect(found.get(ntfs)).toMatchObject({ fileSystem: 'ntfs', label: '検査', readOnly: true });
    expect(found.get(fat)).toMatchObject({ node: null, label: null, readOnly: true });
    expect(found.get(iso)?.fileSystem).toMatch(/^fuse/);
  });

  it('are noticed when they come and go, and another one in the same place has another id', async () => {
    let notices = 0;
    stop = await volumes.watch(() => (notices += 1));
    const noticed = (more: number): Promise<void> =>
      expect.poll(() => notices, { timeout: 10_000, interval: 5 }).toBeGreaterThanOrEqual(more);
    // findmnt needs a moment to start; until then a mount is only seen by listing.
    await expect
      .poll(
        () => {
          media.pull(media.fat('WARMUP', 'warm-up'));
          return notices;
        },
        { timeout: 10_000, interval: 100 },
      )
      .toBeGreaterThan(0);
    const before = notices;
    const started = performance.now();
    const { mountPoint } = media.exfat('A', 'slot');
    await noticed(before + 1);
    console.log(`mounted to noticed (with mkfs and mount): ${(performance.now() - started).toFixed(0)} ms`);
    const first = (await list())[0];
    const atPull = notices;
    media.pull(mountPoint);
    await noticed(atPull + 1);
    media.exfat('B', 'slot');
    await noticed(atPull + 2);
    const second = (await list())[0];
    expect([first?.label, second?.label]).toEqual(['A', 'B']);
    expect(second?.id).not.toBe(first?.id);
  });

  it('lose their right to be written to where we may take it', async () => {
    const { mountPoint } = media.exfat('RW', 'writable', 'rw');
    const before = (await list())[0];
    expect(before).toMatchObject({ mountPoint, readOnly: false });
    const result = await createLinuxMounter(runCommand).makeReadOnly(before!);
    const after = (await list())[0];
    expect(after?.readOnly).toBe(result.ok);
    expect(after?.id).toBe(before?.id);
  });

  it('that are busy are not said to be gone', async () => {
    const { mountPoint } = media.exfat('BUSY', 'busy', 'rw');
    const volume = (await list())[0]!;
    process.chdir(mountPoint);
    const busy = await createLinuxMounter(runCommand).eject([volume]);
    process.chdir('/');
    expect(busy).toMatchObject({ ok: false, error: { code: 'medium-eject-failed' } });
    expect(await list()).toHaveLength(1);
    expect(await createLinuxMounter(runCommand).eject([volume])).toEqual({ ok: true, value: 'unmounted' });
    expect(await list()).toEqual([]);
  });
});
