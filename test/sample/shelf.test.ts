import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { MediaPlatform } from '../../electron/core/media/platform.ts';
import { sampleFiles } from '../../electron/core/sample/medium.ts';
import { openSampleShelf, type SampleShelf } from '../../electron/core/sample/shelf.ts';
import type { Volume } from '../../shared/model/media.ts';
import { createFakeHotplug } from '../fakes/fake-hotplug.ts';
import { createFakeMounter, createFakeVolumes } from '../fakes/fake-volumes.ts';
import { volume } from '../media-core/samples.ts';

let base: string;
let shelves: SampleShelf[];
beforeEach(() => {
  base = realpathSync(mkdtempSync(path.join(tmpdir(), 'sekisho-shelf-')));
  mkdirSync(path.join(base, 'data'));
  // The system's own temporary folder, as the shelf sees it.
  vi.stubEnv('TMPDIR', base);
  shelves = [];
});
afterEach(async () => {
  for (const shelf of shelves) await shelf.close();
  vi.unstubAllEnvs();
  rmSync(base, { recursive: true, force: true });
});

const stick = volume();
function opened(data = 'data') {
  const volumes = createFakeVolumes(stick);
  const mounter = createFakeMounter();
  const machine = { volumes, mounter, hotplug: createFakeHotplug() } as unknown as MediaPlatform;
  const shelf = openSampleShelf(path.join(base, data), machine);
  shelves.push(shelf);
  const listed = async (): Promise<readonly Volume[]> => {
    const list = await shelf.platform.volumes.list();
    return list.ok ? list.value : [];
  };
  const sample = async (): Promise<Volume & { mountPoint: string }> =>
    (await listed()).find(({ fileSystem }) => fileSystem === 'sample') as never;
  return { shelf, volumes, mounter, listed, sample };
}
const shelfFolders = (): string[] => readdirSync(base).filter((name) => name.startsWith('sekisho-sample-'));

describe('inserting', () => {
  test('nothing is made before somebody wants it, and the machine’s media are listed as they are', async () => {
    const { listed } = opened();
    expect(await listed()).toEqual([stick]);
    expect(shelfFolders()).toEqual([]);
  });

  test('it stands beside the machine’s media, marked as what it is, and every file is there', async () => {
    const { shelf, listed, sample } = opened();
    const seen: number[] = [];
    await shelf.platform.volumes.watch(() => void listed().then((list) => seen.push(list.length)));
    expect(await shelf.insert()).toEqual({ ok: true, value: null });
    expect(await listed()).toHaveLength(2);
    expect(seen).toEqual([2]);
    const { mountPoint, ...facts } = await sample();
    expect(facts).toMatchObject({ state: 'mounted', label: 'SAMPLE', fileSystem: 'sample', readOnly: true });
    for (const file of sampleFiles()) expect(existsSync(path.join(mountPoint, file.path))).toBe(true);
  });

  test('nobody else can open the folder', async () => {
    const { shelf, sample } = opened();
    await shelf.insert();
    const folder = path.join(base, shelfFolders()[0]!);
    expect((await sample()).mountPoint.startsWith(folder + path.sep)).toBe(true);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  test('a second one is another medium, and the first is gone', async () => {
    const { shelf, sample } = opened();
    await shelf.insert();
    const first = await sample();
    await shelf.insert();
    const second = await sample();
    expect([first.id === second.id, first.mountPoint === second.mountPoint]).toEqual([false, false]);
    expect(existsSync(first.mountPoint)).toBe(false);
  });

  test('two at once are one', async () => {
    const { shelf } = opened();
    const [first, second] = [shelf.insert(), shelf.insert()];
    expect(await second).toMatchObject({ error: { code: 'busy' } });
    expect(await first).toMatchObject({ ok: true });
    expect(await shelf.insert()).toMatchObject({ ok: true });
  });

  test('where it cannot be written it says so, and nothing is inserted', async () => {
    vi.stubEnv('TMPDIR', path.join(base, 'missing'));
    const { shelf, listed } = opened();
    expect(await shelf.insert()).toMatchObject({
      error: { code: 'staging-failed', params: { errno: 'ENOENT' } },
    });
    expect(await listed()).toEqual([stick]);
  });
});

describe('letting go', () => {
  test('takes it away, once the gate has heard that it may be taken', async () => {
    const { shelf, sample, listed, mounter } = opened();
    await shelf.insert();
    const one = await sample();
    const told = new Promise<void>((resolve) => void shelf.platform.volumes.watch(resolve));
    expect(await shelf.platform.mounter.eject([one])).toEqual({ ok: true, value: 'ejected' });
    expect(existsSync(one.mountPoint)).toBe(true);
    await told;
    expect(existsSync(one.mountPoint)).toBe(false);
    expect(await listed()).toEqual([stick]);
    expect(mounter.calls).toEqual([]);
  });

  test('of the machine’s media is the machine’s, whatever they call themselves', async () => {
    const { shelf, mounter, sample } = opened();
    await shelf.insert();
    await shelf.platform.mounter.eject([{ ...stick, fileSystem: 'sample', label: 'SAMPLE' }]);
    expect(mounter.calls).toEqual(['eject /dev/sdb1']);
    expect(existsSync((await sample()).mountPoint)).toBe(true);
  });

  test('of one that is gone already touches no later one', async () => {
    const { shelf, sample, mounter } = opened();
    await shelf.insert();
    const first = await sample();
    await shelf.insert();
    await shelf.platform.mounter.eject([first]);
    expect(mounter.calls).toHaveLength(1);
    expect(existsSync((await sample()).mountPoint)).toBe(true);
  });

  test('closing leaves nothing, also while it is being laid', async () => {
    const { shelf } = opened();
    void shelf.insert();
    await shelf.close();
    expect(shelfFolders()).toEqual([]);
  });
});

describe('what a killed process has left', () => {
  test('is swept with the first look, and nobody else’s is', async () => {
    await opened().shelf.insert();
    const [left = ''] = shelfFolders();
    const other = opened('other');
    await other.shelf.insert();
    mkdirSync(path.join(base, 'elsewhere'));
    writeFileSync(path.join(base, 'elsewhere', 'kept'), '');
    symlinkSync(path.join(base, 'elsewhere'), path.join(base, left.replace(/[^-]*$/, 'link')));
    await opened().listed();
    expect(existsSync(path.join(base, left))).toBe(false);
    expect(existsSync((await other.sample()).mountPoint)).toBe(true);
    expect(readdirSync(path.join(base, 'elsewhere'))).toEqual(['kept']);
  });
});
