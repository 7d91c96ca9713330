/** A stick from the uevent to a session on its real exFAT file system, pulled, traded and refused. */

import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasCommand, needs } from '../missing-component.ts';
import { hasNamespaces, startVirtualBus, usbStick } from './bus.ts';

type Said = { readonly event: string; readonly at: number; readonly [key: string]: unknown };
type Stage = Awaited<ReturnType<typeof startVirtualBus>>;
const WATCH = fileURLToPath(new URL('./inside-watch.ts', import.meta.url));

let bus: Stage | null = null;
let said: Said[] = [];
beforeEach((context) => {
  for (const tool of ['unshare', 'nsenter', 'losetup', 'mkfs.exfat', 'mount.exfat-fuse', 'findmnt']) {
    needs(context, tool, hasCommand(tool));
  }
  needs(context, 'mount and network namespaces (root)', hasNamespaces());
  said = [];
});
afterEach(async () => {
  await bus?.node.ask('stop');
  await bus?.close();
  bus = null;
});

async function watch(mountedAs: 'ro' | 'rw' = 'ro'): Promise<Stage> {
  const started = await startVirtualBus(WATCH, [mountedAs]);
  started.node.onEvent = (event) => said.push(event as Said);
  bus = started;
  await started.node.ask('hello');
  return started;
}
const all = (event: string): readonly Said[] => said.filter((one) => one.event === event);
const until = (event: string, count = 1): Promise<void> =>
  expect.poll(() => all(event).length, { timeout: 20_000, interval: 5 }).toBeGreaterThanOrEqual(count);
const kinds = (): readonly unknown[] => all('recorded').map((one) => one['kind']);

describe('watching a real machine', () => {
  it('tells a stick at once, gates it once mounted, and lets it go afterwards', async () => {
    const { plug, node, unplug } = await watch();
    const { id, at } = await plug(usbStick);
    await until('device');
    await node.ask('mount 紹介状 CT');
    await until('gate');
    const told = all('device')[0]?.at ?? Number.NaN;
    console.log(`plugged to told: ${(told - at).toFixed(0)} ms`);
    expect(all('gate')[0]).toMatchObject({
      names: [],
      ticket: {
        name: '紹介状 CT',
        device: { id, serial: usbStick.serial, kind: 'storage' },
        volume: { fileSystem: 'exfat', tie: 'tied', readOnly: true },
      },
    });
    await node.ask('finish');
    await until('removable');
    await unplug(id);
    await until('removed');
    expect(all('removed')[0]).toMatchObject({ when: 'ejected' });
    expect(kinds()).toEqual([
      'device.seen',
      'volume.seen',
      'volume.mounted',
      'medium.ejected',
      'medium.removed',
    ]);
  });

  it('refuses a stick with a keyboard before anything on it is read', async () => {
    const { plug, node } = await watch('rw');
    await plug({ ...usbStick, interfaces: ['08/06/50', '03/01/01'], late: true });
    await until('suspect');
    await node.ask('mount TRAP');
    await until('volume');
    expect(all('gate')).toEqual([]);
    expect(kinds()).toEqual(['device.seen', 'device.refused', 'volume.seen']);
  });

  it('takes the right to write from a stick that the desktop mounted with it', async () => {
    const { plug, node } = await watch('rw');
    await plug(usbStick);
    await node.ask('mount RW');
    await until('gate');
    const mounted = all('recorded').find((one) => one['kind'] === 'volume.mounted');
    expect(mounted).toMatchObject({ body: { how: 'remounted-read-only', volume: { readOnly: true } } });
  });

  it.each(['mount', 'device'] as const)(
    'aborts when the %s goes, and starts afresh when it comes again',
    async (what) => {
      const { plug, node, unplug } = await watch();
      const { id } = await plug(usbStick);
      await node.ask('mount CT');
      await until('gate');
      const started = Date.now();
      if (what === 'device') await unplug(id);
      await node.ask('pull CT');
      await until('aborted');
      console.log(`${what} gone to aborted: ${(all('aborted')[0]?.at ?? 0) - started} ms`);
      expect(all('aborted')[0]).toMatchObject({ error: { code: 'medium-gone' } });
      if (what === 'device') await plug(usbStick);
      await node.ask('mount AGAIN');
      await until('gate', 2);
      expect(all('removed')[0]).toMatchObject({ when: 'during' });
    },
  );
});
