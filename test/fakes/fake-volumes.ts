/** Volumes that a test mounts and takes away, and a mounter that does what the test says. */

import type { EjectHow, Mounter, Volumes } from '../../electron/core/media/ports.ts';
import { gateError } from '../../shared/errors.ts';
import type { Volume } from '../../shared/model/media.ts';
import { err, ok } from '../../shared/result.ts';
import type { Result } from '../../shared/result.ts';

export type FakeVolumes = Volumes & {
  set(...volumes: readonly Volume[]): void;
  /** Changes without a notice: only the slow poll will see it. */
  setQuietly(...volumes: readonly Volume[]): void;
  available: boolean;
  lists: number;
};

export function createFakeVolumes(...present: readonly Volume[]): FakeVolumes {
  let current: readonly Volume[] = present;
  const listeners = new Set<() => void>();
  const fake: FakeVolumes = {
    available: true,
    lists: 0,
    list: () => {
      fake.lists += 1;
      return Promise.resolve(fake.available ? ok(current) : err(gateError('volumes-unavailable')));
    },
    watch: (changed) => {
      listeners.add(changed);
      return Promise.resolve(() => {
        listeners.delete(changed);
        return Promise.resolve();
      });
    },
    set: (...volumes) => {
      current = volumes;
      for (const listener of listeners) listener();
    },
    setQuietly: (...volumes) => {
      current = volumes;
    },
  };
  return fake;
}

export type FakeMounter = Mounter & { readonly calls: string[]; ejectResult: Result<EjectHow> };

export function createFakeMounter(onMount: (volume: Volume) => Result<null> = () => ok(null)): FakeMounter {
  const fake: FakeMounter = {
    calls: [],
    ejectResult: ok('powered-off'),
    mount: (volume) => {
      fake.calls.push(`mount ${volume.node ?? ''}`);
      const result = onMount(volume);
      return Promise.resolve(result.ok ? ok({ mountPoint: null }) : result);
    },
    makeReadOnly: (volume) => {
      fake.calls.push(`protect ${volume.node ?? ''}`);
      return Promise.resolve(ok(null));
    },
    eject: (volumes) => {
      fake.calls.push(`eject ${volumes.map((volume) => volume.node).join(' ')}`);
      return Promise.resolve(fake.ejectResult);
    },
  };
  return fake;
}
