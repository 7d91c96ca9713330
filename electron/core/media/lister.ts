/** Asks for complete lists without ever asking twice at once, and never hands on one that events have overtaken. */

import type { GateError } from '../../../shared/errors.ts';
import type { Device, Volume } from '../../../shared/model/media.ts';
import type { Hotplug, Volumes } from './ports.ts';

/** Notices come in bursts (a mount is announced, then its options): one list per burst is enough. */
const BURST_MS = 30;

export type ListReceiver = {
  devices(devices: readonly Device[], atStart: boolean): void;
  volumes(volumes: readonly Volume[]): void;
  failed(error: GateError): void;
};

export type Lister = {
  readonly volumes: () => void;
  readonly devices: () => void;
  /** The list of what was there before us; resolves when it was handed on. */
  firstDevices(): Promise<void>;
  /** A plug event arrived: a list of devices taken before it no longer counts. */
  plugged(): void;
  stop(): void;
};

export function createLister(
  ports: { readonly hotplug: Hotplug; readonly volumes: Volumes },
  receiver: ListReceiver,
): Lister {
  let plugEvents = 0;
  let stopped = false;
  let lastFailure: string | null = null;

  function hand(error: GateError | null): void {
    // The same trouble at every round is one trouble.
    if (error !== null && error.code !== lastFailure) receiver.failed(error);
    lastFailure = error?.code ?? null;
  }

  async function listVolumes(): Promise<void> {
    const result = await ports.volumes.list();
    if (stopped) return;
    hand(result.ok ? null : result.error);
    if (result.ok) receiver.volumes(result.value);
  }

  async function listDevices(atStart: boolean): Promise<void> {
    const before = plugEvents;
    const result = await ports.hotplug.list();
    if (stopped || !result.ok) return;
    if (plugEvents === before) receiver.devices(result.value, atStart);
    else if (atStart) await listDevices(true);
    else again.devices();
  }

  const again = {
    volumes: oneAtATime(listVolumes, () => stopped),
    devices: oneAtATime(
      () => listDevices(false),
      () => stopped,
    ),
  };

  return {
    ...again,
    firstDevices: () => listDevices(true),
    plugged: () => {
      plugEvents += 1;
    },
    stop: () => {
      stopped = true;
    },
  };
}

/** Runs at once; what is asked meanwhile becomes one more run after it. */
function oneAtATime(work: () => Promise<void>, isStopped: () => boolean): () => void {
  let busy = false;
  let wanted = false;
  const run = (): void => {
    if (isStopped()) return;
    if (busy) {
      wanted = true;
      return;
    }
    busy = true;
    void work().then(() => {
      setTimeout(() => {
        busy = false;
        if (!wanted) return;
        wanted = false;
        run();
      }, BURST_MS);
    });
  };
  return run;
}
