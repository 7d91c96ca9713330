/** Performs what the machine asks for: tells, mounts, gates, lets go; whatever comes of it goes back as an event. */

import { gateError } from '../../../shared/errors.ts';
import type { GateError } from '../../../shared/errors.ts';
import { exhaustive } from '../../../shared/exhaustive.ts';
import type { MediaEvent } from '../../../shared/model/media-event.ts';
import type { Log } from '../ports.ts';
import type { InsertionEffect, InsertionEvent, Ticket } from './insertion/state.ts';
import type { Lister } from './lister.ts';
import type { MediumProbe, Mounter } from './ports.ts';

/** One session under way. `done` settles when it is over, however it went; `abort` makes that soon. */
export type GateRun = { readonly done: Promise<unknown>; abort(error: GateError): void };

export type PerformerDeps = {
  readonly mounter: Mounter;
  readonly probe: Pick<MediumProbe, 'mark'>;
  readonly log: Log;
  readonly gate: (ticket: Ticket) => GateRun;
  readonly tell: (event: MediaEvent) => void;
};

export type Performer = {
  perform(effect: InsertionEffect): void;
  /** A session is under way. */
  readonly running: boolean;
  /** Aborts the session under way and waits for its end. */
  stop(): Promise<void>;
};

export function createPerformer(
  { mounter, probe, log, gate, tell }: PerformerDeps,
  lister: Pick<Lister, 'devices' | 'volumes'>,
  dispatch: (event: InsertionEvent) => void,
): Performer {
  let running: { readonly volume: string; readonly run: GateRun } | null = null;

  function report<T>(result: Promise<T>, toEvent: (value: T) => InsertionEvent): void {
    void result.then((value) => {
      dispatch(toEvent(value));
    });
  }

  function start(ticket: Ticket): void {
    const volume = ticket.volumeId;
    const over = (): void => {
      running = null;
      dispatch({ type: 'finished', volume });
    };
    try {
      const run = gate(ticket);
      running = { volume, run };
      run.done.then(over, (error: unknown) => {
        tellThrown(error);
        over();
      });
    } catch (error) {
      tellThrown(error);
      over();
    }
  }

  /** A bug in one session must not take the others down; nothing was released, since nobody said that it was. */
  function tellThrown(error: unknown): void {
    log('error', 'media.session-threw', { name: error instanceof Error ? error.name : typeof error });
    tell({ event: 'trouble', error: gateError('internal', { part: 'media' }) });
  }

  function perform(effect: InsertionEffect): void {
    switch (effect.type) {
      case 'record':
        // Written before anything of the same step was told or done.
        return;
      case 'tell':
        tell(effect.event);
        return;
      case 'list-devices':
        lister.devices();
        return;
      case 'list-volumes':
        lister.volumes();
        return;
      case 'mount': {
        const { id } = effect.volume;
        report(mounter.mount(effect.volume), (result) => ({ type: 'mounted', volume: id, result }));
        return;
      }
      case 'protect': {
        const { id } = effect.volume;
        report(mounter.makeReadOnly(effect.volume), (result) => ({ type: 'protected', volume: id, result }));
        return;
      }
      case 'read-mark': {
        const { volume, mountPoint } = effect;
        report(probe.mark(mountPoint), (result) => ({ type: 'mark-read', volume, result }));
        return;
      }
      case 'eject': {
        const { insertion, volumes } = effect;
        report(mounter.eject(volumes), (result) => ({ type: 'ejected', insertion, result }));
        return;
      }
      case 'gate':
        start(effect.ticket);
        return;
      case 'abort':
        if (running?.volume === effect.volume) running.run.abort(effect.error);
        return;
      default:
        exhaustive(effect);
    }
  }

  return {
    perform,
    get running() {
      return running !== null;
    },
    async stop() {
      running?.run.abort(gateError('cancelled'));
      await Promise.allSettled([running?.run.done]);
    },
  };
}
