/** Finds out what is on a block device, cheapest and safest first: udev's database, then blkid, then its first bytes. */

import type { VolumeState } from '../../../../shared/model/media.ts';
import type { RunCommand } from '../command.ts';
import type { MediumProbe } from '../ports.ts';
import { recognise } from '../superblock.ts';
import { within } from '../within.ts';
import type { BlockDevice } from './block.ts';
import { parseBlkid, udevFacts } from './udev.ts';
import type { FileSystemFacts, UdevFacts } from './udev.ts';
import type { SystemTree } from './system-tree.ts';

/** A scratched disc answers within seconds or not at all; what is not known then is asked again with the next list. */
const BLKID_TIMEOUT_MS = 3_000;

type Judged = {
  readonly state: Exclude<VolumeState, 'mounted' | 'unreachable'>;
  readonly lock: string | null;
  readonly facts: FileSystemFacts | null;
};

export type Signatures = {
  /** Label, type and id of a mounted volume; null where nobody may say, or while a slow medium makes us wait. */
  read(device: BlockDevice): Promise<FileSystemFacts | null>;
  /** What an unmounted device holds; null while that is being found out. */
  judge(device: BlockDevice): Promise<Judged | null>;
  /** Called when something that was not known in time is known now. */
  onLate(listener: () => void): void;
};

/** A list must not wait for a bad medium: another one may have been pulled out meanwhile. */
const PATIENCE_MS = 300;

/** Udev's names for what encrypts, in our words. */
const LOCKS: Readonly<Record<string, string>> = { BitLocker: 'bitlocker', crypto_LUKS: 'luks' };

export function createSignatures(
  tree: SystemTree,
  run: RunCommand,
  probe: Pick<MediumProbe, 'firstBytes'>,
): Signatures {
  // By device and medium: a medium's signature does not change while it stays in.
  const fromBlkid = new Map<string, FileSystemFacts | null>();
  const judged = new Map<string, Judged>();
  const underWay = new Map<string, Promise<unknown>>();
  let late: () => void = () => undefined;

  /** Starts the work once, waits a little, and says when it is done after all. */
  async function patiently<T>(key: string, work: () => Promise<T>): Promise<T | undefined> {
    const known = underWay.get(key) as Promise<T> | undefined;
    const running = known ?? work();
    if (known === undefined) {
      underWay.set(key, running);
      void running.then(() => underWay.delete(key));
    }
    const value = await within(running, PATIENCE_MS);
    if (value === undefined && known === undefined) void running.then(late);
    return value;
  }

  async function askBlkid(device: BlockDevice): Promise<FileSystemFacts | null> {
    const known = fromBlkid.get(device.identity);
    if (known !== undefined) return known;
    const outcome = await run('blkid', ['-p', '-o', 'udev', `/dev/${device.name}`], BLKID_TIMEOUT_MS);
    // Too slow this time is no answer; not allowed or nothing found will not change while this medium stays in.
    if (outcome.type === 'timeout') return null;
    const facts = outcome.type === 'done' && outcome.code === 0 ? parseBlkid(outcome.stdout) : null;
    fromBlkid.set(device.identity, facts);
    return facts;
  }

  async function lookAt(device: BlockDevice, fromUdev: UdevFacts | null): Promise<Judged> {
    const facts = knows(fromUdev) ? fromUdev : await askBlkid(device);
    const settled = judgeByUsage(facts) ?? judged.get(device.identity);
    if (settled !== undefined) return settled;
    const bytes = await probe.firstBytes(`/dev/${device.name}`);
    // Nobody may look: mounting it will show.
    if (!bytes.ok) return { state: fromUdev === null ? 'unmounted' : 'unformatted', lock: null, facts };
    const found = recognise(bytes.value);
    const result: Judged =
      found.type === 'locked'
        ? { state: 'locked', lock: found.lock, facts }
        : { state: found.type === 'file-system' ? 'unmounted' : 'unformatted', lock: null, facts };
    judged.set(device.identity, result);
    return result;
  }

  return {
    async read(device) {
      const fromUdev = udevFacts(tree, device.dev);
      if (knows(fromUdev)) return fromUdev;
      return (await patiently(`label ${device.identity}`, () => askBlkid(device))) ?? null;
    },
    async judge(device) {
      const fromUdev = udevFacts(tree, device.dev);
      const isEmptySlot = device.bytes === 0 || fromUdev?.hasDisc === false;
      if (isEmptySlot) return { state: 'no-medium', lock: null, facts: null };
      return (await patiently(`state ${device.identity}`, () => lookAt(device, fromUdev))) ?? null;
    },
    onLate(listener) {
      late = listener;
    },
  };
}

/** Udev came to this device and found a signature. */
const knows = (facts: UdevFacts | null): facts is UdevFacts => facts !== null && facts.type !== null;

function judgeByUsage(facts: FileSystemFacts | null): Judged | undefined {
  if (facts?.usage === 'crypto') {
    return { state: 'locked', lock: LOCKS[facts.type ?? ''] ?? facts.type ?? 'unknown', facts };
  }
  return facts?.usage === 'filesystem' ? { state: 'unmounted', lock: null, facts } : undefined;
}
