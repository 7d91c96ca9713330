/** Lets go of media on macOS with diskutil; macOS mounts by itself. */

import { gateError } from '../../../../shared/errors.ts';
import { err, ok } from '../../../../shared/result.ts';
import type { RunCommand } from '../command.ts';
import type { Mounter } from '../ports.ts';

/** Ejecting flushes first. */
const TIMEOUT_MS = 120_000;

export function createMacosMounter(run: RunCommand): Mounter {
  return {
    async mount(volume) {
      if (volume.node === null) return err(gateError('medium-mount-failed', { node: null }));
      const outcome = await run('diskutil', ['mount', 'readOnly', volume.node], TIMEOUT_MS);
      if (outcome.type === 'done' && outcome.code === 0) return ok({ mountPoint: null });
      return err(gateError('medium-mount-failed', { node: volume.node }));
    },
    makeReadOnly: (volume) => Promise.resolve(err(gateError('not-allowed', { node: volume.node }))),
    async eject(volumes) {
      for (const disk of new Set(volumes.map((volume) => volume.disk))) {
        if (disk === null) continue;
        const outcome = await run('diskutil', ['eject', disk], TIMEOUT_MS);
        if (outcome.type !== 'done' || outcome.code !== 0) {
          return err(gateError('medium-eject-failed', { node: disk }));
        }
      }
      return ok('ejected');
    },
  };
}
