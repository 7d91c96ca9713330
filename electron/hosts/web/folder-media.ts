/**
 * Media that are plain folders below one folder, for machines where nothing can be plugged in: a folder that appears
 * there is a medium that was inserted, and one that is removed was pulled out. Nothing of it is ever written.
 */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { gateError } from '../../../shared/errors.ts';
import { err, ok } from '../../../shared/result.ts';
import { folderVolume } from '../../core/media/folder-volume.ts';
import type { MediaPlatform } from '../../core/media/platform.ts';
import type { Mounter, Volumes } from '../../core/media/ports.ts';
import { createProbe } from '../../core/media/probe.ts';

/** `root`: absolute, made when it is missing. */
export function createFolderMedia(root: string): MediaPlatform {
  fs.mkdirSync(root, { recursive: true });
  const real = fs.realpathSync(root);
  return {
    hotplug: {
      list: () => Promise.resolve(ok([])),
      watch: () => Promise.resolve(ok(() => Promise.resolve())),
    },
    volumes: folderVolumes(real),
    mounter: folderMounter(),
    probe: createProbe(),
    mountRoots: [real],
    mountAfterMs: null,
    rounds: { idleMs: 1_000, busyMs: 400 },
  };
}

function folderVolumes(root: string): Volumes {
  return {
    list() {
      try {
        const entries = fs.readdirSync(root, { withFileTypes: true });
        // What is still being written has a name with a dot.
        const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
        return Promise.resolve(ok(folders.map(({ name }) => folderVolume(path.join(root, name), 'folder'))));
      } catch {
        return Promise.resolve(err(gateError('volumes-unavailable')));
      }
    },
    watch(changed) {
      const watcher = fs.watch(root, changed);
      // The rounds look all the same.
      watcher.once('error', () => watcher.close());
      return Promise.resolve(() => {
        watcher.close();
        return Promise.resolve();
      });
    },
  };
}

/** There is nothing to let go of: whoever removes the folder pulls it out. */
function folderMounter(): Mounter {
  const never = () => Promise.resolve(err(gateError('not-allowed', { what: 'mount' })));
  return { mount: never, makeReadOnly: never, eject: () => Promise.resolve(ok('ejected' as const)) };
}
