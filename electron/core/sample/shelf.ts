/**
 * Puts the sample medium before the app's own gate, in a folder that this process alone can open. It counts as inserted as
 * a stick does and is taken away when the gate lets go of it. What it holds and where it lies is chosen here; whoever asks
 * for it can say no more than that it is wanted.
 */

import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gateError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { realPathOf } from '../transfer/destination.ts';
import { folderVolume } from '../media/folder-volume.ts';
import type { MediaPlatform } from '../media/platform.ts';
import { writeSampleMedium } from './medium.ts';

export type SampleShelf = {
  /** The machine's media, and the sample while it is inserted. */
  readonly platform: MediaPlatform;
  /** Takes away the one before. `busy` while that is going on, `staging-failed {errno}` where it cannot be written. */
  insert(): Promise<Result<null>>;
  close(): Promise<void>;
};

/** The label in the record and on the screens. */
const NAME = 'SAMPLE';

/** `dataDir`: absolute; shelves of another gate's are left alone. Makes nothing before the first sample is wanted. */
export function openSampleShelf(dataDir: string, platform: MediaPlatform): SampleShelf {
  const digest = createHash('sha256').update(realPathOf(dataDir)).digest('hex');
  const prefix = `sekisho-sample-${digest.slice(0, 12)}-`;
  const listeners = new Set<() => void>();
  const tellAll = (): void => {
    for (const changed of listeners) changed();
  };
  /** The folder that holds everything, and the medium in it while it is inserted. */
  let shelf: string | null = null;
  let medium: string | null = null;
  let inserted = 0;
  let swept = false;
  let laying: Promise<Result<null>> | null = null;

  /** What a process that was killed has left. Not before the gate is open: until then the folder may be another one's. */
  function sweepOnce(): void {
    if (swept) return;
    swept = true;
    try {
      for (const name of readdirSync(tmpdir()))
        if (name.startsWith(prefix)) discard(path.join(tmpdir(), name));
    } catch {
      // A machine without a folder for such things has nothing to sweep; inserting will say so.
    }
  }

  async function takeAway(gone: string): Promise<void> {
    if (medium === gone) medium = null;
    await rm(path.dirname(gone), { recursive: true, force: true });
    tellAll();
  }

  async function lay(): Promise<void> {
    sweepOnce();
    if (medium !== null) await takeAway(medium);
    shelf ??= mkdtempSync(path.join(realpathSync(tmpdir()), prefix));
    // A place of its own each time: what still speaks of the one before must never mean this one.
    const target = path.join(shelf, String(++inserted), NAME);
    await writeSampleMedium(target);
    // Only now is it seen, and whole.
    medium = target;
    tellAll();
  }

  return {
    platform: {
      ...platform,
      volumes: {
        async list() {
          sweepOnce();
          const listed = await platform.volumes.list();
          if (!listed.ok || medium === null || !existsSync(medium)) return listed;
          return ok([...listed.value, folderVolume(medium, 'sample')]);
        },
        async watch(changed) {
          listeners.add(changed);
          const stop = await platform.volumes.watch(changed);
          return async () => {
            listeners.delete(changed);
            await stop();
          };
        },
      },
      mounter: {
        ...platform.mounter,
        eject(volumes) {
          const ours = volumes.some((volume) => volume.mountPoint !== null && volume.mountPoint === medium);
          const gone = medium;
          if (!ours || gone === null) return platform.mounter.eject(volumes);
          // First the gate hears that it let go; then, as from a hand, the medium is gone.
          setImmediate(() => void takeAway(gone).catch(() => undefined));
          return Promise.resolve(ok('ejected'));
        },
      },
    },
    async insert() {
      if (laying !== null) return err(gateError('busy'));
      laying = lay().then(
        () => ok(null),
        (thrown: unknown) => {
          const errno = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown';
          return err(gateError('staging-failed', { errno }));
        },
      );
      const laid = await laying;
      laying = null;
      return laid;
    },
    async close() {
      await laying;
      medium = null;
      if (shelf !== null) await rm(shelf, { recursive: true, force: true });
      shelf = null;
    },
  };
}

/** A folder of our own user's, and no link: others may put anything below the system's temporary folder. */
function discard(folder: string): void {
  const stat = lstatSync(folder);
  const ours = process.getuid === undefined || stat.uid === process.getuid();
  if (stat.isDirectory() && ours) rmSync(folder, { recursive: true, force: true });
}
